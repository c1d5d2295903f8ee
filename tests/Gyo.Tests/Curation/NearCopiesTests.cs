using Gyo.Curation;
using Gyo.Imaging;
using Gyo.Indexing;
using NetVips;

namespace Gyo.Tests.Curation;

public sealed class NearCopiesTests
{
    [Theory]
    [InlineData("cropped", "cropped to")]
    [InlineData("turned", "turned by")]
    [InlineData("recompressed", "")]
    [InlineData("quarter", "")]
    [InlineData("text", "")]
    [InlineData("darker", "darker")]
    [InlineData("grey", "without colour")]
    [InlineData("noise", "")]
    [InlineData("blurred", "")]
    [InlineData("border", "with more around it")]
    [InlineData("mirrored", "mirrored")]
    [InlineData("stretched", "nearly the same")]
    public void Compare_WithAnEditedCopy_KnowsItAndSaysWhatWasDone(string kind, string words)
    {
        for (int seed = 1; seed <= 4; seed++)
        {
            Image scene = DrawnCopies.Scene(seed);

            CopyRelation relation = NearCopies.Compare(DrawnCopies.Look(scene), DrawnCopies.Look(DrawnCopies.Edit(kind, scene)));

            Assert.True(relation.AreCopies, $"scene {seed}: {relation}");
            Assert.Contains(words, relation.Words, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Compare_TheOtherWayRound_SaysTheOpposite()
    {
        Image scene = DrawnCopies.Scene(1);
        PictureFingerprint crop = DrawnCopies.Look(DrawnCopies.Edit("cropped", scene));

        CopyRelation relation = NearCopies.Compare(crop, DrawnCopies.Look(scene));

        Assert.True(relation.IsExtended);
        Assert.False(relation.IsCropped);
        Assert.Contains("with more around it", relation.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_DifferentScenes_AreNoCopies()
    {
        PictureFingerprint[] looks = [.. Enumerable.Range(1, 24).Select(seed => DrawnCopies.Look(DrawnCopies.Scene(seed)))];

        for (int i = 0; i < looks.Length; i++)
        {
            Assert.All(looks[..i], other => Assert.False(NearCopies.Compare(looks[i], other).AreCopies));
        }
    }

    [Fact]
    public void Compare_FlatPictures_AreNoCopies()
    {
        PictureFingerprint white = DrawnCopies.Look((Image.Black(50, 50, bands: 3) + 255).Copy(interpretation: Enums.Interpretation.Srgb));

        Assert.Equal(new CopyRelation(0, ""), NearCopies.Compare(white, white));
        Assert.False(NearCopies.Compare(white, DrawnCopies.Look(DrawnCopies.Scene(1))).AreCopies);
    }

    [Fact]
    public void Find_CopiesAmongOthers_GroupsThemTheSameInAnyOrderWithAnyThreads()
    {
        (CopyPicture[] pictures, float[] vectors) = Collection();

        string Found(CopyPicture[] some, float[] theirs, int threads)
        {
            using FlatIndex index = Index(some, theirs);
            return string.Join('\n', NearCopies.Find(index, some, theirs, new NearCopyOptions { Threads = threads }, cancel: TestContext.Current.CancellationToken)
                .Select(g => $"{g.Similarity:f3}: {string.Join(", ", g.Members.Select(m => $"{m.Id} {m.Words}"))}"));
        }

        string once = Found(pictures, vectors, threads: 1);
        CopyPicture[] reversed = [.. pictures.Reverse()];
        float[] theirs = [.. Enumerable.Range(0, pictures.Length).Reverse().SelectMany(i => vectors[(4 * i)..(4 * i + 4)])];

        Assert.Equal(3, once.Split('\n').Length);
        Assert.Contains("the same file", once, StringComparison.Ordinal);
        Assert.Contains("mirrored", once, StringComparison.Ordinal);
        Assert.Equal(once, Found(reversed, theirs, threads: 2));
    }

    [Fact]
    public void Find_PairThatIsNoCopies_IsNeverInOneGroup()
    {
        (CopyPicture[] pictures, float[] vectors) = Collection();
        using FlatIndex index = Index(pictures, vectors);

        // 0 and 10 are the scene and its mirror image, 20 and 21 one file.
        IReadOnlyList<CopyGroup> groups = NearCopies.Find(index, pictures, vectors, new NearCopyOptions { AreNoCopies = (a, b) => (Math.Min(a, b), Math.Max(a, b)) is (0, 10) or (20, 21) }, cancel: TestContext.Current.CancellationToken);

        CopyGroup group = Assert.Single(groups);
        Assert.Equal([1, 11], group.Members.Select(m => m.Id).Order());
    }

    [Fact]
    public void Find_NothingOrOne_FindsNothing()
    {
        using FlatIndex index = new(4);

        Assert.Empty(NearCopies.Find(index, [], ReadOnlyMemory<float>.Empty, cancel: TestContext.Current.CancellationToken));
        index.Add(1, [1, 0, 0, 0]);
        Assert.Empty(NearCopies.Find(index, [new CopyPicture(1, "a", null)], new float[] { 1, 0, 0, 0 }, cancel: TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => NearCopies.Find(index, [], new float[4], cancel: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Find_Cancelled_Stops()
    {
        (CopyPicture[] pictures, float[] vectors) = Collection();
        using FlatIndex index = Index(pictures, vectors);

        Assert.Throws<OperationCanceledException>(() => NearCopies.Find(index, pictures, vectors, cancel: new CancellationToken(canceled: true)));
    }

    // Scenes 0 to 5; a mirrored copy of scene 0 (10) and a crop of scene 1 (11); 20 and 21 are one file that nothing else is known of.
    private static (CopyPicture[] Pictures, float[] Vectors) Collection()
    {
        CopyPicture[] pictures =
        [
            .. Enumerable.Range(0, 6).Select(i => new CopyPicture(i, $"scene {i}", DrawnCopies.Look(DrawnCopies.Scene(i + 1)))),
            new CopyPicture(10, "mirrored", DrawnCopies.Look(DrawnCopies.Edit("mirrored", DrawnCopies.Scene(1)))),
            new CopyPicture(11, "cropped", DrawnCopies.Look(DrawnCopies.Edit("cropped", DrawnCopies.Scene(2)))),
            new CopyPicture(20, "same", null),
            new CopyPicture(21, "same", null),
        ];
        Random random = new(1);
        return (pictures, [.. pictures.SelectMany(_ => Unit(random))]);
    }

    private static float[] Unit(Random random)
    {
        double angle = random.NextDouble();
        return [(float)Math.Cos(angle), (float)Math.Sin(angle), 0, 0];
    }

    private static FlatIndex Index(CopyPicture[] pictures, float[] vectors)
    {
        FlatIndex index = new(4);
        for (int i = 0; i < pictures.Length; i++)
        {
            index.Add(pictures[i].Id, vectors.AsSpan(4 * i, 4));
        }

        return index;
    }
}
