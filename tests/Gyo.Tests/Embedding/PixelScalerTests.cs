using Gyo.Embedding;

namespace Gyo.Tests.Embedding;

public sealed class PixelScalerTests
{
    // 2 × 2: red 0 1 2 3, green 10 …, blue 20 ….
    private static readonly byte[] Pixels = [0, 10, 20, 1, 11, 21, 2, 12, 22, 3, 13, 23];

    private readonly PixelScaler _scaler = new(new Preprocessing { Size = 2, Mean = [0, 10, 0], Std = [1, 2, 10] });

    [Fact]
    public void Scale_Picture_GivesPlanesScaledByChannel() =>
        Assert.Equal([0, 1, 2, 3, 0, 0.5f, 1, 1.5f, 2, 2.1f, 2.2f, 2.3f], Scaled(_scaler, Pixels, 0, 0, mirror: false));

    [Fact]
    public void Scale_Mirrored_ChangesLeftAndRight() =>
        Assert.Equal([1, 0, 3, 2, 0.5f, 0, 1.5f, 1, 2.1f, 2, 2.3f, 2.2f], Scaled(_scaler, Pixels, 0, 0, mirror: true));

    /// <summary>4 × 4 read, 2 × 2 seen: red counts the pixels, 0 to 15.</summary>
    [Theory]
    [InlineData(1, 1, false, new float[] { 5, 6, 9, 10 })]
    [InlineData(1, 0, true, new float[] { 2, 1, 6, 5 })]
    [InlineData(2, 2, false, new float[] { 10, 11, 14, 15 })]
    public void Scale_WithAMargin_SeesAPart(int left, int top, bool mirror, float[] red)
    {
        var scaler = new PixelScaler(new Preprocessing { Size = 2, Margin = 1, Mean = [0, 0, 0], Std = [1, 1, 1] });
        byte[] pixels = [.. Enumerable.Range(0, 16).SelectMany(i => new byte[] { (byte)i, 0, 0 })];

        Assert.Equal(pixels.Length, scaler.PictureLength);
        Assert.Equal(red, Scaled(scaler, pixels, left, top, mirror)[..4]);
    }

    /// <summary>4 × 4 read, 2 × 2 seen of red = 10·row + column: all of it is four means of four, its middle the four pixels there.</summary>
    [Theory]
    [InlineData(0f, new float[] { 5.5f, 7.5f, 25.5f, 27.5f })]
    [InlineData(0.5f, new float[] { 8.25f, 9.75f, 23.25f, 24.75f })]
    [InlineData(1f, new float[] { 11, 12, 21, 22 })]
    public void ScaleMiddle_Inset_IsBilinear(float inset, float[] red)
    {
        var scaler = new PixelScaler(new Preprocessing { Size = 2, Margin = 1, Mean = [0, 0, 0], Std = [1, 1, 1] });
        byte[] pixels = [.. Enumerable.Range(0, 16).SelectMany(i => new byte[] { (byte)(10 * (i / 4) + i % 4), 0, 0 })];
        float[] input = new float[scaler.InputLength];

        scaler.ScaleMiddle(pixels, input, inset);

        Assert.Equal(red, input[..4], (x, y) => Math.Abs(x - y) < 1e-5f);
    }

    private static float[] Scaled(PixelScaler scaler, byte[] pixels, int left, int top, bool mirror)
    {
        float[] input = new float[scaler.InputLength];
        scaler.Scale(pixels, input, left, top, mirror);
        return input;
    }
}
