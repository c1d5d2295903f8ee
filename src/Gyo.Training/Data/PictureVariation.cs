using System.Numerics.Tensors;
using Gyo.Imaging;

namespace Gyo.Training.Data;

/// <summary>One way to vary a picture: a crop, turned and perhaps mirrored, in other light, with a part perhaps hidden.</summary>
internal readonly record struct PictureVariation
{
    /// <summary>The row (a, b, c) by which an output place (x, y), −1 … 1, finds its source column: a·x + b·y + c.</summary>
    private (float X, float Y, float Offset) Column { get; init; }

    /// <summary>The same for the source row.</summary>
    private (float X, float Y, float Offset) Row { get; init; }

    private float Brightness { get; init; }

    private float Saturation { get; init; }

    private float Contrast { get; init; }

    /// <summary>A number that chooses what a cut-out is put before.</summary>
    public int Backdrop { get; private init; }

    /// <summary>The drawing style that is laid over it all.</summary>
    public ArtStyle Style { get; private init; }

    /// <summary>The hidden rectangle as shares of the side, 0–1; empty hides nothing.</summary>
    private (float Left, float Top, float Width, float Height) Hidden { get; init; }

    /// <summary>Leaves the picture as it is.</summary>
    public static PictureVariation None() => new() { Column = (1, 0, 0), Row = (0, 1, 0), Brightness = 1, Saturation = 1, Contrast = 1 };

    /// <summary>Draws a variation; always takes the same number of draws, so that one picture's luck does not shift another's.</summary>
    /// <param name="augmentation">How far to go.</param>
    /// <param name="random">All chance comes from here.</param>
    /// <param name="cutOut">The picture has no border: it may be seen from further away, up to <see cref="Augmentation.CutOutMaxArea"/>.</param>
    public static PictureVariation Draw(Augmentation augmentation, Random random, bool cutOut = false)
    {
        double logAspect = Math.Log(augmentation.MinAspect);
        double area = Between(augmentation.MinArea, 1);
        area = cutOut ? Math.Pow(Stretched(Math.Sqrt(area)), 2) : area;
        double aspect = Math.Exp(Between(logAspect, -logAspect));
        double most = cutOut ? double.PositiveInfinity : 1;
        double width = Math.Min(most, Math.Sqrt(area * aspect));
        double height = Math.Min(most, Math.Sqrt(area / aspect));
        double centreX = Between(width - 1, 1 - width);
        double centreY = Between(height - 1, 1 - height);
        (double sin, double cos) = Math.SinCos(Between(-1, 1) * augmentation.RotationDegrees * Math.PI / 180);
        double mirror = random.NextDouble() < augmentation.MirrorProbability ? -1 : 1;
        return new PictureVariation
        {
            Column = ((float)(mirror * width * cos), (float)(-height * sin), (float)centreX),
            Row = ((float)(mirror * width * sin), (float)(height * cos), (float)centreY),
            Brightness = (float)Between(1 - augmentation.Brightness, 1 + augmentation.Brightness),
            Saturation = (float)Between(1 - augmentation.Saturation, 1 + augmentation.Saturation),
            Contrast = (float)Between(1 - augmentation.Contrast, 1 + augmentation.Contrast),
            Hidden = Rectangle(random.NextDouble() < augmentation.EraseProbability),
            Backdrop = random.Next(),
            Style = ArtStyle.Draw(augmentation.ArtStyleProbability, random),
        };

        // From the sides √MinArea … 1 of a crop to √MinArea … √CutOutMaxArea.
        double Stretched(double length)
        {
            double least = Math.Sqrt(augmentation.MinArea);
            return least == 1 ? length : least + (length - least) / (1 - least) * (Math.Sqrt(augmentation.CutOutMaxArea) - least);
        }

        double Between(double low, double high) => low + random.NextDouble() * (high - low);

        (float, float, float, float) Rectangle(bool hides)
        {
            double hidden = Between(0.02, augmentation.EraseArea);
            double stretch = Math.Exp(Between(-0.5, 0.5));
            double w = Math.Min(1, Math.Sqrt(hidden) * stretch);
            double h = Math.Min(1, Math.Sqrt(hidden) / stretch);
            (double left, double top) = (Between(0, 1 - w), Between(0, 1 - h));
            return hides ? ((float)left, (float)top, (float)w, (float)h) : default;
        }
    }

    /// <summary>Draws the varied picture.</summary>
    /// <param name="pixels">S×S×3 bytes, sRGB, row-major.</param>
    /// <param name="planes">Receives 3×S×S floats, 0–255, one plane a channel.</param>
    /// <param name="side">S.</param>
    public void Apply(ReadOnlySpan<byte> pixels, Span<float> planes, int side)
    {
        int plane = side * side;
        for (int at = 0; at < plane; at++)
        {
            (float column, float row) = SourceOf(at % side, at / side, side);
            (float r, float g, float b) = Sample(pixels, side, column, row);
            (planes[at], planes[at + plane], planes[at + 2 * plane]) = (r, g, b);
        }

        Relight(planes);
    }

    /// <summary>Draws the varied cut-out before a backdrop, which keeps its place.</summary>
    /// <param name="cutOut">The picture.</param>
    /// <param name="backdrop">S×S×3 bytes, sRGB, row-major.</param>
    /// <param name="planes">Receives 3×S×S floats, 0–255, one plane a channel.</param>
    /// <param name="side">S.</param>
    public void Apply(CutOut cutOut, ReadOnlySpan<byte> backdrop, Span<float> planes, int side)
    {
        int plane = side * side;
        for (int at = 0; at < plane; at++)
        {
            (float column, float row) = SourceOf(at % side, at / side, side);
            float through = 1;
            (float r, float g, float b) = (0, 0, 0);
            if (column > -1 && column < side && row > -1 && row < side)
            {
                through = 1 - SampleOpacity(cutOut.Opacity, side, column, row) / 255;
                (r, g, b) = Sample(cutOut.Premultiplied, side, column, row);
            }

            planes[at] = r + through * backdrop[3 * at];
            planes[at + plane] = g + through * backdrop[3 * at + 1];
            planes[at + 2 * plane] = b + through * backdrop[3 * at + 2];
        }

        Relight(planes);
    }

    /// <summary>Where in the picture, in pixels, an output pixel finds its colour.</summary>
    private (float Column, float Row) SourceOf(int x, int y, int side)
    {
        float half = side / 2f;
        float u = (x + 0.5f) / half - 1;
        float v = (y + 0.5f) / half - 1;
        return ((Column.X * u + Column.Y * v + Column.Offset + 1) * half - 0.5f, (Row.X * u + Row.Y * v + Row.Offset + 1) * half - 0.5f);
    }

    private void Relight(Span<float> planes)
    {
        int plane = planes.Length / RgbImage.Channels;
        for (int at = 0; at < plane; at++)
        {
            (float r, float g, float b) = (planes[at], planes[at + plane], planes[at + 2 * plane]);
            float grey = (r + g + b) / 3;
            planes[at] = Brightness * (grey + Saturation * (r - grey));
            planes[at + plane] = Brightness * (grey + Saturation * (g - grey));
            planes[at + 2 * plane] = Brightness * (grey + Saturation * (b - grey));
        }

        // Contrast about the picture's mean: x·c + mean·(1 − c).
        float mean = TensorPrimitives.Sum<float>(planes) / planes.Length;
        TensorPrimitives.Multiply(planes, Contrast, planes);
        TensorPrimitives.Add(planes, mean * (1 - Contrast), planes);
        TensorPrimitives.Max(planes, 0f, planes);
        TensorPrimitives.Min(planes, 255f, planes);
    }

    /// <summary>Blanks the hidden rectangle of a normalised picture with 0: black where pixels are scaled to [0, 1].</summary>
    public void Erase(Span<float> planes, int side)
    {
        (int left, int top) = ((int)(Hidden.Left * side), (int)(Hidden.Top * side));
        (int width, int height) = ((int)(Hidden.Width * side), (int)(Hidden.Height * side));
        for (int c = 0; c < RgbImage.Channels; c++)
        {
            for (int y = top; y < top + height; y++)
            {
                planes.Slice((c * side + y) * side + left, width).Clear();
            }
        }
    }

    /// <summary>The colour at a place between pixels (bilinear); beyond the border the picture is reflected.</summary>
    private static (float R, float G, float B) Sample(ReadOnlySpan<byte> pixels, int side, float column, float row)
    {
        int x = (int)MathF.Floor(column);
        int y = (int)MathF.Floor(row);
        float dx = column - x;
        float dy = row - y;
        (int left, int right) = (Reflect(x, side) * 3, Reflect(x + 1, side) * 3);
        (int above, int below) = (Reflect(y, side) * side * 3, Reflect(y + 1, side) * side * 3);
        (float w00, float w01, float w10, float w11) = ((1 - dx) * (1 - dy), dx * (1 - dy), (1 - dx) * dy, dx * dy);
        return (Mix(pixels, 0), Mix(pixels, 1), Mix(pixels, 2));

        float Mix(ReadOnlySpan<byte> p, int c) =>
            w00 * p[above + left + c] + w01 * p[above + right + c] + w10 * p[below + left + c] + w11 * p[below + right + c];
    }

    /// <summary>The opacity at a place between pixels (bilinear), 0–255; the border goes on beyond itself for half a pixel.</summary>
    private static float SampleOpacity(ReadOnlySpan<byte> opacity, int side, float column, float row)
    {
        int x = (int)MathF.Floor(column);
        int y = (int)MathF.Floor(row);
        (float dx, float dy) = (column - x, row - y);
        (int left, int right) = (Reflect(x, side), Reflect(x + 1, side));
        (int above, int below) = (Reflect(y, side) * side, Reflect(y + 1, side) * side);
        return (1 - dy) * ((1 - dx) * opacity[above + left] + dx * opacity[above + right])
            + dy * ((1 - dx) * opacity[below + left] + dx * opacity[below + right]);
    }

    private static int Reflect(int i, int side)
    {
        i = i < 0 ? -1 - i : i;
        i = i >= side ? 2 * side - 1 - i : i;
        return Math.Clamp(i, 0, side - 1);
    }
}
