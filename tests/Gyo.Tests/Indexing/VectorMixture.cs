using Gyo.Indexing;

namespace Gyo.Tests.Indexing;

/// <summary>Seeded vectors in clusters, as pictures of characters are, with the exact neighbours of other such vectors.</summary>
internal sealed class VectorMixture
{
    private const int ClusterSize = 40;

    private readonly Random _random;
    private readonly float[][] _centres;

    public VectorMixture(int count, int dimension, int seed = 1)
    {
        Dimension = dimension;
        _random = new Random(seed);
        _centres = [.. Enumerable.Range(0, Math.Max(1, count / ClusterSize)).Select(_ => Gaussian(1))];
        Vectors = [.. Enumerable.Range(0, count).Select(_ => Draw())];
    }

    public int Dimension { get; }

    public float[][] Vectors { get; }

    public long[] Ids => [.. Enumerable.Range(0, Vectors.Length).Select(i => (long)i)];

    /// <summary>The vectors row after row.</summary>
    public float[] Rows => [.. Vectors.SelectMany(v => v)];

    public float[] Draw()
    {
        float[] centre = _centres[_random.Next(_centres.Length)];
        return UnitVectors.Normalise([.. centre.Zip(Gaussian(0.6f), (c, n) => c + n)]);
    }

    public static HnswIndex Build(int dimension, long[] ids, float[] rows, HnswOptions? options = null) =>
        HnswIndex.Build(dimension, ids, rows, options, TestContext.Current.CancellationToken);

    public HnswIndex Build(HnswOptions? options = null) => Build(Dimension, Ids, Rows, options);

    /// <summary>The share of the k exact neighbours that an index finds, on average of some queries.</summary>
    /// <param name="index">The index.</param>
    /// <param name="vectors">What it holds.</param>
    /// <param name="k">How many neighbours.</param>
    /// <param name="among">The only ids allowed; all if null.</param>
    public double Recall(HnswIndex index, IReadOnlyDictionary<long, float[]> vectors, int k = 10, IReadOnlySet<long>? among = null)
    {
        const int Queries = 200;
        using FlatIndex exact = new(Dimension, vectors.Count);
        foreach ((long id, float[] vector) in vectors)
        {
            exact.Add(id, vector);
        }

        int hits = 0;
        int all = 0;
        for (int q = 0; q < Queries; q++)
        {
            float[] query = Draw();
            Neighbour[] truth = new Neighbour[k];
            Neighbour[] found = new Neighbour[k];
            int truths = exact.Search(query, truth, among);
            int count = index.Search(query, found, among);
            hits += truth.Take(truths).Select(n => n.Id).Intersect(found.Take(count).Select(n => n.Id)).Count();
            all += truths;
        }

        return (double)hits / all;
    }

    public Dictionary<long, float[]> ById() => Vectors.Select((v, i) => (v, i)).ToDictionary(p => (long)p.i, p => p.v);

    private float[] Gaussian(float deviation) => [.. Enumerable.Range(0, Dimension)
        .Select(_ => deviation * (float)(Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble())))];
}
