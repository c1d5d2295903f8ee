using Gyo.Embedding;

namespace Gyo.Tests.Embedding;

public sealed class PixelScalerTests
{
    // Two pictures of 2 × 2: red 0 1 2 3, green 10 …, blue 20 …; the second one 100 more.
    private static readonly byte[] Pixels =
    [
        0, 10, 20, 1, 11, 21, 2, 12, 22, 3, 13, 23,
        100, 110, 120, 101, 111, 121, 102, 112, 122, 103, 113, 123,
    ];

    private readonly PixelScaler _scaler = new(new Preprocessing { Size = 2, Mean = [0, 10, 0], Std = [1, 2, 10] });

    [Fact]
    public void Scale_TwoPictures_GivesPlanesScaledByChannel()
    {
        float[] input = new float[24];

        _scaler.Scale(Pixels, input, mirror: false);

        Assert.Equal(
            [0, 1, 2, 3, 0, 0.5f, 1, 1.5f, 2, 2.1f, 2.2f, 2.3f, 100, 101, 102, 103, 50, 50.5f, 51, 51.5f, 12, 12.1f, 12.2f, 12.3f], input);
    }

    [Fact]
    public void Scale_Mirrored_ChangesLeftAndRight()
    {
        float[] input = new float[12];

        _scaler.Scale(Pixels.AsSpan(0, 12), input, mirror: true);

        Assert.Equal([1, 0, 3, 2, 0.5f, 0, 1.5f, 1, 2.1f, 2, 2.3f, 2.2f], input);
    }
}
