using Gyo.Imaging;

namespace Gyo.Curation;

/// <summary>
/// Joins pairs of copies into groups in which one picture, the middle, is a copy of every other: two crops of a picture that share nothing are in
/// one group, but a chain of look-alikes never grows into one.
/// </summary>
/// <param name="count">N pictures.</param>
/// <param name="areNoCopies">Whether two places may never be in one group.</param>
/// <param name="pictures">What the N look like.</param>
internal sealed class CopyGroups(int count, Func<int, int, bool> areNoCopies, PictureFingerprint[] pictures)
{
    private readonly Dictionary<(int A, int B), float> _similarities = [];
    private readonly Group?[] _groups = new Group?[count];
    private readonly CopyRegistration _registration = new();

    /// <summary>The groups of at least two: the middle first, then by similarity with it.</summary>
    public IEnumerable<IReadOnlyList<(int Place, float Similarity)>> All => _groups.OfType<Group>().Distinct().Select(g => (IReadOnlyList<(int, float)>)
        [(g.Middle, 1), .. g.Members.Where(m => m != g.Middle).Select(m => (m, Similarity(g.Middle, m))).OrderByDescending(m => m.Item2).ThenBy(m => m.m)]);

    /// <summary>Joins what belongs together, the most similar first.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="similarities">How similar each is; 0 joins nothing.</param>
    /// <param name="cancel">Honoured every pair.</param>
    public void Join((int A, int B)[] pairs, float[] similarities, CancellationToken cancel)
    {
        for (int p = 0; p < pairs.Length; p++)
        {
            _similarities.Add(pairs[p], similarities[p]);
        }

        foreach (int p in Enumerable.Range(0, pairs.Length).Where(p => similarities[p] > 0).OrderByDescending(p => similarities[p]))
        {
            cancel.ThrowIfCancellationRequested();
            Join(_groups[pairs[p].A] ?? new Group([pairs[p].A], pairs[p].A), _groups[pairs[p].B] ?? new Group([pairs[p].B], pairs[p].B));
        }
    }

    private void Join(Group a, Group b)
    {
        if (a == b || a.Members.Exists(m => b.Members.Exists(other => areNoCopies(m, other))))
        {
            return;
        }

        List<int> all = [.. a.Members, .. b.Members];

        // Middles of larger groups first: what is a copy of many is the likelier original.
        int[] middles = a.Members.Count >= b.Members.Count ? [a.Middle, b.Middle] : [b.Middle, a.Middle];
        foreach (int middle in middles.Concat(all))
        {
            bool mayLook = middles.Contains(middle);
            if (all.TrueForAll(m => m == middle || (mayLook ? Similarity(middle, m) : Known(middle, m)) > 0))
            {
                Group joined = new(all, middle);
                all.ForEach(m => _groups[m] = joined);
                return;
            }
        }
    }

    private float Known(int a, int b) => _similarities.GetValueOrDefault((Math.Min(a, b), Math.Max(a, b)));

    /// <summary>How similar two are, looked at now if they were no candidates.</summary>
    private float Similarity(int a, int b)
    {
        (int, int) pair = (Math.Min(a, b), Math.Max(a, b));
        if (!_similarities.TryGetValue(pair, out float similarity))
        {
            similarity = _registration.Fit(pictures[pair.Item1], pictures[pair.Item2])?.Evidence.Agreement ?? 0;
            similarity = similarity >= NearCopies.LeastSimilarity ? similarity : 0;
            _similarities.Add(pair, similarity);
        }

        return similarity;
    }

    private sealed record Group(List<int> Members, int Middle)
    {
        public bool Equals(Group? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => Middle;
    }
}
