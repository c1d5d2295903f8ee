using CsCheck;
using Gyo.Evaluation;

namespace Gyo.Tests.Evaluation;

public sealed class ProtocolTests
{
    [Fact]
    public void Split_Defaults_GivesTheRoundedShares()
    {
        Split split = Protocol.Split(Folder(characters: 72, each: 25));

        Assert.Equal(
            new SplitCounts(
                Characters: 72, SeenCharacters: 54, UnseenCharacters: 18, Pictures: 1800, Unlabelled: 0,
                Training: 54 * 20, Gallery: 72 * 20, SeenQueries: 54 * 5, UnseenQueries: 18 * 5, NearCopies: 0),
            split.Counts);
    }

    [Fact]
    public void Split_KnownNames_IsWhatTheHashesSay()
    {
        // sha256("7\n" + name), computed apart: printf '7\na/1.png' | sha256sum
        Picture[] pictures = [new("a/1.png", "a"), new("a/2.png", "a"), new("a/3.png", "a"), new("b/1.png", "b"), new("b/2.png", "b")];

        Split split = Protocol.Split(pictures, new ProtocolOptions { Unseen = 0.5, Query = 0.34, Seed = 7 });

        Assert.Equal(["b"], split.UnseenCharacters);
        Assert.Equal(["a/2.png"], split.SeenQueries.Select(i => pictures[i].Path));
        Assert.Equal(["b/1.png"], split.UnseenQueries.Select(i => pictures[i].Path));
    }

    [Theory]
    [InlineData(1, 0.2, 0)]
    [InlineData(2, 0.2, 1)]
    [InlineData(2, 1.0, 1)]
    [InlineData(3, 0.0, 1)]
    [InlineData(5, 0.5, 3)]
    [InlineData(12, 0.2, 2)]
    [InlineData(13, 0.2, 3)]
    public void Split_PicturesOfOneCharacter_GivesQueries(int pictures, double query, int expected)
    {
        Split split = Protocol.Split(Folder(1, pictures), new ProtocolOptions { Unseen = 0, Query = query });

        Assert.Equal(expected, split.SeenQueries.Count);
        Assert.Equal(pictures - expected, split.Gallery.Count);
    }

    [Fact]
    public void Split_AnyFolder_IsAPartitionThatKeepsEveryCharacterInTheGallery() =>
        Gen.Select(Gen.Int[1, 8].List[0, 12], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int).Sample((sizes, unseen, query, seed) =>
        {
            Picture[] pictures = [.. sizes.SelectMany((n, c) => Enumerable.Range(0, n).Select(i => new Picture($"{c}/{i}", $"{c}")))];

            Split split = Protocol.Split(pictures, new ProtocolOptions { Unseen = unseen, Query = query, Seed = seed });

            Assert.Equal(
                Enumerable.Range(0, pictures.Length),
                split.Gallery.Concat(split.SeenQueries).Concat(split.UnseenQueries).Order());
            Assert.Equal(sizes.Count, split.Gallery.Select(i => pictures[i].Character).Distinct().Count());
            Assert.Equal(split.Gallery.Where(i => split.SeenCharacters.Contains(pictures[i].Character!)), split.Training);
            Assert.All(split.UnseenQueries, i => Assert.Contains(pictures[i].Character!, split.UnseenCharacters));
            Assert.All(split.SeenQueries, i => Assert.Contains(pictures[i].Character!, split.SeenCharacters));
        });

    [Fact]
    public void Split_OtherOrderAndSeparator_SplitsTheSame()
    {
        Picture[] pictures = Folder(10, 7);
        Picture[] shuffled = [.. pictures.Select(p => p with { Path = p.Path.Replace('/', '\\') })];
        new Random(1).Shuffle(shuffled);
        ProtocolOptions options = new() { Seed = 3 };

        Split split = Protocol.Split(pictures, options);
        Split other = Protocol.Split(shuffled, options);

        Assert.Equal(split.UnseenCharacters, other.UnseenCharacters);
        Assert.Equal(Paths(split, split.Gallery), Paths(other, other.Gallery));
        Assert.Equal(Paths(split, split.Training), Paths(other, other.Training));
        Assert.Equal(Paths(split, split.SeenQueries), Paths(other, other.SeenQueries));
        Assert.Equal(Paths(split, split.UnseenQueries), Paths(other, other.UnseenQueries));
    }

    [Fact]
    public void Split_OtherSeed_SplitsAnew()
    {
        Picture[] pictures = Folder(20, 10);

        Split split = Protocol.Split(pictures, new ProtocolOptions { Seed = 0 });
        Split other = Protocol.Split(pictures, new ProtocolOptions { Seed = 1 });

        Assert.NotEqual(split.UnseenCharacters, other.UnseenCharacters);
        Assert.NotEqual(split.SeenQueries, other.SeenQueries);
    }

    [Fact]
    public void Split_UnlabelledPictures_AreLeftOutAndCounted()
    {
        Split split = Protocol.Split([new("x.png", null), .. Folder(2, 4)]);

        Assert.Equal(1, split.Counts.Unlabelled);
        Assert.Equal(8, split.Counts.Pictures);
        Assert.DoesNotContain(0, split.Gallery.Concat(split.SeenQueries).Concat(split.UnseenQueries));
    }

    [Fact]
    public void Split_SamePathTwice_Throws() =>
        Assert.Throws<ArgumentException>(() => Protocol.Split([new("a/1.png", "a"), new("a\\1.png", "a")]));

    [Theory]
    [InlineData(-0.1, 0.2)]
    [InlineData(0.25, 1.1)]
    [InlineData(double.NaN, 0.2)]
    public void Split_ShareOutsideZeroToOne_Throws(double unseen, double query) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Protocol.Split(Folder(2, 2), new ProtocolOptions { Unseen = unseen, Query = query }));

    [Fact]
    public void WithoutNearCopies_QueryWithinTheDistance_IsDroppedAndCounted()
    {
        Split split = Protocol.Split(Folder(4, 5), new ProtocolOptions { Unseen = 0.5, Query = 0.4 });
        ulong[] hashes = new ulong[20];
        Array.Fill(hashes, ulong.MaxValue);
        foreach (int query in split.SeenQueries.Concat(split.UnseenQueries))
        {
            hashes[query] = 0;
        }
        hashes[split.SeenQueries[1]] = ulong.MaxValue << 3;   // 3 bits from the gallery's
        hashes[split.UnseenQueries[2]] = ulong.MaxValue << 4; // 4 bits

        Split fresh = split.WithoutNearCopies(hashes, distance: 3);

        Assert.Equal(1, fresh.NearCopies);
        Assert.Equal(split.SeenQueries.Where(q => q != split.SeenQueries[1]), fresh.SeenQueries);
        Assert.Equal(split.UnseenQueries, fresh.UnseenQueries);
        Assert.Equal(split.Gallery, fresh.Gallery);
    }

    [Fact]
    public void WithoutNearCopies_WrongNumberOfHashes_Throws() =>
        Assert.Throws<ArgumentException>(() => Protocol.Split(Folder(2, 2)).WithoutNearCopies(new ulong[3], 3));

    private static Picture[] Folder(int characters, int each) =>
        [.. from c in Enumerable.Range(0, characters) from i in Enumerable.Range(0, each) select new Picture($"c{c}/{i}.png", $"c{c}")];

    private static IEnumerable<string> Paths(Split split, IEnumerable<int> pictures) =>
        pictures.Select(i => split.Pictures[i].Path.Replace('\\', '/'));

    [Fact]
    public void Choose_SomeOfAll_TakesOtherOnesForEachSeed()
    {
        Picture[] pictures =
            [.. from c in Enumerable.Range(0, 20) from i in Enumerable.Range(0, c + 1) select new Picture($"{c}/{i}", $"{c}"), new("x", null)];

        Picture[] chosen = [.. Protocol.Choose(pictures, 8, 5, seed: 1).Select(i => pictures[i])];

        Assert.Equal(8, chosen.Select(p => p.Character).Distinct().Count());
        Assert.All(chosen.CountBy(p => p.Character!), c => Assert.Equal(Math.Min(5, int.Parse(c.Key) + 1), c.Value));
        Assert.Equal(chosen, Protocol.Choose([.. pictures.Reverse()], 8, 5, seed: 1).Select(i => pictures[^(i + 1)]).Reverse());
        Assert.NotEqual(chosen, Protocol.Choose(pictures, 8, 5, seed: 2).Select(i => pictures[i]));
        Assert.Equal(pictures.Length - 1, Protocol.Choose(pictures, int.MaxValue, int.MaxValue, seed: 1).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => Protocol.Choose(pictures, 0, 5, seed: 1));
    }
}
