namespace Gyo.Imaging;

/// <summary>A part of a picture, in shares of its sides: 0 is the left or upper border, 1 the other one.</summary>
/// <param name="Left">Where it begins, at least 0.</param>
/// <param name="Top">Where it begins, at least 0.</param>
/// <param name="Width">How wide it is, above 0.</param>
/// <param name="Height">How high it is, above 0.</param>
public readonly record struct CropBox(double Left, double Top, double Width, double Height)
{
    /// <summary>How far a side may reach beyond the picture, which arithmetic on shares does.</summary>
    private const double Tolerance = 1e-6;

    /// <summary>All of the picture.</summary>
    public static CropBox Whole => new(0, 0, 1, 1);

    /// <summary>Whether it lies within a picture and is not empty.</summary>
    public bool IsValid =>
        Left >= 0 && Top >= 0 && Width > 0 && Height > 0 && Left + Width <= 1 + Tolerance && Top + Height <= 1 + Tolerance;

    /// <summary>The share that two parts have in common of what they cover together, 0 to 1.</summary>
    public double Overlap(CropBox other)
    {
        double width = Math.Min(Left + Width, other.Left + other.Width) - Math.Max(Left, other.Left);
        double height = Math.Min(Top + Height, other.Top + other.Height) - Math.Max(Top, other.Top);
        double common = Math.Max(0, width) * Math.Max(0, height);
        return common / (Width * Height + other.Width * other.Height - common);
    }

    /// <summary>The part in pixels of a picture, at least one each way.</summary>
    internal (int Left, int Top, int Width, int Height) Of(int width, int height)
    {
        int left = Math.Min((int)(Left * width), width - 1);
        int top = Math.Min((int)(Top * height), height - 1);
        return (left, top, Math.Clamp((int)Math.Round(Width * width), 1, width - left), Math.Clamp((int)Math.Round(Height * height), 1, height - top));
    }
}
