using System.Numerics.Tensors;
using Gyo.Indexing;
using Gyo.Ranking;

namespace Gyo.Curation;

/// <summary>Finds the pictures that speak for and against a label, and puts it into words.</summary>
internal sealed class LabelEvidence
{
    /// <summary>Nearest pictures that a reason counts.</summary>
    private const int Nearest = 15;

    /// <summary>Pictures that are searched for in one go.</summary>
    private const int Together = 256;

    private readonly IReadOnlyList<long> _ids;
    private readonly IReadOnlyList<string> _labels;
    private readonly float[] _directions; // [N, D]
    private readonly int _dimension;
    private readonly int _most;
    private readonly ILookup<string, int> _byCharacter;

    private LabelEvidence(int dimension, IReadOnlyList<long> ids, IReadOnlyList<string> labels, float[] directions, bool[] doubted, int most)
    {
        (_dimension, _ids, _labels, _directions, _most) = (dimension, ids, labels, directions, most);
        _byCharacter = Enumerable.Range(0, labels.Count).Where(i => !doubted[i]).ToLookup(i => labels[i], StringComparer.Ordinal);
    }

    /// <summary>Prepares to look for evidence, in a space that the doubted pictures did not teach.</summary>
    /// <param name="dimension">D.</param>
    /// <param name="ids">The pictures.</param>
    /// <param name="labels">Whom each is shown as.</param>
    /// <param name="vectorOf">Gives the vector of a place in <paramref name="ids"/>.</param>
    /// <param name="doubted">The pictures that are no evidence.</param>
    /// <param name="most">How many pictures are named at most.</param>
    public static LabelEvidence Of(
        int dimension, IReadOnlyList<long> ids, IReadOnlyList<string> labels, Func<int, ReadOnlyMemory<float>> vectorOf, bool[] doubted, int most)
    {
        int[] believed = [.. Enumerable.Range(0, labels.Count).Where(i => !doubted[i])];
        CharacterSpace space = CharacterSpace.Fit(dimension, [.. believed.Select(i => labels[i])], i => vectorOf(believed[i]));
        float[] directions = new float[labels.Count * dimension];
        Parallel.For(0, labels.Count, i => space.Direction(space.Project(vectorOf(i).Span)).CopyTo(directions.AsSpan(i * dimension)));
        return new LabelEvidence(dimension, ids, labels, directions, doubted, most);
    }

    /// <summary>Describes suspects.</summary>
    /// <param name="listed">What is thought of them, most likely first.</param>
    /// <param name="doubt">What that means.</param>
    /// <param name="cancel">Honoured every few pictures.</param>
    public IReadOnlyList<LabelSuspect> Describe(IReadOnlyList<LabelOpinion> listed, LabelDoubt doubt, CancellationToken cancel)
    {
        List<LabelSuspect> suspects = new(listed.Count);
        if (listed.Count == 0)
        {
            return suspects;
        }

        using FlatIndex index = new(_dimension, _ids.Count);
        for (int i = 0; i < _ids.Count; i++)
        {
            index.Add(i, Direction(i).Span);
        }

        int wanted = Math.Min(Nearest + 1, _ids.Count);
        foreach (LabelOpinion[] some in listed.Chunk(Together))
        {
            float[] asked = new float[some.Length * _dimension];
            for (int s = 0; s < some.Length; s++)
            {
                Direction(some[s].Place).Span.CopyTo(asked.AsSpan(s * _dimension));
            }

            Neighbour[] nearest = new Neighbour[some.Length * wanted];
            int found = index.SearchMany(asked, nearest, among: null, Environment.ProcessorCount, cancel);
            LabelSuspect?[] described = new LabelSuspect?[some.Length];
            Parallel.For(0, some.Length, new ParallelOptions { CancellationToken = cancel }, s =>
            {
                IEnumerable<Neighbour> around = nearest[(s * wanted)..(s * wanted + found)].Where(n => n.Id != some[s].Place).Take(Nearest);
                described[s] = Describe(some[s], doubt, [.. around.Select(n => _labels[(int)n.Id])]);
            });
            suspects.AddRange(described.OfType<LabelSuspect>());
        }

        return suspects;
    }

    /// <summary>Describes a suspect; null where it would be nobody among pictures of its own, as one of a character that scatters more than the others.</summary>
    private LabelSuspect? Describe(LabelOpinion opinion, LabelDoubt doubt, string[] around)
    {
        string label = _labels[opinion.Place];
        string? proposed = doubt.IsNobody(opinion) ? null : opinion.Other;
        if (proposed is null && 2 * around.Count(a => a == label) > around.Length)
        {
            return null;
        }

        return new LabelSuspect(_ids[opinion.Place], label, proposed, doubt.Of(opinion))
        {
            Reason = Reason(label, proposed, around),
            ProposedEvidence = proposed is null ? [] : NearestOf(opinion.Place, proposed),
            OwnEvidence = NearestOf(opinion.Place, label),
        };
    }

    private static string Reason(string label, string? proposed, string[] around)
    {
        int own = around.Count(a => a == label);
        string ofOwn = own == 0 ? $"none shows {label}" : $"{own} {Show(own)} {label}";
        if (proposed is null)
        {
            return $"Looks like no character that is known: of its {around.Length} nearest pictures {ofOwn}.";
        }

        int other = around.Count(a => a == proposed);
        return other == 0
            ? $"Looks more like all pictures of {proposed} together than like those of {label}; of its {around.Length} nearest {ofOwn}."
            : $"{other} of its {around.Length} nearest pictures {Show(other)} {proposed}; {ofOwn}.";
    }

    private static string Show(int count) => count == 1 ? "shows" : "show";

    private long[] NearestOf(int place, string character)
    {
        ReadOnlyMemory<float> direction = Direction(place);
        return
        [
            .. _byCharacter[character].Where(i => i != place)
                .Select(i => (Id: _ids[i], Similarity: TensorPrimitives.Dot(direction.Span, Direction(i).Span)))
                .OrderByDescending(n => n.Similarity).ThenBy(n => n.Id)
                .Take(_most).Select(n => n.Id),
        ];
    }

    private ReadOnlyMemory<float> Direction(int place) => _directions.AsMemory(place * _dimension, _dimension);
}
