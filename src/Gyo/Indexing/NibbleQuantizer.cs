using System.Numerics.Tensors;

namespace Gyo.Indexing;

/// <summary>
/// Turns vectors into codes of four bits a dimension, which are all that a walk through a graph looks at: at 128 dimensions one cache
/// line a vector instead of eight.
/// </summary>
/// <remarks>
/// <para>
/// A uniform quantizer of 16 levels in every dimension, about its mean, with the step that is best for a normal distribution
/// (J. Max, "Quantizing for Minimum Distortion", IRE Transactions on Information Theory 1960, table II). A vector x is seen as
/// x̂ᵢ = μᵢ + sᵢ·(cᵢ − 7.5). Mean and step of the dimensions go into the query, so the inner product with it is one of small integers:
/// q·x ≈ Offset + Scale · Σ tᵢ·cᵢ, tᵢ being qᵢ·sᵢ in 8 bits.
/// </para>
/// <para>Immutable; safe to share between threads.</para>
/// </remarks>
internal sealed unsafe class NibbleQuantizer
{
    /// <summary>Dimensions of a block of codes: 64 bytes, two dimensions in each.</summary>
    public const int BlockDimensions = 128;

    /// <summary>Most vectors that the quantizer is fitted to; of more, this many evenly chosen ones tell as much.</summary>
    private const int MaxSamples = 16384;

    private const int Levels = 16;
    private const float Middle = (Levels - 1) / 2f;

    /// <summary>The best step of 16 levels for a normal distribution, in standard deviations.</summary>
    private const float BestStep = 0.3352f;

    /// <summary>How many made-up vectors of no direction the spread of few is mixed with.</summary>
    private const float PriorSamples = 16;

    private readonly float[] _mean; // [D]
    private readonly float[] _step; // [D]

    public NibbleQuantizer(float[] mean, float[] step) => (_mean, _step) = (mean, step);

    /// <summary>D, the length of vectors.</summary>
    public int Dimension => _mean.Length;

    /// <summary>The mean μ of every dimension.</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>The step s of every dimension.</summary>
    public ReadOnlySpan<float> Step => _step;

    /// <summary>The bytes of a code, whole cache lines.</summary>
    public int CodeLength => CodeLengthOf(Dimension);

    /// <summary>The bytes of a code of a dimension.</summary>
    public static int CodeLengthOf(int dimension) => (dimension + BlockDimensions - 1) / BlockDimensions * RawMemory.CacheLine;

    /// <summary>Fits the quantizer to vectors.</summary>
    /// <param name="dimension">D.</param>
    /// <param name="count">How many vectors there are; may be 0.</param>
    /// <param name="read">Reads one: its place, and D floats to be filled.</param>
    public static NibbleQuantizer Fit(int dimension, int count, Action<int, float[]> read)
    {
        double[] sum = new double[dimension];
        double[] squares = new double[dimension];
        float[] vector = new float[dimension];
        int samples = Math.Min(count, MaxSamples);
        for (int i = 0; i < samples; i++)
        {
            read((int)((long)i * count / samples), vector);
            for (int d = 0; d < dimension; d++)
            {
                sum[d] += vector[d];
                squares[d] += (double)vector[d] * vector[d];
            }
        }

        float[] mean = new float[dimension];
        float[] step = new float[dimension];
        for (int d = 0; d < dimension; d++)
        {
            double total = samples + PriorSamples;
            double middle = sum[d] / total;
            double variance = (squares[d] + PriorSamples / dimension) / total - middle * middle; // unit vectors: 1/D a dimension
            mean[d] = (float)middle;
            step[d] = BestStep * (float)Math.Sqrt(variance);
        }

        return new NibbleQuantizer(mean, step);
    }

    /// <summary>Codes a vector.</summary>
    /// <param name="vector">D floats.</param>
    /// <param name="code">Receives <see cref="CodeLength"/> bytes.</param>
    public void Encode(ReadOnlySpan<float> vector, byte* code)
    {
        new Span<byte>(code, CodeLength).Clear();
        for (int d = 0; d < vector.Length; d++)
        {
            int level = (int)Math.Clamp(MathF.Floor((vector[d] - _mean[d]) / _step[d]) + Levels / 2, 0, Levels - 1);
            code[Place(d)] |= (byte)(IsHigh(d) ? level << 4 : level);
        }
    }

    /// <summary>Codes a query.</summary>
    /// <param name="query">D floats.</param>
    /// <param name="code">Receives twice <see cref="CodeLength"/> numbers t: of each cache line of codes the low halves', then the high ones'.</param>
    public CodedQuery EncodeQuery(ReadOnlySpan<float> query, sbyte* code)
    {
        new Span<sbyte>(code, 2 * CodeLength).Clear();
        float greatest = 0;
        float variance = 0;
        for (int d = 0; d < query.Length; d++)
        {
            float weight = query[d] * _step[d];
            greatest = MathF.Max(greatest, MathF.Abs(weight));
            variance += weight * weight;
        }

        float scale = greatest > 0 ? greatest / sbyte.MaxValue : 1;
        int sum = 0;
        for (int d = 0; d < query.Length; d++)
        {
            int t = (int)MathF.Round(query[d] * _step[d] / scale);
            sum += t;
            code[2 * (Place(d) - Place(d) % RawMemory.CacheLine) + (IsHigh(d) ? RawMemory.CacheLine : 0) + Place(d) % RawMemory.CacheLine] = (sbyte)t;
        }

        // Both roundings are uniform, of variance step²/12; a level's own variance is that of a normal distribution in steps.
        variance = (variance + query.Length * scale * scale / (BestStep * BestStep)) / 12;
        return new CodedQuery(scale, TensorPrimitives.Dot(query, _mean) - Middle * scale * sum, MathF.Sqrt(variance));
    }

    /// <summary>The byte of a dimension: a cache line holds 128, the first 64 in its low halves.</summary>
    private static int Place(int d) => d / BlockDimensions * RawMemory.CacheLine + d % RawMemory.CacheLine;

    private static bool IsHigh(int d) => d % BlockDimensions >= RawMemory.CacheLine;
}

/// <summary>What a product of codes means: q·x ≈ <paramref name="Offset"/> + <paramref name="Scale"/> · product.</summary>
/// <param name="Scale">Similarity of a product of 1.</param>
/// <param name="Offset">Similarity of a product of 0.</param>
/// <param name="Deviation">The standard deviation of the error.</param>
internal readonly record struct CodedQuery(float Scale, float Offset, float Deviation)
{
    /// <summary>The similarity that a product stands for.</summary>
    public float Similarity(int product) => Offset + Scale * product;
}
