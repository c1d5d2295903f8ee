using Gyo.Curation;
using Gyo.Tests.Ranking;

namespace Gyo.Tests.Curation;

/// <summary>Wrong labels among drawn vectors, characters under two names, and two characters under one.</summary>
public sealed class LabelSuspectsTests
{
    private const int Dimension = 16;

    /// <summary>Of one wrong label in ten among characters that are told apart well.</summary>
    private const double AveragePrecisionFloor = 0.95;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Find_OneInTenWrong_ListsThoseFirstAndNamesTheRight(int seed)
    {
        (float[][] vectors, string[] labels, Dictionary<int, string> truth) = Noisy(seed, share: 0.1);

        IReadOnlyList<LabelSuspect> suspects = Find(vectors, labels);

        double sum = 0;
        int found = 0;
        foreach ((int rank, LabelSuspect suspect) in suspects.Index())
        {
            sum += truth.ContainsKey((int)suspect.Id - 100) ? (double)++found / (rank + 1) : 0;
        }

        Assert.InRange(sum / truth.Count, AveragePrecisionFloor, 1);
        Assert.Equal(suspects.OrderByDescending(s => s.Score).Select(s => s.Score), suspects.Select(s => s.Score));
        LabelSuspect[] accepted = [.. suspects.Where(s => s.Score > LabelSuspectOptions.AcceptScore)];
        Assert.InRange(accepted.Count(s => truth.GetValueOrDefault((int)s.Id - 100) == s.Proposed), 0.8 * truth.Count, accepted.Length);
        LabelSuspect first = suspects[0];
        Assert.Equal(labels[first.Id - 100], first.Label);
        Assert.All(first.ProposedEvidence, id => Assert.Equal(first.Proposed, labels[id - 100]));
        Assert.All(first.OwnEvidence, id => Assert.Equal(first.Label, labels[id - 100]));
        Assert.DoesNotContain(first.Id, first.OwnEvidence);
        Assert.Contains(first.Label, first.Reason, StringComparison.Ordinal);
        Assert.Contains(first.Proposed!, first.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NothingWrong_AcceptsAlmostNothing()
    {
        (float[][] vectors, string[] labels) = new CharacterWorld(5, Dimension).Draw(characters: 20, each: 15);

        IReadOnlyList<LabelSuspect> suspects = Find(vectors, labels);

        Assert.InRange(suspects.Count(s => s.Score > LabelSuspectOptions.AcceptScore), 0, 3); // of 300
    }

    [Fact]
    public void Find_ConfirmedAndDenied_AreRespected()
    {
        (float[][] vectors, string[] labels, _) = Noisy(seed: 1, share: 0.1);
        IReadOnlyList<LabelSuspect> before = Find(vectors, labels);

        IReadOnlyList<LabelSuspect> after = Find(vectors, labels, new LabelSuspectOptions
        {
            Confirmed = new HashSet<long> { before[0].Id },
            Denied = new HashSet<(long, string)> { (before[1].Id, before[1].Proposed!) },
        });

        Assert.DoesNotContain(after, s => s.Id == before[0].Id);
        Assert.DoesNotContain(after, s => s.Id == before[1].Id && s.Proposed == before[1].Proposed);
    }

    [Fact]
    public void Find_Twice_IsTheSame()
    {
        (float[][] vectors, string[] labels, _) = Noisy(seed: 2, share: 0.2);

        Assert.Equal(Find(vectors, labels).Select(s => (s.Id, s.Score, s.Reason)), Find(vectors, labels).Select(s => (s.Id, s.Score, s.Reason)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(5, 1)]
    public void Find_NothingToCompareWith_FindsNothing(int characters, int each)
    {
        (float[][] vectors, string[] labels) = new CharacterWorld(1, Dimension).Draw(characters, each);
        long[] ids = [.. Enumerable.Range(0, labels.Length).Select(i => (long)i)];

        Assert.Empty(Find(vectors, labels));
        Assert.Empty(AlikeCharacters.Find(Dimension, ids, labels, i => vectors[i], cancel: Cancel));
        Assert.Empty(SplitCharacters.Find(Dimension, ids, labels, i => vectors[i], cancel: Cancel));
    }

    [Fact]
    public void Find_CopiesOfOnePicture_DoesNotFail()
    {
        (float[][] vectors, _) = new CharacterWorld(1, Dimension).Draw(characters: 1, each: 1);
        float[][] copies = [.. Enumerable.Repeat(vectors[0], 12)];
        string[] labels = [.. Enumerable.Range(0, 12).Select(i => $"{i % 3}")];

        Assert.All(Find(copies, labels), s => Assert.InRange(s.Score, 0, 1));
    }

    [Fact]
    public void Find_Cancelled_Stops()
    {
        (float[][] vectors, string[] labels, _) = Noisy(seed: 1, share: 0.1);

        Assert.ThrowsAny<OperationCanceledException>(() =>
            LabelSuspects.Find(Dimension, Ids(labels), labels, i => vectors[i], cancel: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void FindAlike_OneUnderTwoNames_IsTheOnlyPair()
    {
        (float[][] vectors, string[] labels) = new CharacterWorld(3, Dimension).Draw(characters: 20, each: 20);
        string[] halved = [.. labels.Select((l, i) => l == labels[0] && i % 3 == 0 ? "alias" : l)];

        AlikePair pair = Assert.Single(AlikeCharacters.Find(Dimension, Ids(labels), halved, i => vectors[i], cancel: Cancel));

        Assert.Equal((labels[0], "alias"), (pair.Larger, pair.Smaller));
        Assert.All(pair.LargerEvidence, id => Assert.Equal(labels[0], halved[id - 100]));
        Assert.All(pair.SmallerEvidence, id => Assert.Equal("alias", halved[id - 100]));
        Assert.InRange(pair.Score, 0.5f, 1);
    }

    [Fact]
    public void FindSplit_TwoUnderOneName_IsTheOnlyOneAndIsParted()
    {
        (float[][] vectors, string[] labels) = new CharacterWorld(4, Dimension).Draw(characters: 20, each: 20);
        string[] merged = [.. labels.Select(l => l == labels[20] ? labels[0] : l)];

        SplitCharacter split = Assert.Single(SplitCharacters.Find(Dimension, Ids(labels), merged, i => vectors[i], cancel: Cancel));

        Assert.Equal(labels[0], split.Character);
        Assert.Equal(40, split.Part.Concat(split.Rest).Distinct().Count());
        int first = split.Part.Count(id => id < 120);
        Assert.InRange(Math.Max(first, split.Part.Count - first), 0.9 * split.Part.Count, split.Part.Count);
    }

    private static IReadOnlyList<LabelSuspect> Find(float[][] vectors, string[] labels, LabelSuspectOptions? options = null) =>
        LabelSuspects.Find(Dimension, Ids(labels), labels, i => vectors[i], options, cancel: Cancel);

    private static long[] Ids(string[] labels) => [.. Enumerable.Range(100, labels.Length).Select(i => (long)i)];

    /// <summary>Twenty characters of fifteen pictures, some shown as another.</summary>
    private static (float[][] Vectors, string[] Labels, Dictionary<int, string> Truth) Noisy(int seed, double share)
    {
        (float[][] vectors, string[] labels) = new CharacterWorld(seed, Dimension).Draw(characters: 20, each: 15);
        string[] names = [.. labels.Distinct()];
        Random random = new(seed);
        int[] places = [.. Enumerable.Range(0, labels.Length)];
        random.Shuffle(places);
        Dictionary<int, string> truth = [];
        foreach (int i in places.Take((int)(share * labels.Length)))
        {
            string[] others = [.. names.Where(n => n != labels[i])];
            truth[i] = labels[i];
            labels[i] = others[random.Next(others.Length)];
        }

        return (vectors, labels, truth);
    }
}
