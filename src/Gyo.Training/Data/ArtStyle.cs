using System.Numerics.Tensors;
using Gyo.Imaging;
using NetVips;

namespace Gyo.Training.Data;

/// <summary>A way of drawing or printing, laid over a finished picture: who it shows must not hang on it.</summary>
internal readonly record struct ArtStyle
{
    private enum Kind { AsItIs, Grey, Recoloured, Posterised, Blurred, Lines, Halftone, Jpeg }

    private Kind Style { get; init; }

    /// <summary>How strongly, 0–1.</summary>
    private float Strength { get; init; }

    /// <summary>Draws a style; always takes the same number of draws.</summary>
    /// <param name="probability">How often there is one, 0–1.</param>
    /// <param name="random">All chance comes from here.</param>
    public static ArtStyle Draw(double probability, Random random)
    {
        bool styled = random.NextDouble() < probability;
        var kind = (Kind)(1 + random.Next(Enum.GetValues<Kind>().Length - 1));
        return new ArtStyle { Style = styled ? kind : Kind.AsItIs, Strength = random.NextSingle() };
    }

    /// <summary>Redraws a picture in this style.</summary>
    /// <param name="planes">3×S×S floats, 0–255, one plane a channel.</param>
    /// <param name="side">S.</param>
    public void Apply(Span<float> planes, int side)
    {
        switch (Style)
        {
            case Kind.Grey:
                Spread(planes, Grey(planes));
                break;
            case Kind.Recoloured:
                TurnHue(planes, (Strength - 0.5f) * MathF.PI); // to either side by up to a quarter of the circle
                break;
            case Kind.Posterised:
                Posterise(planes, 3 + (int)(Strength * 4));
                break;
            case Kind.Blurred:
                Blur(planes, side, 1 + (int)(Strength * 3));
                break;
            case Kind.Lines:
                Spread(planes, Lines(Grey(planes), side, 1.5f + 3 * Strength));
                break;
            case Kind.Halftone:
                Halftone(planes, side, 3 + (int)(Strength * 3));
                break;
            case Kind.Jpeg:
                Recompress(planes, side, 8 + (int)(Strength * 30));
                break;
        }
    }

    private static float[] Grey(ReadOnlySpan<float> planes)
    {
        int plane = planes.Length / RgbImage.Channels;
        float[] grey = new float[plane];
        for (int i = 0; i < plane; i++)
        {
            grey[i] = 0.299f * planes[i] + 0.587f * planes[i + plane] + 0.114f * planes[i + 2 * plane]; // Rec. 601
        }

        return grey;
    }

    private static void Spread(Span<float> planes, ReadOnlySpan<float> grey)
    {
        for (int c = 0; c < RgbImage.Channels; c++)
        {
            grey.CopyTo(planes[(c * grey.Length)..]);
        }
    }

    /// <summary>Turns all colours about the grey axis (Rodrigues' formula for the axis (1, 1, 1)/√3).</summary>
    private static void TurnHue(Span<float> planes, float radians)
    {
        int plane = planes.Length / RgbImage.Channels;
        (float sin, float cos) = MathF.SinCos(radians);
        float same = cos + (1 - cos) / 3;
        float next = (1 - cos) / 3 - sin / MathF.Sqrt(3);
        float last = (1 - cos) / 3 + sin / MathF.Sqrt(3);
        for (int i = 0; i < plane; i++)
        {
            (float r, float g, float b) = (planes[i], planes[i + plane], planes[i + 2 * plane]);
            planes[i] = Math.Clamp(same * r + next * g + last * b, 0, 255);
            planes[i + plane] = Math.Clamp(last * r + same * g + next * b, 0, 255);
            planes[i + 2 * plane] = Math.Clamp(next * r + last * g + same * b, 0, 255);
        }
    }

    private static void Posterise(Span<float> planes, int levels)
    {
        float step = 255f / (levels - 1);
        for (int i = 0; i < planes.Length; i++)
        {
            planes[i] = MathF.Round(planes[i] / step) * step;
        }
    }

    /// <summary>A box blur of the rows, then of the columns.</summary>
    private static void Blur(Span<float> planes, int side, int radius)
    {
        float[] line = new float[side];
        for (int start = 0; start < planes.Length; start += side * side)
        {
            for (int i = 0; i < side; i++)
            {
                BlurLine(planes, start + i * side, 1, line, radius);
            }

            for (int i = 0; i < side; i++)
            {
                BlurLine(planes, start + i, side, line, radius);
            }
        }
    }

    private static void BlurLine(Span<float> planes, int start, int stride, float[] line, int radius)
    {
        for (int i = 0; i < line.Length; i++)
        {
            line[i] = planes[start + i * stride];
        }

        for (int i = 0; i < line.Length; i++)
        {
            int from = Math.Max(0, i - radius);
            int to = Math.Min(line.Length, i + radius + 1);
            planes[start + i * stride] = TensorPrimitives.Sum<float>(line.AsSpan(from..to)) / (to - from);
        }
    }

    /// <summary>Dark where brightness changes: a line drawing on white.</summary>
    private static float[] Lines(float[] grey, int side, float gain)
    {
        float[] lines = new float[grey.Length];
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                int i = y * side + x;
                float right = grey[x + 1 < side ? i + 1 : i] - grey[i];
                float below = grey[y + 1 < side ? i + side : i] - grey[i];
                lines[i] = Math.Clamp(255 - gain * (MathF.Abs(right) + MathF.Abs(below)), 0, 255);
            }
        }

        return lines;
    }

    /// <summary>Coloured dots on white, larger where it is darker.</summary>
    private static void Halftone(Span<float> planes, int side, int cell)
    {
        int plane = side * side;
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                int i = y * side + x;
                float dx = x % cell - (cell - 1) / 2f;
                float dy = y % cell - (cell - 1) / 2f;
                float darkness = 1 - (planes[i] + planes[i + plane] + planes[i + 2 * plane]) / (3 * 255);
                if (dx * dx + dy * dy > cell * cell * (0.1f + 0.4f * darkness))
                {
                    planes[i] = planes[i + plane] = planes[i + 2 * plane] = 255;
                }
            }
        }
    }

    private static void Recompress(Span<float> planes, int side, int quality)
    {
        int plane = side * side;
        byte[] pixels = new byte[planes.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)planes[i % 3 * plane + i / 3];
        }

        using Image picture = Image.NewFromMemory(pixels, side, side, RgbImage.Channels, Enums.BandFormat.Uchar);
        using Image worn = Image.JpegloadBuffer(picture.JpegsaveBuffer(q: quality));
        pixels = worn.WriteToMemory<byte>();
        for (int i = 0; i < pixels.Length; i++)
        {
            planes[i % 3 * plane + i / 3] = pixels[i];
        }
    }
}
