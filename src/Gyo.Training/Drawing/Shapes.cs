using SkiaSharp;

namespace Gyo.Training.Drawing;

/// <summary>Outlines to draw with. Whoever gets a path owns it; the <see cref="Easel"/> disposes what it is given.</summary>
internal static class Shapes
{
    /// <summary>A closed curve through all points (Catmull–Rom).</summary>
    public static SKPath Smooth(params ReadOnlySpan<(float X, float Y)> points)
    {
        SKPath path = new();
        int n = points.Length;
        path.MoveTo(points[0].X, points[0].Y);
        for (int i = 0; i < n; i++)
        {
            Segment(path, points[(i + n - 1) % n], points[i], points[(i + 1) % n], points[(i + 2) % n]);
        }

        path.Close();
        return path;
    }

    /// <summary>An open curve through all points.</summary>
    public static SKPath Curve(params ReadOnlySpan<(float X, float Y)> points)
    {
        SKPath path = new();
        int n = points.Length;
        path.MoveTo(points[0].X, points[0].Y);
        for (int i = 0; i + 1 < n; i++)
        {
            Segment(path, points[Math.Max(i - 1, 0)], points[i], points[i + 1], points[Math.Min(i + 2, n - 1)]);
        }

        return path;
    }

    public static SKPath Polygon(params ReadOnlySpan<(float X, float Y)> points)
    {
        SKPath path = new();
        path.MoveTo(points[0].X, points[0].Y);
        foreach ((float x, float y) in points[1..])
        {
            path.LineTo(x, y);
        }

        path.Close();
        return path;
    }

    public static SKPath Ellipse(float x, float y, float radiusX, float radiusY)
    {
        SKPath path = new();
        path.AddOval(new SKRect(x - radiusX, y - radiusY, x + radiusX, y + radiusY));
        return path;
    }

    public static SKPath Circle(float x, float y, float radius) => Ellipse(x, y, radius, radius);

    public static SKPath Box(float left, float top, float right, float bottom, float radius = 0)
    {
        SKPath path = new();
        path.AddRoundRect(new SKRect(left, top, right, bottom), radius, radius);
        return path;
    }

    /// <summary>The outline of a thick, round-ended curve: arms, legs, tails, tentacles.</summary>
    public static SKPath Tube(float width, params ReadOnlySpan<(float X, float Y)> points)
    {
        using SKPath spine = Curve(points);
        using SKPaint paint = new()
        {
            Style = SKPaintStyle.Stroke,
            StrokeWidth = width,
            StrokeCap = SKStrokeCap.Round,
            StrokeJoin = SKStrokeJoin.Round,
        };
        SKPath outline = paint.GetFillPath(spine);
        SKPath? simple = outline.Simplify();
        if (simple is null)
        {
            return outline;
        }

        outline.Dispose();
        return simple;
    }

    /// <summary>A ring of <paramref name="count"/> points, far and near in turn: a star, a crown of spikes, a scalloped edge.</summary>
    public static (float X, float Y)[] Ring(float x, float y, float far, float near, int count, float startDegrees = -90, float squeeze = 1)
    {
        (float X, float Y)[] points = new (float, float)[count * 2];
        for (int i = 0; i < points.Length; i++)
        {
            (float sin, float cos) = MathF.SinCos((startDegrees + i * 180f / count) * MathF.PI / 180);
            float radius = i % 2 == 0 ? far : near;
            points[i] = (x + radius * cos, y + radius * sin * squeeze);
        }

        return points;
    }

    public static SKPath Star(float x, float y, float radius, int rays = 5) => Polygon(Ring(x, y, radius, radius * 0.48f, rays));

    public static SKPath Heart(float x, float y, float r) => Smooth(
        (x, y - r * 0.45f), (x + r * 0.5f, y - r * 0.85f), (x + r, y - r * 0.3f), (x + r * 0.55f, y + r * 0.4f), (x, y + r),
        (x - r * 0.55f, y + r * 0.4f), (x - r, y - r * 0.3f), (x - r * 0.5f, y - r * 0.85f));

    public static SKPath Of(Emblem emblem, float x, float y, float r) => emblem switch
    {
        Emblem.Star => Star(x, y, r),
        Emblem.Heart => Heart(x, y, r),
        Emblem.Moon => Crescent(x, y, r),
        Emblem.Diamond => Polygon((x, y - r), (x + r * 0.75f, y), (x, y + r), (x - r * 0.75f, y)),
        Emblem.Drop => Smooth((x, y - r), (x + r * 0.35f, y - r * 0.25f), (x + r * 0.6f, y + r * 0.4f), (x, y + r),
            (x - r * 0.6f, y + r * 0.4f), (x - r * 0.35f, y - r * 0.25f)),
        _ => Polygon(
            (x - r * 0.3f, y - r), (x + r * 0.3f, y - r), (x + r * 0.3f, y - r * 0.3f), (x + r, y - r * 0.3f), (x + r, y + r * 0.3f),
                (x + r * 0.3f, y + r * 0.3f),
            (x + r * 0.3f, y + r), (x - r * 0.3f, y + r), (x - r * 0.3f, y + r * 0.3f), (x - r, y + r * 0.3f), (x - r, y - r * 0.3f),
                (x - r * 0.3f, y - r * 0.3f)),
    };

    private static SKPath Crescent(float x, float y, float r)
    {
        using SKPath full = Circle(x, y, r);
        using SKPath bite = Circle(x + r * 0.45f, y - r * 0.2f, r * 0.8f);
        return full.Op(bite, SKPathOp.Difference);
    }

    private static void Segment(
        SKPath path, (float X, float Y) before, (float X, float Y) from, (float X, float Y) to, (float X, float Y) after) =>
        path.CubicTo(
            from.X + (to.X - before.X) / 6, from.Y + (to.Y - before.Y) / 6,
            to.X - (after.X - from.X) / 6, to.Y - (after.Y - from.Y) / 6,
            to.X, to.Y);
}
