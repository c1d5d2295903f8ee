using System.Buffers;
using System.Globalization;
using System.Numerics.Tensors;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.OnnxRuntime;

namespace Gyo.Embedding;

/// <summary>Embeds with ONNX Runtime on the CPU. One for a process is enough: any number of threads may call it at once.</summary>
/// <remarks>
/// Each picture is one run on one thread, and several run side by side. Splitting a run among threads instead was slower on two
/// cores as soon as anything else ran there (5.1 against 2.8 ms a picture), larger runs were no faster, and this way a picture's
/// vector is the same to the last bit whatever is embedded with it.
/// </remarks>
public sealed class OnnxEmbedder : IEmbedder
{
    // Enough to keep every core busy, and cancellation comes after some tenths of a second.
    private const int BatchSize = 64;

    /// <summary>
    /// How much of the margin the view of the middle leaves out: less than all of it, so that the two views differ in scale too. By measure
    /// (docs/quality.md).
    /// </summary>
    private const float MiddleInset = 2f / 3;

    private readonly ModelPackage _package;
    private readonly ParallelOptions _parallel;
    private readonly PixelScaler _scaler;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly string[] _inputs;
    private readonly string[] _outputs;

    /// <summary>Loads a model.</summary>
    /// <param name="package">The model.</param>
    /// <param name="threads">How many pictures of one call are embedded side by side; 0: one on each core.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is negative.</exception>
    /// <exception cref="ModelFormatException">ONNX Runtime refuses the graph, or its shapes aren't those of the manifest.</exception>
    public OnnxEmbedder(ModelPackage package, int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        _package = package;
        _scaler = new PixelScaler(package.Manifest.Preprocessing);
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads };
        _session = Open(package);
        try
        {
            int size = Preprocessing.Size;
            _inputs = [CheckShape("input", _session.InputMetadata, [3, size, size])];
            _outputs = [CheckShape("output", _session.OutputMetadata, [Dimension])];
        }
        catch
        {
            Dispose();
            throw;
        }

        ModelId = Identify(package);
    }

    /// <inheritdoc/>
    public string ModelId { get; }

    /// <inheritdoc/>
    public Preprocessing Preprocessing => _package.Manifest.Preprocessing;

    /// <inheritdoc/>
    public int Dimension => _package.Manifest.Dimension;

    /// <inheritdoc/>
    /// <exception cref="ModelFormatException">The graph fails, or answers with a vector that isn't finite or is all zero.</exception>
    public void Embed(ReadOnlySpan<byte> pixels, Span<float> vectors, CancellationToken cancel = default)
    {
        int count = pixels.Length / _scaler.PictureLength;
        if (pixels.Length != count * _scaler.PictureLength)
        {
            throw new ArgumentException(
                $"{pixels.Length} bytes are no multiple of a picture's {_scaler.PictureLength}.", nameof(pixels));
        }

        if (vectors.Length != (long)count * Dimension)
        {
            throw new ArgumentException(
                $"{count} pictures need {(long)count * Dimension} floats for their vectors, not {vectors.Length}.", nameof(vectors));
        }

        int most = Math.Min(count, BatchSize);
        byte[] bytes = ArrayPool<byte>.Shared.Rent(most * _scaler.PictureLength);
        float[] output = ArrayPool<float>.Shared.Rent(most * Dimension);
        try
        {
            for (int first = 0; first < count; first += BatchSize)
            {
                cancel.ThrowIfCancellationRequested();
                int n = Math.Min(BatchSize, count - first);
                pixels.Slice(first * _scaler.PictureLength, n * _scaler.PictureLength).CopyTo(bytes);
                Parallel.For(0, n, _parallel, i => EmbedOne(
                    bytes.AsSpan(i * _scaler.PictureLength, _scaler.PictureLength), output.AsMemory(i * Dimension, Dimension)));
                Span<float> batch = vectors.Slice(first * Dimension, n * Dimension);
                output.AsSpan(0, batch.Length).CopyTo(batch);
                Normalize(batch);
            }
        }
        catch (AggregateException e) when (e.InnerException is OnnxRuntimeException cause)
        {
            throw Unusable(_package, cause);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<float>.Shared.Return(output);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }

    /// <summary>
    /// The picture's vector; of a model that averages two views the sum of theirs, whose direction is their mean's. The first view is the
    /// middle of what was read, the second a smaller, upper part, mirrored; without a margin both are all of it.
    /// </summary>
    private void EmbedOne(ReadOnlySpan<byte> pixels, Memory<float> vector)
    {
        float[] input = ArrayPool<float>.Shared.Rent(_scaler.InputLength);
        int margin = Preprocessing.Margin;
        if (margin == 0)
        {
            _scaler.Scale(pixels, input, 0, 0, mirror: false);
        }
        else
        {
            _scaler.ScaleMiddle(pixels, input, margin * MiddleInset);
        }

        Run(input, vector);
        if (_package.Manifest.Mirror)
        {
            float[] second = ArrayPool<float>.Shared.Rent(Dimension);
            _scaler.Scale(pixels, input, margin, top: 0, mirror: true);
            Run(input, second.AsMemory(0, Dimension));
            TensorPrimitives.Add(vector.Span, second.AsSpan(0, Dimension), vector.Span);
            ArrayPool<float>.Shared.Return(second);
        }

        ArrayPool<float>.Shared.Return(input);
    }

    private void Run(float[] input, Memory<float> vector)
    {
        int size = Preprocessing.Size;
        using OrtValue from = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, input.AsMemory(0, _scaler.InputLength), [1, 3, size, size]);
        using OrtValue to = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, vector, [1, Dimension]);
        _session.Run(_run, _inputs, [from], _outputs, [to]);
    }

    /// <summary>Makes the promise of unit length hold whatever graph was plugged in; one vector of NaN would poison an index.</summary>
    private void Normalize(Span<float> vectors)
    {
        for (; !vectors.IsEmpty; vectors = vectors[Dimension..])
        {
            Span<float> vector = vectors[..Dimension];
            float norm = TensorPrimitives.Norm<float>(vector);
            if (!float.IsFinite(norm) || norm == 0)
            {
                throw new ModelFormatException(_package.Name, "finite vectors that aren't all zero", $"a vector of length {norm}",
                    "The model's training went astray: train it again. Of a backbone, check the scale of its pixels and that it computes in float32.");
            }

            TensorPrimitives.Divide(vector, norm, vector);
        }
    }

    private static InferenceSession Open(ModelPackage package)
    {
        try
        {
            return OnnxSession.Open(package.Onnx);
        }
        catch (OnnxRuntimeException e)
        {
            throw Unusable(package, e);
        }
    }

    private static ModelFormatException Unusable(ModelPackage package, OnnxRuntimeException cause) =>
        new(package.Name, $"a graph in {ModelPackage.OnnxFile} that ONNX Runtime can run", cause.Message.ReplaceLineEndings(" "),
            "Export the model again; opsets and operators are listed at https://onnxruntime.ai/docs/reference/compatibility.html.", cause);

    /// <summary>The name of the graph's only input or output, which must be float32 [N, …] with the lengths of the manifest.</summary>
    private string CheckShape(string kind, IReadOnlyDictionary<string, NodeMetadata> found, int[] lengths)
    {
        string actual = string.Join(" and ", found.Values.Select(v => $"{v.ElementDataType} [{string.Join(", ", v.Dimensions)}]"));
        if (found.Count == 1)
        {
            NodeMetadata value = found.Values.First();
            // The runtime gives a dimension that the graph leaves open, or names, as −1. N may be 1, as it finds it to be for some graphs
            // that were traced with one picture: every run here is one.
            if (value.ElementDataType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float
                && value.Dimensions.Length == lengths.Length + 1
                && value.Dimensions[0] is -1 or 1
                && value.Dimensions[1..].Zip(lengths).All(d => d.First == d.Second || d.First == -1))
            {
                return found.Keys.First();
            }
        }

        throw new ModelFormatException(_package.Name, $"one {kind} Float [-1, {string.Join(", ", lengths)}] in {ModelPackage.OnnxFile}", actual,
            $"Export the graph with an open batch dimension, or correct size and dimension in {ModelPackage.ManifestFile}.");
    }

    private static string Identify(ModelPackage package)
    {
        Preprocessing p = package.Manifest.Preprocessing;
        string seen = string.Create(CultureInfo.InvariantCulture,
            $"{package.Manifest.OnnxSha256}|{p.Size}|{p.Resize}|{Join(p.Mean)}|{Join(p.Std)}|{p.Background}|{package.Manifest.Mirror}");
        seen += p.Margin == 0 ? "" : $"|{p.Margin}"; // left out where it says nothing: ids from before there were margins stay as they are
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seen)));

        static string Join(float[] values) => string.Join(',', values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
    }
}
