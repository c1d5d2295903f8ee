using Gyo.Imaging;
using NetVips;

namespace Gyo.Tests.Imaging;

public sealed class PerceptualHashTests
{
    [Theory]
    [InlineData(0UL, 0UL, 0)]
    [InlineData(0UL, ulong.MaxValue, 64)]
    [InlineData(0b1011UL, 0b0001UL, 2)]
    public void Distance_CountsTheBitsThatDiffer(ulong a, ulong b, int expected) => Assert.Equal(expected, PerceptualHash.Distance(a, b));

    [Theory]
    [InlineData(0, 32, 32)]
    [InlineData(200, 100, 37)]
    [InlineData(255, 1, 1)]
    public void Compute_OneColour_IsZero(byte value, int width, int height) =>
        Assert.Equal(0UL, PerceptualHash.Compute(new RgbImage(width, height, [.. Enumerable.Repeat(value, width * height * 3)])));

    [Fact]
    public void Compute_NegativeOfAPicture_FlipsEveryBit()
    {
        RgbImage image = Picture(1);
        RgbImage negative = new(image.Width, image.Height, [.. image.Pixels.Select(v => (byte)(255 - v))]);

        Assert.Equal(64, PerceptualHash.Distance(PerceptualHash.Compute(image), PerceptualHash.Compute(negative)));
    }

    [Fact]
    public void Compute_AgainstNaiveTransform_SetsTheSameBits()
    {
        RgbImage image = Picture(2);
        double[] frequencies = new double[64];
        for (int i = 0; i < 64; i++)
        {
            for (int y = 0; y < 32; y++)
            {
                for (int x = 0; x < 32; x++)
                {
                    // 64 pixels a side: each of the 32×32 cells is the mean of 2×2.
                    double grey = (Luma(image[2 * x, 2 * y]) + Luma(image[(2 * x) + 1, 2 * y])
                        + Luma(image[2 * x, (2 * y) + 1]) + Luma(image[(2 * x) + 1, (2 * y) + 1])) / 4;
                    double across = Math.Cos(Math.PI * ((i % 8) + 1) * (x + 0.5) / 32);
                    double down = Math.Cos(Math.PI * ((i / 8) + 1) * (y + 0.5) / 32);
                    frequencies[i] += grey * across * down;
                }
            }
        }

        double[] sorted = [.. frequencies.Order()];
        double median = (sorted[31] + sorted[32]) / 2;
        ulong expected = Enumerable.Range(0, 64).Aggregate(0UL, (hash, i) => hash | (frequencies[i] > median ? 1UL << i : 0));

        Assert.Equal(expected, PerceptualHash.Compute(image));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 7)]
    [InlineData(31, 33)]
    [InlineData(1, 200)]
    public void Compute_OddShapes_GiveAHash(int width, int height) =>
        PerceptualHash.Compute(new RgbImage(width, height, new byte[width * height * 3]));

    [Fact]
    public void Compute_SamePictureEnlarged_IsTheSame()
    {
        RgbImage small = Picture(3);
        byte[] twice = new byte[128 * 128 * 3];
        for (int i = 0; i < twice.Length; i++)
        {
            (int y, int x, int c) = (i / (128 * 3), i / 3 % 128, i % 3);
            twice[i] = small.Pixels[(((y / 2) * 64) + (x / 2)) * 3 + c];
        }

        // Sums in another order can swap two frequencies at the median, no more.
        Assert.InRange(PerceptualHash.Distance(PerceptualHash.Compute(small), PerceptualHash.Compute(new RgbImage(128, 128, twice))), 0, 2);
    }

    [Fact]
    public void NearCopyDistance_RecompressedAndRescaled_AreCaughtAndOthersAreNot()
    {
        Image[] pictures = [.. Enumerable.Range(1, 12).Select(seed => Scene(seed))];
        ulong[] hashes = [.. pictures.Select(p => Hash(p.WriteToBuffer(".png")))];

        for (int i = 0; i < pictures.Length; i++)
        {
            foreach (byte[] copy in new[] { pictures[i].JpegsaveBuffer(q: 30), pictures[i].Resize(0.4).WebpsaveBuffer(q: 60) })
            {
                Assert.InRange(PerceptualHash.Distance(hashes[i], Hash(copy)), 0, PerceptualHash.NearCopyDistance);
            }

            Assert.All(hashes[..i], other => Assert.True(PerceptualHash.Distance(hashes[i], other) > PerceptualHash.NearCopyDistance));
        }
    }

    [Fact]
    public void NearCopyDistance_RealPictures_NeverConfusesTwoCharacters()
    {
        string folder = RealPictures.Folder("characters72");
        (string Character, ulong Hash)[] pictures = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .AsParallel()
            .Select(f => (Path.GetDirectoryName(f)!, PerceptualHash.Compute(ImageDecoder.Decode(f, 128, ResizeMode.Squeeze))))];

        int confused = pictures.Index().Sum(a => pictures[..a.Index].Count(b =>
            b.Character != a.Item.Character && PerceptualHash.Distance(a.Item.Hash, b.Hash) <= PerceptualHash.NearCopyDistance));

        Assert.Equal(0, confused);
    }

    // Ten by eight random colours, enlarged smoothly: shapes as large as those of a photograph.
    private static Image Scene(int seed)
    {
        byte[] colors = new byte[10 * 8 * 3];
        new Random(seed).NextBytes(colors);
        return Image.NewFromMemory<byte>(colors, 10, 8, 3, Enums.BandFormat.Uchar)
            .Copy(interpretation: Enums.Interpretation.Srgb)
            .Resize(20);
    }

    private static ulong Hash(byte[] file) => PerceptualHash.Compute(ImageDecoder.Decode(file, "scene", 128, ResizeMode.Squeeze));

    private static RgbImage Picture(int seed)
    {
        byte[] pixels = new byte[64 * 64 * 3];
        new Random(seed).NextBytes(pixels);
        return new RgbImage(64, 64, pixels);
    }

    private static double Luma(RgbColor c) => (0.299 * c.R) + (0.587 * c.G) + (0.114 * c.B);
}
