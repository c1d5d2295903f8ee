using SkiaSharp;

namespace Gyo.Training.Drawing;

/// <summary>Draws a pair of eyes, the same ones for people and creatures.</summary>
internal static class EyeArtist
{
    /// <summary>Draws both eyes at height y, each <paramref name="apart"/> from x = 0; size 1 fits a person's face.</summary>
    public static void DrawPair(
        Easel easel, EyeShape shape, SKColor left, SKColor right, float y, float apart, float size, Rendition rendition)
    {
        float turn = rendition.Pose.Turn;
        DrawOne(easel, shape, left, -apart, y, -size * (1 + 0.14f * Math.Min(turn, 0) - 0.02f), size, rendition);
        DrawOne(easel, shape, right, apart, y, size * (1 - 0.14f * Math.Max(turn, 0)), size, rendition);
    }

    /// <summary>One eye, drawn as a right eye; a negative width mirrors it.</summary>
    private static void DrawOne(Easel easel, EyeShape shape, SKColor iris, float x, float y, float width, float height, Rendition rendition)
    {
        using (easel.Frame(x, y, 0, width, height))
        {
            if (rendition.Blink || (rendition.Expression == Expression.Laugh && shape is EyeShape.Gentle or EyeShape.Sleepy))
            {
                easel.Line(Shapes.Curve((-8, 1), (0, -5), (8, 1)), Palette.Ink, 2.6f);
                return;
            }

            float gaze = rendition.Gaze * 1.6f * MathF.Sign(width);
            switch (shape)
            {
                case EyeShape.Dot:
                    easel.Spot(Shapes.Ellipse(gaze, 0, 4.6f, 6), Palette.Ink);
                    easel.Spot(Shapes.Circle(gaze + 1.4f, -2.2f, 1.7f), SKColors.White);
                    break;
                case EyeShape.Round:
                    Open(easel, Shapes.Circle(0, 0, 9.5f), gaze, 0, 6.2f, 6.2f, iris);
                    easel.Line(Shapes.Curve((-9, -3), (-4, -9), (4, -9), (9, -4)), Palette.Ink, 2);
                    break;
                case EyeShape.Tall:
                    Open(easel, Shapes.Ellipse(0, 0, 8, 11.5f), gaze, 1, 5.8f, 8.6f, iris);
                    easel.Line(Shapes.Curve((-7.5f, -5), (-1, -11.5f), (6, -9), (9.5f, -4)), Palette.Ink, 2.8f);
                    break;
                case EyeShape.Sleepy:
                    Open(easel, Shapes.Smooth((-9, 0), (-5, -1.5f), (5, -1.5f), (9, 0), (6, 6.5f), (-6, 6.5f)), gaze, 2, 4.8f, 5, iris);
                    easel.Line(Shapes.Curve((-9.5f, 0.5f), (-4, -2), (5, -2), (10, 0.5f)), Palette.Ink, 3);
                    break;
                case EyeShape.Sharp:
                    Open(easel, Shapes.Smooth((-9, 3), (-2, -4.5f), (10, -8), (8, 2), (0, 6)), gaze, -0.5f, 4.6f, 5.6f, iris);
                    easel.Line(Shapes.Curve((-9.5f, 3), (-2, -5), (11, -9)), Palette.Ink, 3);
                    break;
                case EyeShape.Gentle:
                    Open(easel, Shapes.Smooth((-9, -1), (-3, -7.5f), (5, -6), (10, 2), (4, 6), (-5, 5.5f)), gaze, 0, 5, 6, iris);
                    easel.Line(Shapes.Curve((-9, -2), (-3, -8), (5, -6.5f), (11, 2.5f)), Palette.Ink, 2.4f);
                    break;
                default:
                    Open(easel, Shapes.Ellipse(0, 0, 9, 10.5f), gaze, 0.5f, 7, 8.4f, iris);
                    easel.Spot(Shapes.Star(gaze, 1, 5, 4), iris.Lighter(0.75f));
                    easel.Line(Shapes.Curve((-9, -3), (-2, -10.5f), (5, -9.5f), (10, -5)), Palette.Ink, 2.4f);
                    break;
            }
        }
    }

    private static void Open(Easel easel, SKPath white, float x, float y, float radiusX, float radiusY, SKColor iris)
    {
        using SKPath lid = new(white);
        easel.Spot(white, SKColors.White);
        using (easel.Within(lid))
        {
            easel.Spot(Shapes.Ellipse(x, y, radiusX, radiusY), iris.Darker(0.45f));
            easel.Spot(Shapes.Ellipse(x, y + radiusY * 0.22f, radiusX * 0.84f, radiusY * 0.76f), iris);
            easel.Spot(Shapes.Ellipse(x, y, radiusX * 0.45f, radiusY * 0.5f), Palette.Ink);
        }

        easel.Spot(Shapes.Circle(x + 2, y - radiusY * 0.4f, 2.1f), SKColors.White);
        easel.Spot(Shapes.Circle(x - 2, y + radiusY * 0.4f, 1.1f), SKColors.White.WithAlpha(200));
    }
}
