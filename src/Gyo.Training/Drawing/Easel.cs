using SkiaSharp;

namespace Gyo.Training.Drawing;

/// <summary>How the artist fills a shape and draws its edge.</summary>
internal enum Technique { Outlined, Lineless, Painted, Pencil, Ink, Wash, Cutout }

/// <summary>A canvas with a technique: the figure is described once, in shapes and colours, and drawn as the technique wants.</summary>
internal sealed class Easel(SKCanvas canvas, Technique technique, float lightAngle, float scale, Dice dice)
{
    // Lines stay readable in a full figure and don't grow as fast as the figure in a close-up.
    private readonly float _line = 2.1f / MathF.Sqrt(scale);
    private readonly SKPoint _toLight = new(MathF.Cos(lightAngle), MathF.Sin(lightAngle));
    private readonly float _pencilColour = dice.Chance(0.35f) ? 0 : dice.Between(0.25f, 0.6f);
    private readonly SKColor _pencil = dice.Of(Palette.Ink, Palette.Color(0x4A4A55), Palette.Color(0x6B3F2A), Palette.Color(0x2F3F78));

    public SKCanvas Canvas => canvas;

    /// <summary>A frame of its own: moved, turned by degrees and scaled; ends when disposed.</summary>
    public SKAutoCanvasRestore Frame(float x, float y, float degrees = 0, float scaleX = 1, float scaleY = 1)
    {
        SKAutoCanvasRestore restore = new(canvas);
        canvas.Translate(x, y);
        canvas.RotateDegrees(degrees);
        canvas.Scale(scaleX, scaleY);
        return restore;
    }

    /// <summary>Draws once as described, to the right, and once mirrored about x = 0.</summary>
    public void BothSides(Action draw)
    {
        draw();
        using (Frame(0, 0, 0, -1))
        {
            draw();
        }
    }

    /// <summary>Keeps what follows within a shape; ends when disposed.</summary>
    public SKAutoCanvasRestore Within(SKPath shape)
    {
        SKAutoCanvasRestore restore = new(canvas);
        canvas.ClipPath(shape, antialias: true);
        return restore;
    }

    /// <summary>Draws a solid shape: filled, shaded, edged. Takes the path.</summary>
    public void Solid(SKPath shape, SKColor color)
    {
        using SKPath path = shape;
        switch (technique)
        {
            case Technique.Outlined:
                Shaded(path, color, 0.2f);
                Edge(path, color.Darker(0.72f), _line);
                break;
            case Technique.Lineless:
                Shaded(path, color, 0.16f);
                break;
            case Technique.Painted:
                Rounded(path, color);
                Edge(path, color.Darker(0.4f).WithAlpha(150), _line * 0.6f);
                break;
            case Technique.Pencil:
                Plain(path, Palette.Paper.Blend(color, _pencilColour));
                Scribbled(path);
                break;
            case Technique.Ink:
                Plain(path, Tone(color));
                Edge(path, Palette.Ink, _line * 1.25f);
                break;
            case Technique.Wash:
                Washed(path, color);
                break;
            default:
                Lifted(path, color);
                break;
        }
    }

    /// <summary>Draws a detail, such as an eye's iris or a button: filled, without shade or edge. Takes the path.</summary>
    public void Spot(SKPath shape, SKColor color)
    {
        using SKPath path = shape;
        Plain(path, technique switch
        {
            Technique.Ink => Tone(color).WithAlpha(color.Alpha),
            Technique.Pencil => Palette.Paper.Blend(color, Math.Max(_pencilColour, 0.85f - color.Luminance())).WithAlpha(color.Alpha),
            _ => color,
        });
    }

    /// <summary>Draws a line with round ends. Takes the path.</summary>
    public void Line(SKPath line, SKColor color, float width)
    {
        using SKPath path = line;
        SKColor seen = technique switch
        {
            Technique.Ink => Palette.Ink,
            Technique.Pencil => color.Luminance() > 0.6f ? _pencil.Lighter(0.5f) : _pencil,
            _ => color,
        };
        Edge(path, seen.WithAlpha(color.Alpha), width);
    }

    private static SKColor Tone(SKColor color) => color.Luminance() switch
    {
        > 0.62f => SKColors.White,
        > 0.42f => Palette.Color(0xC9C9CF),
        > 0.26f => Palette.Color(0x7D7D88),
        _ => Palette.Color(0x2E2C36),
    };

    private void Plain(SKPath path, SKColor color)
    {
        using SKPaint paint = new() { IsAntialias = true, Color = color };
        canvas.DrawPath(path, paint);
    }

    private void Edge(SKPath path, SKColor color, float width)
    {
        using SKPaint paint = Pen(color, width);
        canvas.DrawPath(path, paint);
    }

    /// <summary>Two tones: the shape in shadow, and on it the shape moved towards the light.</summary>
    private void Shaded(SKPath path, SKColor color, float depth)
    {
        Plain(path, color.Darker(depth));
        SKRect bounds = path.Bounds;
        float reach = Math.Clamp(Math.Min(bounds.Width, bounds.Height) * 0.13f, 1, 7);
        using (Within(path))
        {
            canvas.Translate(_toLight.X * reach, _toLight.Y * reach);
            Plain(path, color);
        }
    }

    private void Rounded(SKPath path, SKColor color)
    {
        SKRect bounds = path.Bounds;
        float reach = Math.Max(bounds.Width, bounds.Height);
        SKPoint lit = new(bounds.MidX + _toLight.X * reach * 0.3f, bounds.MidY + _toLight.Y * reach * 0.3f);
        using SKShader shader = SKShader.CreateRadialGradient(
            lit, Math.Max(reach, 1), [color.Lighter(0.3f), color, color.Darker(0.42f)], [0, 0.4f, 1], SKShaderTileMode.Clamp);
        using SKPaint paint = new() { IsAntialias = true, Shader = shader };
        canvas.DrawPath(path, paint);
    }

    private void Scribbled(SKPath path)
    {
        for (int i = 0; i < 2; i++)
        {
            using SKPathEffect wobble = SKPathEffect.CreateDiscrete(9, 1.3f, (uint)dice.Next());
            using SKPaint paint = Pen(_pencil.WithAlpha(200), _line * 0.6f);
            paint.PathEffect = wobble;
            canvas.DrawPath(path, paint);
        }
    }

    private void Washed(SKPath path, SKColor color)
    {
        Plain(path, color.Lighter(0.24f));
        using SKPathEffect wobble = SKPathEffect.CreateDiscrete(14, 2.2f, (uint)dice.Next());
        using (Within(path))
        {
            using SKPaint pool = new() { IsAntialias = true, Color = color.WithAlpha(150), PathEffect = wobble };
            canvas.Translate(-_toLight.X * 3, -_toLight.Y * 3);
            canvas.DrawPath(path, pool);
        }

        Edge(path, color.Darker(0.35f).WithAlpha(120), _line * 0.5f);
    }

    private void Lifted(SKPath path, SKColor color)
    {
        using SKPathEffect cut = SKPathEffect.CreateDiscrete(11, 0.9f, (uint)dice.Next());
        using SKPaint shadow = new() { IsAntialias = true, Color = SKColors.Black.WithAlpha(70), PathEffect = cut };
        canvas.Save();
        canvas.Translate(-_toLight.X * 2.2f, -_toLight.Y * 2.2f);
        canvas.DrawPath(path, shadow);
        canvas.Restore();
        using SKPaint paper = new() { IsAntialias = true, Color = color, PathEffect = cut };
        canvas.DrawPath(path, paper);
    }

    private static SKPaint Pen(SKColor color, float width) => new()
    {
        IsAntialias = true,
        Color = color,
        Style = SKPaintStyle.Stroke,
        StrokeWidth = width,
        StrokeCap = SKStrokeCap.Round,
        StrokeJoin = SKStrokeJoin.Round,
    };
}
