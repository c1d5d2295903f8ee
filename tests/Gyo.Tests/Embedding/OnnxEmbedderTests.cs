using System.Numerics.Tensors;
using Gyo.Embedding;
using Gyo.Embedding.Onnx;

namespace Gyo.Tests.Embedding;

public sealed class OnnxEmbedderTests : IDisposable
{
    private const int Size = 32;
    private const int PictureLength = Size * Size * 3;
    private const int Dimension = 64;

    // Sums of some float32 operations on the floats of a unit vector.
    private const float Rounding = 1e-6f;

    private static readonly ModelPackage Package = ImageNetModels.Create([10], normalizeTaps: true, new Preprocessing { Size = Size });

    private readonly OnnxEmbedder _embedder = new(Package);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _embedder.Dispose();

    [Fact]
    public void Embed_SeveralBatches_EqualsOneByOne()
    {
        const int Count = 70; // a whole batch and a rest
        byte[] pixels = Noise(Count);

        float[] together = Embed(_embedder, pixels);

        for (int i = 0; i < Count; i++)
        {
            float[] alone = Embed(_embedder, pixels.AsSpan(i * PictureLength, PictureLength));
            Assert.Equal(alone, together.AsSpan(i * Dimension, Dimension)); // to the last bit
        }
    }

    [Fact]
    public void Embed_Always_GivesUnitVectorsThatDiffer()
    {
        float[] vectors = Embed(_embedder, Noise(3));

        Assert.All(vectors.Chunk(Dimension), v => Assert.Equal(1, TensorPrimitives.Norm<float>(v), Rounding));
        Assert.True(TensorPrimitives.Distance<float>(vectors.AsSpan(0, Dimension), vectors.AsSpan(Dimension, Dimension)) > 0.01f);
    }

    [Fact]
    public void Embed_NoPictures_DoesNothing() => _embedder.Embed([], [], Cancel);

    [Fact]
    public void Embed_ManyThreads_GetTheSameVectors()
    {
        byte[] pixels = Noise(5);
        float[] expected = Embed(_embedder, pixels);

        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ => Assert.Equal(expected, Embed(_embedder, pixels)));
    }

    [Fact]
    public void Embed_LonePictureAgain_AllocatesNextToNothing()
    {
        const int NextToNothing = 1024; // bytes; the picture's floats alone are 12 kB
        byte[] pixels = Noise(1);
        float[] vector = new float[Dimension];
        _embedder.Embed(pixels, vector, Cancel);
        long before = GC.GetAllocatedBytesForCurrentThread();

        _embedder.Embed(pixels, vector, Cancel);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, NextToNothing);
    }

    [Fact]
    public void Embed_TwoViewsFromManyThreads_EqualOneByOne()
    {
        using OnnxEmbedder mirroring = new(new ModelPackage(Package.Manifest with { Mirror = true }, Package.Onnx));
        byte[] pixels = Noise(6);
        float[] together = Embed(mirroring, pixels);

        Parallel.For(0, 24, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            float[] alone = Embed(mirroring, pixels.AsSpan(i % 6 * PictureLength, PictureLength));
            Assert.Equal(together.AsSpan(i % 6 * Dimension, Dimension).ToArray(), alone); // to the last bit
        });
    }

    [Fact]
    public void Embed_MirrorModel_AveragesThePictureAndItsMirrorImage()
    {
        using OnnxEmbedder mirroring = new(new ModelPackage(Package.Manifest with { Mirror = true }, Package.Onnx));
        byte[] pixels = Noise(1);
        byte[] mirrored = [.. pixels.Chunk(Size * 3).SelectMany(row => row.Chunk(3).Reverse().SelectMany(pixel => pixel))];
        float[] expected = new float[Dimension];
        TensorPrimitives.Add(Embed(_embedder, pixels), Embed(_embedder, mirrored), expected);
        TensorPrimitives.Divide(expected, TensorPrimitives.Norm<float>(expected), expected);

        AssertNear(expected, Embed(mirroring, pixels));
        AssertNear(expected, Embed(mirroring, mirrored));
    }

    [Fact]
    public void Embed_WithAMargin_AveragesTheMiddleAndTheUpperPartMirrored()
    {
        const int Margin = 3; // the middle leaves out two of it, and so is scaled by (S + 2) / S
        const int Read = Size + 2 * Margin;
        using OnnxEmbedder closer = new(new ModelPackage(
            Package.Manifest with { Mirror = true, Preprocessing = Package.Manifest.Preprocessing with { Margin = Margin } }, Package.Onnx));
        byte[] pixels = new byte[Read * Read * 3];
        new Random(1).NextBytes(pixels);
        byte[][][] rows = [.. pixels.Chunk(Read * 3).Select(row => row.Chunk(3).Skip(Margin).Take(Size).ToArray())];
        byte[] upper = [.. rows[..Size].SelectMany(row => row.Reverse().SelectMany(pixel => pixel))];
        float[] expected = new float[Dimension];
        using OnnxEmbedder middle = new(new ModelPackage(
            Package.Manifest with { Preprocessing = Package.Manifest.Preprocessing with { Margin = Margin } }, Package.Onnx));
        TensorPrimitives.Add(Embed(middle, pixels), Embed(_embedder, upper), expected);
        TensorPrimitives.Divide(expected, TensorPrimitives.Norm<float>(expected), expected);

        AssertNear(expected, Embed(closer, pixels));
    }

    [Fact]
    public void Embed_Cancelled_Throws() =>
        Assert.Throws<OperationCanceledException>(() =>
            _embedder.Embed(Noise(1), new float[Dimension], new CancellationToken(canceled: true)));

    [Fact]
    public void Embed_WrongLengths_Throws()
    {
        Assert.Throws<ArgumentException>("pixels", () => _embedder.Embed(new byte[PictureLength - 1], new float[Dimension], Cancel));
        Assert.Throws<ArgumentException>("vectors", () => _embedder.Embed(new byte[PictureLength], new float[Dimension + 1], Cancel));
    }

    [Fact]
    public void Embed_VectorsOfZeros_ThrowsInsteadOfPoisoningAnIndex()
    {
        OnnxGraph graph = new();
        string zeros = graph.Dense(graph.AveragePool(OnnxGraph.Input), "dense", new float[6], new float[2]);
        using OnnxEmbedder embedder = new(Pack(graph.ToBytes(zeros, Size, 2), dimension: 2));

        Assert.Throws<ModelFormatException>(() => embedder.Embed(Noise(1), new float[2], Cancel));
    }

    /// <summary>The runtime may notice when it loads the graph or only when it runs it; the caller hears the same.</summary>
    [Fact]
    public void Embed_GraphThatContradictsItsShape_SaysSo()
    {
        OnnxGraph graph = new();
        byte[] onnx = graph.ToBytes(graph.AveragePool(OnnxGraph.Input), Size, dimension: 5); // but gives 3

        Assert.Throws<ModelFormatException>(() =>
        {
            using OnnxEmbedder embedder = new(Pack(onnx, dimension: 5));
            embedder.Embed(Noise(1), new float[5], Cancel);
        });
    }

    [Fact]
    public void Constructor_NoGraph_SaysSo()
    {
        ModelFormatException e = Assert.Throws<ModelFormatException>(() => new OnnxEmbedder(Pack([1, 2, 3], Dimension)));

        Assert.Contains("ONNX Runtime", e.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Size * 2, Dimension)]
    [InlineData(Size, Dimension + 1)]
    public void Constructor_GraphOfOtherShape_NamesBoth(int size, int dimension)
    {
        ModelManifest manifest = Package.Manifest with { Dimension = dimension, Preprocessing = new() { Size = size } };

        ModelFormatException e = Assert.Throws<ModelFormatException>(() => new OnnxEmbedder(new ModelPackage(manifest, Package.Onnx)));

        Assert.Contains(dimension == Dimension ? $"{size}" : $"{dimension}", e.Expected, StringComparison.Ordinal);
        Assert.Contains(dimension == Dimension ? $"{Size}" : $"{Dimension}", e.Actual, StringComparison.Ordinal);
    }

    [Fact]
    public void ModelId_AnythingThatChangesVectors_ChangesIt()
    {
        ModelManifest manifest = Package.Manifest;
        Preprocessing preprocessing = manifest.Preprocessing;
        byte[] graph = ImageNetModels.Create([10], normalizeTaps: false, preprocessing).Onnx;
        ModelPackage[] different =
        [
            new(manifest, graph),
            new(manifest with { Mirror = true }, Package.Onnx),
            new(manifest with { Preprocessing = preprocessing with { Margin = 1 } }, Package.Onnx),
            new(manifest with { Preprocessing = preprocessing with { Resize = ResizeMode.Pad } }, Package.Onnx),
            new(manifest with { Preprocessing = preprocessing with { Background = new(0, 0, 0) } }, Package.Onnx),
            new(manifest with { Preprocessing = preprocessing with { Mean = [1, 1, 1] } }, Package.Onnx),
            new(manifest with { Preprocessing = preprocessing with { Std = [1, 1, 1] } }, Package.Onnx),
        ];

        string[] ids = [_embedder.ModelId, .. different.Select(Id)];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{64}$", id));
        Assert.Equal(ids[0], Id(new ModelPackage(manifest with { Recipe = "renamed", Metrics = null }, Package.Onnx)));
    }

    private static string Id(ModelPackage package)
    {
        using OnnxEmbedder embedder = new(package);
        return embedder.ModelId;
    }

    private static ModelPackage Pack(byte[] onnx, int dimension) => new(Package.Manifest with { Dimension = dimension }, onnx);

    private static float[] Embed(OnnxEmbedder embedder, ReadOnlySpan<byte> pixels)
    {
        float[] vectors = new float[pixels.Length / PictureLength * embedder.Dimension];
        embedder.Embed(pixels, vectors, Cancel);
        return vectors;
    }

    private static byte[] Noise(int pictures)
    {
        byte[] pixels = new byte[pictures * PictureLength];
        new Random(11).NextBytes(pixels);
        return pixels;
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], Rounding);
        }
    }
}
