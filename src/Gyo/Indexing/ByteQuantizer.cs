using System.Numerics.Tensors;

namespace Gyo.Indexing;

/// <summary>
/// Turns vectors into codes of one byte a dimension, which are all that a walk through a graph looks at: a quarter of the memory traffic,
/// and integers instead of floats.
/// </summary>
/// <remarks>
/// <para>
/// A uniform quantizer of 256 levels in every dimension, about its mean, with the step that is best for a normal distribution
/// (J. Max, "Quantizing for Minimum Distortion", IRE Transactions on Information Theory, 1960). A vector x is seen as
/// x̂ᵢ = μᵢ + sᵢ·(cᵢ − 127.5). Mean and step of the dimensions go into the query, so that the inner product with it is one of small
/// integers: q·x ≈ Offset + Scale · Σ tᵢ·cᵢ, tᵢ being qᵢ·sᵢ in 8 bits.
/// </para>
/// <para>Immutable; safe to share between threads.</para>
/// </remarks>
internal sealed unsafe class ByteQuantizer
{
    /// <summary>Most vectors that the quantizer is fitted to; of more, this many evenly chosen ones tell as much.</summary>
    private const int MaxSamples = 16384;

    private const int Levels = 256;
    private const float Middle = (Levels - 1) / 2f;

    /// <summary>The best step of 256 levels for a normal distribution, in standard deviations.</summary>
    private const float BestStep = 0.0309f;

    /// <summary>How many made-up vectors of no direction the few there may be are mixed with.</summary>
    private const float PriorSamples = 16;

    private readonly float[] _mean; // [D]
    private readonly float[] _step; // [D]

    /// <summary>Makes a quantizer of known means and steps.</summary>
    /// <param name="mean">μ, D floats.</param>
    /// <param name="step">s, D floats above 0.</param>
    public ByteQuantizer(float[] mean, float[] step) => (_mean, _step) = (mean, step);

    /// <summary>D, the length of vectors.</summary>
    public int Dimension => _mean.Length;

    /// <summary>The mean μ of every dimension.</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>The step s of every dimension.</summary>
    public ReadOnlySpan<float> Step => _step;

    /// <summary>The bytes of a code: D, and zeros up to a whole cache line.</summary>
    public int CodeLength => CodeLengthOf(Dimension);

    /// <summary>The bytes of a code.</summary>
    /// <param name="dimension">D.</param>
    public static int CodeLengthOf(int dimension) => (int)RawMemory.WholeLines(dimension);

    /// <summary>Fits the quantizer to vectors.</summary>
    /// <param name="dimension">D.</param>
    /// <param name="count">How many vectors there are; may be 0.</param>
    /// <param name="read">Reads one: is given its place, and D floats to fill.</param>
    public static ByteQuantizer Fit(int dimension, int count, Action<int, float[]> read)
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
            double variance = (squares[d] + PriorSamples / dimension) / total - middle * middle; // of unit vectors 1/D a dimension
            mean[d] = (float)middle;
            step[d] = BestStep * (float)Math.Sqrt(variance);
        }

        return new ByteQuantizer(mean, step);
    }

    /// <summary>Codes a vector.</summary>
    /// <param name="vector">D floats.</param>
    /// <param name="code">Receives <see cref="CodeLength"/> bytes.</param>
    public void Encode(ReadOnlySpan<float> vector, byte* code)
    {
        for (int d = 0; d < vector.Length; d++)
        {
            code[d] = (byte)Math.Clamp((vector[d] - _mean[d]) / _step[d] + Levels / 2, 0, Levels - 1);
        }

        new Span<byte>(code + vector.Length, CodeLength - vector.Length).Clear();
    }

    /// <summary>Codes a query.</summary>
    /// <param name="query">D floats.</param>
    /// <param name="weights">Room for D floats.</param>
    /// <param name="code">Receives <see cref="CodeLength"/> numbers t.</param>
    public CodedQuery EncodeQuery(ReadOnlySpan<float> query, Span<float> weights, sbyte* code)
    {
        TensorPrimitives.Multiply(query, _step, weights);
        float variance = TensorPrimitives.SumOfSquares<float>(weights);
        float greatest = MathF.Abs(TensorPrimitives.MaxMagnitude<float>(weights));
        float scale = greatest > 0 ? greatest / sbyte.MaxValue : 1;
        TensorPrimitives.Multiply(weights, 1 / scale, weights);
        TensorPrimitives.Round(weights, weights);
        float sum = TensorPrimitives.Sum<float>(weights);
        TensorPrimitives.ConvertTruncating<float, sbyte>(weights, new Span<sbyte>(code, query.Length));
        new Span<sbyte>(code + query.Length, CodeLength - query.Length).Clear();

        // Both roundings are uniform, of variance step² / 12; codes themselves scatter as a normal distribution in steps.
        variance = (variance + query.Length * scale * scale / (BestStep * BestStep)) / 12;
        return new CodedQuery(scale, TensorPrimitives.Dot(query, _mean) - Middle * scale * sum, MathF.Sqrt(variance));
    }
}

/// <summary>What a product of codes means: q·x ≈ <paramref name="Offset"/> + <paramref name="Scale"/> · product.</summary>
/// <param name="Scale">Similarity of a product of 1.</param>
/// <param name="Offset">Similarity of a product of 0.</param>
/// <param name="Deviation">The standard deviation of the error.</param>
internal readonly record struct CodedQuery(float Scale, float Offset, float Deviation)
{
    /// <summary>The similarity that a product stands for.</summary>
    /// <param name="product">The inner product of the codes.</param>
    public float Similarity(int product) => Offset + Scale * product;
}
