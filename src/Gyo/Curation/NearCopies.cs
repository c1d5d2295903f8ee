using Gyo.Imaging;
using Gyo.Indexing;

namespace Gyo.Curation;

/// <summary>
/// Finds pictures that are copies of one another: the same file, or one drawing or photograph that was cropped, rescaled, recompressed, mirrored,
/// turned, written over, brightened, recoloured, blurred, or put in a frame.
/// </summary>
/// <remarks>
/// Pairs that may be copies are neighbours by vector, or by perceptual hash as they are or mirrored. Each is then laid on the other, roughly from
/// a hundred placements and exactly by Lucas and Kanade's method, and judged by how well the slopes of brightness agree.
/// </remarks>
public static class NearCopies
{
    /// <summary>The least similarity of two copies.</summary>
    /// <remarks>
    /// 0.78, the least at which precision is above 0.99 with a margin on characters38: game pictures, in which one figure stands in the same pose
    /// before other backgrounds. Measured with bench/copies.cs, which tells what it catches.
    /// </remarks>
    public const double LeastSimilarity = 0.78;

    /// <summary>The share of the time that finding candidates takes, about.</summary>
    private const double ShareOfCandidates = 0.4;

    /// <summary>Compares two pictures.</summary>
    /// <param name="first">One.</param>
    /// <param name="second">The other, which the words are about.</param>
    public static CopyRelation Compare(PictureFingerprint first, PictureFingerprint second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return CopyRelation.Of(new CopyRegistration().Fit(first, second), first, second);
    }

    /// <summary>Finds all groups of copies.</summary>
    /// <param name="index">Holds the pictures' vectors under their ids, and maybe others.</param>
    /// <param name="pictures">The N pictures, no id twice.</param>
    /// <param name="vectors">[N, D] row-major, each of unit norm.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Is told the share that is done, 0 to 1, on any thread.</param>
    /// <param name="cancel">Honoured every few hundred pictures.</param>
    /// <returns>The groups, the most alike first, no picture in two; the same for the same pictures in any order and with any number of threads.</returns>
    /// <exception cref="ArgumentException">The vectors are not N of the index's dimension, or an option is out of range.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public static IReadOnlyList<CopyGroup> Find(
        IVectorIndex index,
        IReadOnlyList<CopyPicture> pictures,
        ReadOnlyMemory<float> vectors,
        NearCopyOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(pictures);
        options ??= new NearCopyOptions();
        options.Check();
        if (vectors.Length != (long)pictures.Count * index.Dimension)
        {
            throw new ArgumentException($"{pictures.Count} pictures need {pictures.Count} × {index.Dimension} numbers, not {vectors.Length}.", nameof(vectors));
        }

        // One of each content stands for all of it.
        List<int>[] contents = [.. Enumerable.Range(0, pictures.Count).OrderBy(i => pictures[i].Id).GroupBy(i => pictures[i].Content, StringComparer.Ordinal)
            .Select(g => g.ToList()).OrderBy(g => pictures[g[0]].Id)];
        int[] seen = [.. contents.Select(c => c.FindIndex(i => pictures[i].Fingerprint is not null) is >= 0 and int at ? c[at] : -1).Where(i => i >= 0)];
        PictureFingerprint[] looks = [.. seen.Select(i => pictures[i].Fingerprint!)];
        (int A, int B)[] pairs = Candidates(index, pictures, vectors, seen, looks, options, new Part(progress, 0, ShareOfCandidates), cancel);
        float[] similarities = new CopyPairs(looks, options.Workers, cancel).Judge(pairs, new Part(progress, ShareOfCandidates, 1));
        CopyGroups groups = new(seen.Length, (a, b) => options.AreNoCopies?.Invoke(pictures[seen[a]].Id, pictures[seen[b]].Id) ?? false, looks);
        groups.Join(pairs, similarities, cancel);
        IReadOnlyList<CopyGroup> found = new CopyGathering(pictures, contents, options.AreNoCopies).Gather(groups, seen);
        progress?.Report(1);
        return found;
    }

    /// <summary>Pairs that may be copies, as places in <paramref name="seen"/>: each first the smaller, in order, none twice.</summary>
    private static (int A, int B)[] Candidates(
        IVectorIndex index,
        IReadOnlyList<CopyPicture> pictures,
        ReadOnlyMemory<float> vectors,
        int[] seen,
        PictureFingerprint[] looks,
        NearCopyOptions options,
        IProgress<double> progress,
        CancellationToken cancel)
    {
        HashSet<long> pairs = [];
        void Add(int a, int b) => pairs.Add(((long)Math.Min(a, b) << 32) | (uint)Math.Max(a, b));
        if (options.Neighbours > 0 && seen.Length > 1)
        {
            int dimension = index.Dimension;
            long[] ids = [.. seen.Select(i => pictures[i].Id)];
            float[] rows = new float[seen.Length * dimension];
            for (int n = 0; n < seen.Length; n++)
            {
                vectors.Span.Slice(seen[n] * dimension, dimension).CopyTo(rows.AsSpan(n * dimension));
            }

            // Other pictures of the same bytes would take the places of neighbours, and then each is also found itself.
            bool areAll = seen.Length == index.Count;
            EmbeddingMapOptions nearest = new() { Neighbours = options.Neighbours + (areAll ? 0 : 1), Threads = options.Threads };
            NeighbourRows neighbours = NeighbourRows.Find(index, ids, rows, ids, nearest, progress, cancel, areMapped: areAll);
            for (int n = 0; n < seen.Length; n++)
            {
                foreach (int other in neighbours.Rows(n))
                {
                    if (other != n)
                    {
                        Add(n, other);
                    }
                }
            }
        }

        // All bits are 0 where nothing is to be seen: such pictures have no copies.
        ulong?[] hashes = new ulong?[looks.Length];
        ulong?[] mirrored = new ulong?[looks.Length];
        Parallel.For(0, looks.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancel }, i =>
        {
            hashes[i] = looks[i].Hash == 0 ? null : looks[i].Hash;
            mirrored[i] = hashes[i] is null ? null : looks[i].MirroredHash;
        });
        HashNeighbours.Find(hashes, hashes, Add, cancel);
        HashNeighbours.Find(hashes, mirrored, Add, cancel);
        long[] sorted = [.. pairs];
        Array.Sort(sorted);
        return [.. sorted.Select(p => ((int)(p >> 32), (int)p))];
    }

    /// <summary>Tells the progress of a part as that of the whole.</summary>
    private sealed class Part(IProgress<double>? whole, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole?.Report(from + (to - from) * value);
    }
}
