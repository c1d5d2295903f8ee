using SkiaSharp;

namespace Gyo.Training.Drawing;

/// <summary>What is done to the whole picture after it was drawn: paper, print, pixels and the wear of a file's life.</summary>
internal static class Finish
{
    /// <summary>Applies a style's finish and returns the finished picture, which may be the one given; the other is disposed.</summary>
    public static SKBitmap Apply(SKBitmap picture, DrawingStyle style, Dice dice) => style switch
    {
        DrawingStyle.PixelArt => Pixelated(picture, dice.Of(36, 44, 52)),
        DrawingStyle.Poster => Filtered(picture, Steps(dice.Of(4, 5, 6))),
        DrawingStyle.Halftone => Halftone(picture, dice.Between(0.024f, 0.036f), dice.Chance(0.5f)),
        DrawingStyle.Grey => Filtered(picture, Grey(dice.Chance(0.35f) ? dice.Between(0.2f, 0.7f) : 0)),
        DrawingStyle.Watercolour => Watercolour(picture, dice),
        DrawingStyle.Snapshot => Snapshot(picture, dice),
        _ => picture,
    };

    private static SKBitmap Redrawn(SKBitmap picture, Action<SKCanvas, SKImage> draw)
    {
        SKBitmap result = new(picture.Info);
        using (SKCanvas canvas = new(result))
        using (SKImage image = SKImage.FromBitmap(picture))
        {
            draw(canvas, image);
        }

        picture.Dispose();
        return result;
    }

    private static SKBitmap Filtered(SKBitmap picture, SKColorFilter filter) => Redrawn(picture, (canvas, image) =>
    {
        using SKPaint paint = new() { ColorFilter = filter };
        canvas.DrawImage(image, 0, 0, paint);
        filter.Dispose();
    });

    private static SKBitmap Pixelated(SKBitmap picture, int cells)
    {
        SKBitmap small = picture.Resize(new SKImageInfo(cells, cells, picture.ColorType, picture.AlphaType),
            new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        small = Filtered(small, Steps(8));
        SKBitmap result = small.Resize(picture.Info, new SKSamplingOptions(SKFilterMode.Nearest));
        small.Dispose();
        picture.Dispose();
        return result;
    }

    private static SKColorFilter Steps(int levels)
    {
        byte[] table = new byte[256];
        for (int i = 0; i < 256; i++)
        {
            table[i] = (byte)(Math.Round(i / 255.0 * (levels - 1)) / (levels - 1) * 255);
        }

        byte[] same = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        return SKColorFilter.CreateTable(same, table, table, table);
    }

    /// <summary>Grey of Rec. 601, warmed towards sepia.</summary>
    private static SKColorFilter Grey(float sepia) => SKColorFilter.CreateColorMatrix(
    [
        0.299f, 0.587f, 0.114f, 0, 0.06f * sepia,
        0.299f * (1 - sepia * 0.15f), 0.587f * (1 - sepia * 0.15f), 0.114f * (1 - sepia * 0.15f), 0, 0,
        0.299f * (1 - sepia * 0.5f), 0.587f * (1 - sepia * 0.5f), 0.114f * (1 - sepia * 0.5f), 0, 0,
        0, 0, 0, 1, 0,
    ]);

    /// <summary>Dots on a slanted grid, larger where it is darker: in their own colours, or black over the washed-out picture.</summary>
    private static SKBitmap Halftone(SKBitmap picture, float cell, bool coloured) => Redrawn(picture, (canvas, image) =>
    {
        float step = Math.Max(3, cell * picture.Width);
        canvas.Clear(Palette.Paper);
        if (!coloured)
        {
            using SKPaint faint = new() { Color = SKColors.White.WithAlpha(120) };
            canvas.DrawImage(image, 0, 0, faint);
        }

        using SKPaint dot = new() { IsAntialias = true };
        for (int row = 0; row * step < picture.Height + step; row++)
        {
            for (float x = row % 2 * step / 2; x < picture.Width + step; x += step)
            {
                float y = row * step;
                SKColor color = picture.GetPixel(Math.Min((int)x, picture.Width - 1), Math.Min((int)y, picture.Height - 1));
                dot.Color = coloured ? color : Palette.Ink;
                float darkness = 1 - color.Luminance();
                canvas.DrawCircle(x, y, step * (coloured ? 0.42f + 0.24f * darkness : 0.62f * MathF.Sqrt(darkness) * 0.9f), dot);
            }
        }
    });

    /// <summary>Edges that ran, pigment that pooled, and the paper's grain.</summary>
    private static SKBitmap Watercolour(SKBitmap picture, Dice dice) => Redrawn(picture, (canvas, image) =>
    {
        float unit = picture.Width / 100f;
        using SKShader noise = SKShader.CreatePerlinNoiseTurbulence(0.06f / unit, 0.06f / unit, 2, dice.Below(9999));
        using SKImageFilter field = SKImageFilter.CreateShader(noise);
        using SKImageFilter soft = SKImageFilter.CreateBlur(0.35f * unit, 0.35f * unit);
        using SKImageFilter run = SKImageFilter.CreateDisplacementMapEffect(SKColorChannel.R, SKColorChannel.G, 4 * unit, field, soft);
        using SKPaint paint = new() { ImageFilter = run };
        canvas.Clear(Palette.Paper);
        canvas.DrawImage(image, SKRect.Create(-3 * unit, -3 * unit, 106 * unit, 106 * unit), new SKSamplingOptions(SKFilterMode.Linear),
            paint);
        using SKPaint paper = new() { Color = Palette.Paper.WithAlpha(50) };
        canvas.DrawPaint(paper);
        using SKShader grain = SKShader.CreatePerlinNoiseFractalNoise(0.5f / unit, 0.5f / unit, 2, dice.Below(9999));
        using SKPaint texture = new() { Shader = grain, BlendMode = SKBlendMode.SoftLight, Color = SKColors.White.WithAlpha(110) };
        canvas.DrawPaint(texture);
    });

    /// <summary>A bad photograph of the picture: blurred, vignetted, and saved once too often.</summary>
    private static SKBitmap Snapshot(SKBitmap picture, Dice dice)
    {
        SKImageInfo info = picture.Info;
        float unit = info.Width / 100f;
        SKBitmap taken = Redrawn(picture, (canvas, image) =>
        {
            float blur = dice.Between(0.1f, 0.7f) * unit;
            using SKImageFilter soft = SKImageFilter.CreateBlur(blur, blur, SKShaderTileMode.Clamp);
            using SKPaint paint = new() { ImageFilter = soft };
            canvas.DrawImage(image, 0, 0, paint);
            using SKShader shade = SKShader.CreateRadialGradient(
                new SKPoint(50 * unit, 50 * unit), 75 * unit, [SKColors.Transparent, SKColors.Black.WithAlpha(120)], [0.5f, 1],
                    SKShaderTileMode.Clamp);
            using SKPaint vignette = new() { Shader = shade };
            canvas.DrawPaint(vignette);
        });
        using SKData worn = taken.Encode(SKEncodedImageFormat.Jpeg, dice.Of(12, 18, 26, 40));
        taken.Dispose();
        return SKBitmap.Decode(worn, info);
    }
}
