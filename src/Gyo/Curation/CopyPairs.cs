using Gyo.Imaging;

namespace Gyo.Curation;

/// <summary>Tells, of many pairs of pictures that may be copies, which are.</summary>
internal sealed class CopyPairs
{
    /// <summary>
    /// Pairs whose rough templates correlate less are not looked at more closely, unless their hashes are near.
    /// </summary>
    private const float Promising = 0.6f;

    /// <summary>Hashes that differ in fewer bits than chance has it, 32: a picture with text over a third of it still does.</summary>
    private const int Related = 16;

    /// <summary>The share of the time that the rough look takes, about.</summary>
    private const double ShareOfRough = 0.4;

    private readonly PictureFingerprint[] _pictures;
    private readonly ParallelOptions _parallel;

    /// <summary>Makes ready.</summary>
    /// <param name="pictures">The N pictures.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="cancel">Honoured every picture.</param>
    public CopyPairs(PictureFingerprint[] pictures, int workers, CancellationToken cancel) =>
        (_pictures, _parallel) = (pictures, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancel });

    /// <summary>Looks at pairs.</summary>
    /// <param name="pairs">Each first the smaller place, in order, none twice.</param>
    /// <param name="progress">Is told the share that is done.</param>
    /// <returns>How similar each is, 0 where they are no copies.</returns>
    public float[] Judge((int A, int B)[] pairs, IProgress<double>? progress)
    {
        Rough[] rough = LookRoughly(pairs, progress);
        float[] similarities = new float[pairs.Length];
        int[] promising = [.. Enumerable.Range(0, pairs.Length).Where(p => IsPromising(pairs[p], rough[p]))];
        int done = 0;
        Parallel.For(0, promising.Length, _parallel, () => new CopyRegistration(), (n, _, registration) =>
        {
            int p = promising[n];
            float[] a = CopyTemplates.Smooth(_pictures[pairs[p].A]);
            float[] b = CopyTemplates.Smooth(_pictures[pairs[p].B]);
            float similarity = registration.Fit(a, b, Trials(pairs[p], rough[p]))?.Evidence.Agreement ?? 0;
            similarities[p] = similarity >= NearCopies.LeastSimilarity ? similarity : 0;
            Tell(progress, Interlocked.Increment(ref done), promising.Length, ShareOfRough, 1);
            return registration;
        }, _ => { });
        return similarities;
    }

    /// <summary>Lays the pieces of each picture on its partners, and the other way round.</summary>
    private Rough[] LookRoughly((int A, int B)[] pairs, IProgress<double>? progress)
    {
        float[] wholes = new float[_pictures.Length * CopyTemplates.Size];
        Parallel.For(0, _pictures.Length, _parallel, i => CopyTemplates.Whole(CopyTemplates.Smooth(_pictures[i]), wholes.AsSpan(i * CopyTemplates.Size, CopyTemplates.Size)));
        ILookup<int, int> partners = Enumerable.Range(0, pairs.Length).SelectMany(p => new[] { (pairs[p].A, p), (pairs[p].B, p) }).ToLookup(e => e.Item1, e => e.p);
        Rough[] rough = new Rough[pairs.Length];
        int[] owners = [.. partners.Select(g => g.Key)];
        int done = 0;
        Parallel.For(0, owners.Length, _parallel, () => new float[CopyTemplates.Pieces.Length * CopyTemplates.Size], (n, _, pieces) =>
        {
            CopyTemplates.AllPieces(CopyTemplates.Smooth(_pictures[owners[n]]), pieces);
            foreach (int p in partners[owners[n]])
            {
                bool isFirst = pairs[p].A == owners[n];
                int other = isFirst ? pairs[p].B : pairs[p].A;
                (CopyTemplates.Trial Best, CopyTemplates.Trial Second) closest = CopyTemplates.Closest(pieces, wholes.AsSpan(other * CopyTemplates.Size, CopyTemplates.Size));
                if (isFirst)
                {
                    rough[p].OnFirst = closest;
                }
                else
                {
                    rough[p].OnSecond = closest;
                }
            }

            Tell(progress, Interlocked.Increment(ref done), owners.Length, 0, ShareOfRough);
            return pieces;
        }, _ => { });
        return rough;
    }

    /// <summary>Where to begin: at the best either way; as they are only where hashes say that this is worth the time.</summary>
    private (CopyTemplates.Trial Trial, bool IsReversed)[] Trials((int A, int B) pair, Rough rough)
    {
        List<(CopyTemplates.Trial, bool)> trials = [.. CopyRegistration.InOrder(rough.OnFirst, rough.OnSecond)[..2]];
        if (PerceptualHash.Distance(_pictures[pair.A].Hash, _pictures[pair.B].Hash) <= Related)
        {
            trials.Add((CopyTemplates.AsItIs, false));
        }

        if (PerceptualHash.Distance(_pictures[pair.A].Hash, _pictures[pair.B].MirroredHash) <= Related)
        {
            trials.Add((CopyTemplates.Mirrored, false));
        }

        return [.. trials];
    }

    private bool IsPromising((int A, int B) pair, Rough rough) =>
        Math.Max(rough.OnFirst.Best.Correlation, rough.OnSecond.Best.Correlation) >= Promising
        || PerceptualHash.Distance(_pictures[pair.A].Hash, _pictures[pair.B].Hash) <= Related;

    private static void Tell(IProgress<double>? progress, int done, int all, double from, double to)
    {
        if (done % 512 == 0 || done == all)
        {
            progress?.Report(from + (to - from) * done / all);
        }
    }

    private struct Rough
    {
        public (CopyTemplates.Trial Best, CopyTemplates.Trial Second) OnFirst;
        public (CopyTemplates.Trial Best, CopyTemplates.Trial Second) OnSecond;
    }
}
