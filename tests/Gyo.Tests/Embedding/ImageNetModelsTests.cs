using Gyo.Embedding;

namespace Gyo.Tests.Embedding;

public sealed class ImageNetModelsTests
{
    /// <summary>From bytes to vector, through every part: the naive network's features, each tap of unit length, then all of them.</summary>
    [Fact]
    public void Embed_OnePicture_GivesTheNaiveNetworksFeatures()
    {
        const double Rounding = 1e-5; // float32 through 52 layers, on floats of a unit vector
        const int Size = 64;
        byte[] pixels = new byte[Size * Size * 3];
        new Random(5).NextBytes(pixels);
        double[] picture = new double[pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            picture[i % 3 * Size * Size + i / 3] = pixels[i] / 255.0;
        }

        using OnnxEmbedder embedder = new(ImageNetModels.Create([10, 13, 18], normalizeTaps: true, new Preprocessing { Size = Size }));
        float[] vector = new float[embedder.Dimension];
        embedder.Embed(pixels, vector, TestContext.Current.CancellationToken);

        SafeTensors weights = MobileNetV2Weights.Load();
        double[] expected = [.. new[] { 10, 13, 18 }.SelectMany(tap => Unit(NaiveMobileNetV2.Pooled(weights, picture, Size, tap)))];
        Assert.All(Unit(expected).Zip(vector), pair => Assert.Equal(pair.First, pair.Second, Rounding));
    }

    private static double[] Unit(double[] vector)
    {
        double norm = Math.Sqrt(vector.Sum(v => v * v));
        return [.. vector.Select(v => v / norm)];
    }
}
