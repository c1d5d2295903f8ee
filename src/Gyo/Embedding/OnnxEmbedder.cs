using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics.Tensors;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.OnnxRuntime;

namespace Gyo.Embedding;

/// <summary>Embeds with ONNX Runtime on the CPU. One for a process is enough: any number of threads may call it at once.</summary>
/// <remarks>
/// Each view of a picture is one run on one thread, and several run side by side: those of a batch, or the two of a lone picture. Splitting a
/// run among threads instead was slower on two cores as soon as anything else ran there (docs/speed.md), larger runs were no faster, and this
/// way a picture's vector is the same to the last bit whatever is embedded with it.
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
    private readonly RunOptions _options = new();
    private readonly ConcurrentBag<OnnxRun> _idle = [];
    private readonly string _input;
    private readonly string _output;
    private readonly int _views;
    private int _callers;

    /// <summary>Loads a model.</summary>
    /// <param name="package">The model.</param>
    /// <param name="threads">How many pictures of one call are embedded side by side; 0: one on each core.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is negative.</exception>
    /// <exception cref="ModelFormatException">ONNX Runtime refuses the graph, or its shapes aren't those of the manifest.</exception>
    public OnnxEmbedder(ModelPackage package, int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        _package = package;
        _views = package.Manifest.Mirror ? 2 : 1;
        _scaler = new PixelScaler(package.Manifest.Preprocessing);
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads };
        _session = Open(package);
        try
        {
            int size = Preprocessing.Size;
            _input = CheckShape("input", _session.InputMetadata, [3, size, size]);
            _output = CheckShape("output", _session.OutputMetadata, [Dimension]);
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
        float[] views = ArrayPool<float>.Shared.Rent(most * _views * Dimension);
        bool alone = Interlocked.Increment(ref _callers) == 1;
        try
        {
            for (int first = 0; first < count; first += BatchSize)
            {
                cancel.ThrowIfCancellationRequested();
                int n = Math.Min(BatchSize, count - first);
                pixels.Slice(first * _scaler.PictureLength, n * _scaler.PictureLength).CopyTo(bytes);
                EmbedViews(bytes, views, n * _views, sideBySide: n > 1 || alone);
                for (int i = 0; i < n; i++)
                {
                    Average(views.AsSpan(i * _views * Dimension, _views * Dimension), vectors.Slice((first + i) * Dimension, Dimension));
                }
            }
        }
        catch (Exception e) when ((e as AggregateException)?.InnerException is OnnxRuntimeException || e is OnnxRuntimeException)
        {
            throw Unusable(_package, e as OnnxRuntimeException ?? (OnnxRuntimeException)e.InnerException!);
        }
        finally
        {
            Interlocked.Decrement(ref _callers);
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<float>.Shared.Return(views);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryTake(out OnnxRun? run))
        {
            run.Dispose();
        }

        _session.Dispose();
        _options.Dispose();
    }

    /// <summary>Runs the views of some pictures, picture after picture.</summary>
    /// <param name="pixels">[N, R, R, 3].</param>
    /// <param name="vectors">Receives [N, views, D].</param>
    /// <param name="count">N · views.</param>
    /// <param name="sideBySide">Whether to use several threads: who is not the only caller already has the others at work.</param>
    private void EmbedViews(byte[] pixels, float[] vectors, int count, bool sideBySide)
    {
        if (sideBySide && count > 1)
        {
            Parallel.For(0, count, _parallel, EmbedView);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            EmbedView(i);
        }

        void EmbedView(int index)
        {
            (int picture, int view) = Math.DivRem(index, _views);
            if (!_idle.TryTake(out OnnxRun? run))
            {
                run = new OnnxRun(_session, _input, Preprocessing.Size, _output, Dimension);
            }

            ScaleView(pixels.AsSpan(picture * _scaler.PictureLength, _scaler.PictureLength), run.Input, isSecond: view > 0);
            run.Go(_options);
            run.Output.CopyTo(vectors, index * Dimension);
            _idle.Add(run); // not after an exception: its state is anyone's guess, and the model of no use
        }
    }

    /// <summary>
    /// What the model sees: the first view is the middle of what was read, the second a smaller, upper part, mirrored; without a margin both are
    /// all of it.
    /// </summary>
    private void ScaleView(ReadOnlySpan<byte> pixels, Span<float> input, bool isSecond)
    {
        int margin = Preprocessing.Margin;
        if (isSecond || margin == 0)
        {
            _scaler.Scale(pixels, input, margin, top: 0, mirror: isSecond);
        }
        else
        {
            _scaler.ScaleMiddle(pixels, input, margin * MiddleInset);
        }
    }

    /// <summary>The direction of the mean of a picture's views, which is that of their sum.</summary>
    /// <param name="views">[views, D].</param>
    /// <param name="vector">Receives D floats of unit norm.</param>
    private void Average(ReadOnlySpan<float> views, Span<float> vector)
    {
        views[..Dimension].CopyTo(vector);
        if (_views > 1)
        {
            TensorPrimitives.Add(vector, views[Dimension..], vector);
        }

        Normalize(vector);
    }

    /// <summary>Makes the promise of unit length hold whatever graph was plugged in; one vector of NaN would poison an index.</summary>
    private void Normalize(Span<float> vector)
    {
        float norm = TensorPrimitives.Norm<float>(vector);
        if (!float.IsFinite(norm) || norm == 0)
        {
            throw new ModelFormatException(_package.Name, "finite vectors that aren't all zero", $"a vector of length {norm}",
                "The model's training went astray: train it again. Of a backbone, check the scale of its pixels and that it computes in float32.");
        }

        TensorPrimitives.Divide(vector, norm, vector);
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

    /// <summary>Loads ONNX Runtime itself, which the first model of a process would wait for.</summary>
    internal static void LoadRuntime() => OrtEnv.Instance();

    /// <summary>The <see cref="ModelId"/> of a package: a hash of all that makes its vectors what they are.</summary>
    internal static string Identify(ModelPackage package)
    {
        Preprocessing p = package.Manifest.Preprocessing;
        string seen = string.Create(CultureInfo.InvariantCulture,
            $"{package.Manifest.OnnxSha256}|{p.Size}|{p.Resize}|{Join(p.Mean)}|{Join(p.Std)}|{p.Background}|{package.Manifest.Mirror}");
        seen += p.Margin == 0 ? "" : $"|{p.Margin}"; // left out where it says nothing: ids from before there were margins stay as they are
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seen)));

        static string Join(float[] values) => string.Join(',', values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
    }
}
