namespace Gyo.Tests.Imaging;

/// <summary>Colours compared channel by channel.</summary>
internal static class ColorAssert
{
    /// <summary>A lossless path: nothing but the rounding of one conversion.</summary>
    public const int Rounding = 1;

    /// <summary>A lossy format at high quality: the rounding of its transform and of YCbCr, 2–4 levels on flat colour.</summary>
    public const int Lossy = 5;

    /// <summary>There and back through a printing profile, whose tables are coarse.</summary>
    public const int Print = 8;

    public static void Near(RgbColor expected, RgbColor actual, int tolerance)
    {
        int worst = Math.Max(
            Math.Abs(expected.R - actual.R), Math.Max(Math.Abs(expected.G - actual.G), Math.Abs(expected.B - actual.B)));
        Assert.True(worst <= tolerance, $"{actual} is {worst} from {expected}, more than {tolerance}.");
    }
}
