using Gyo.Imaging.Jpeg;

namespace Gyo.Tests.Imaging.Jpeg;

public sealed class BlockTransformTests
{
    /// <summary>Sums of 64 float32 products of values up to 100.</summary>
    private const float Rounding = 1e-4f;

    [Fact]
    public void Apply_EveryScale_EqualsTheFormula()
    {
        var random = new Random(5);
        for (int across = 1; across <= 8; across++)
        {
            for (int down = 1; down <= 8; down++)
            {
                for (int reach = 1; reach <= 8; reach++)
                {
                    AssertEqualsTheFormula(random, across, down, reach);
                }
            }
        }
    }

    [Fact]
    public void Apply_BeyondBlackAndWhite_StaysWithin()
    {
        float[] block = new float[64], pixels = new float[64];
        block[0] = 5000;
        BlockTransform.To(8, 8).Apply(block, 1, pixels, 8);
        Assert.All(pixels, p => Assert.Equal(127, p));

        block[0] = -5000;
        block[1] = 1;
        BlockTransform.To(8, 8).Apply(block, 2, pixels, 8);
        Assert.All(pixels, p => Assert.Equal(-128, p));
    }

    private static void AssertEqualsTheFormula(Random random, int across, int down, int reach)
    {
        const int Stride = 11;
        float[] block = new float[64], pixels = new float[(8 - 1) * Stride + 8];
        for (int i = 0; i < 64; i++)
        {
            block[i] = i / 8 < reach && i % 8 < reach ? random.Next(-100, 100) / MathF.Sqrt(1 + i) : 0;
        }

        BlockTransform.To(across, down).Apply(block, reach, pixels, Stride);

        for (int x = 0; x < across; x++)
        {
            for (int y = 0; y < down; y++)
            {
                double sum = 0;
                for (int u = 0; u < across; u++)
                {
                    for (int v = 0; v < down; v++)
                    {
                        sum += Basis(u, x, across) * Basis(v, y, down) * block[u * 8 + v];
                    }
                }

                Assert.Equal(Math.Clamp(sum, -128, 127), pixels[x * Stride + y], Rounding);
            }
        }
    }

    private static double Basis(int frequency, int place, int count) =>
        frequency == 0 ? Math.Sqrt(1 / 8d) : Math.Cos((2 * place + 1) * frequency * Math.PI / (2 * count)) / 2;
}
