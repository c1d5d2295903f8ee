using SkiaSharp;

namespace Gyo.Training.Drawing;

/// <summary>Draws what makes a creature's face, about (0, 0) on a head of radius 40: crest, eyes, muzzle, cheeks.</summary>
internal static class CreatureHead
{
    /// <summary>Ears, horns and the like: drawn before the head, so that they grow out of it.</summary>
    public static void DrawCrest(Easel easel, Crest crest, Scheme colors)
    {
        SKColor inner = colors.Second.Blend(Palette.Color(0xF2A6A6), 0.5f);
        SKColor horn = Palette.Color(0xF0E6CF);
        switch (crest)
        {
            case Crest.CatEars:
                easel.BothSides(() => easel.Solid(Shapes.Polygon((6, -30), (30, -62), (42, -14)), colors.Main));
                easel.BothSides(() => easel.Spot(Shapes.Polygon((16, -33), (29, -51), (35, -23)), inner));
                break;
            case Crest.RabbitEars:
                easel.BothSides(() => easel.Solid(Shapes.Smooth((8, -30), (8, -70), (22, -94), (32, -70), (28, -26)), colors.Main));
                easel.BothSides(() => easel.Spot(Shapes.Smooth((14, -36), (15, -68), (21, -80), (26, -66), (23, -36)), inner));
                break;
            case Crest.RoundEars:
                easel.BothSides(() => easel.Solid(Shapes.Circle(30, -31, 17), colors.Main));
                easel.BothSides(() => easel.Spot(Shapes.Circle(30, -31, 9), inner));
                break;
            case Crest.Horns:
                easel.BothSides(() => easel.Solid(Shapes.Smooth((14, -32), (20, -54), (38, -72), (38, -50), (32, -24)), horn));
                break;
            case Crest.Antennae:
                easel.BothSides(() => easel.Line(Shapes.Curve((10, -34), (14, -56), (26, -70)), colors.Trim.Darker(0.2f), 4));
                easel.BothSides(() => easel.Solid(Shapes.Circle(27, -72, 7), colors.Trim));
                break;
            case Crest.Leaf:
                easel.Line(Shapes.Curve((0, -36), (2, -54)), Palette.Color(0x4F7F3A), 4);
                easel.Solid(Shapes.Smooth((2, -54), (20, -76), (44, -72), (28, -54)), Palette.Color(0x79B84A));
                easel.Solid(Shapes.Smooth((2, -54), (-14, -72), (-36, -70), (-22, -54)), Palette.Color(0x79B84A));
                break;
            case Crest.Tuft:
                easel.Solid(Shapes.Polygon((-16, -32), (-24, -58), (-8, -48), (0, -72), (8, -48), (24, -58), (16, -32)), colors.Trim);
                break;
            case Crest.Spikes:
                for (int i = -2; i <= 2; i++)
                {
                    using (easel.Frame(0, 0, i * 27))
                    {
                        easel.Solid(Shapes.Polygon((-10, -32), (0, -62), (10, -32)), colors.Trim);
                    }
                }

                break;
            case Crest.Unicorn:
                easel.Solid(Shapes.Polygon((-9, -34), (0, -84), (9, -34)), horn);
                easel.Line(Shapes.Curve((-7, -44), (6, -50)), colors.Trim, 3);
                easel.Line(Shapes.Curve((-5, -57), (4, -63)), colors.Trim, 3);
                break;
            default:
                break;
        }
    }

    public static void DrawFace(Easel easel, Creature creature, Scheme colors, Rendition rendition)
    {
        using SKAutoCanvasRestore middle = easel.Frame(rendition.Pose.Turn * 9, 0);
        if (creature.Markings == Markings.Mask)
        {
            easel.Spot(Shapes.Smooth((-34, -6), (-16, -17), (0, -8), (16, -17), (34, -6), (22, 13), (0, 6), (-22, 13)), colors.Trim);
        }

        if (creature.Cheeks)
        {
            easel.BothSides(() => easel.Spot(Shapes.Ellipse(25, 13, 7, 5), Palette.Color(0xF0606E).WithAlpha(140)));
        }

        EyeArtist.DrawPair(easel, creature.Eyes, creature.EyeColor, creature.EyeColor, -3, 16, 0.95f, rendition);
        DrawMuzzle(easel, creature.Muzzle, colors, rendition.Expression);
    }

    private static void DrawMuzzle(Easel easel, Muzzle muzzle, Scheme colors, Expression expression)
    {
        switch (muzzle)
        {
            case Muzzle.Fangs:
                easel.Spot(Shapes.Smooth((-15, 14), (0, 17), (15, 14), (9, 25), (-9, 25)), Palette.Color(0x6A2230));
                easel.Spot(Shapes.Polygon((-11, 15), (-4, 16), (-7, 23)), SKColors.White);
                easel.Spot(Shapes.Polygon((11, 15), (4, 16), (7, 23)), SKColors.White);
                break;
            case Muzzle.Beak:
                easel.Solid(Shapes.Smooth((-13, 12), (0, 5), (13, 12), (4, 22), (0, 27), (-4, 22)), Palette.Color(0xF2A93B));
                easel.Line(Shapes.Curve((-9, 14), (0, 17), (9, 14)), Palette.Color(0x9A5A1C), 2);
                break;
            case Muzzle.Snout:
                easel.Solid(Shapes.Ellipse(0, 18, 19, 13), colors.Second);
                easel.Spot(Shapes.Ellipse(-6, 15, 2.6f, 3.8f), colors.Trim.Darker(0.4f));
                easel.Spot(Shapes.Ellipse(6, 15, 2.6f, 3.8f), colors.Trim.Darker(0.4f));
                break;
            case Muzzle.Whiskers:
                easel.Spot(Shapes.Smooth((-5, 9), (5, 9), (0, 15)), Palette.Color(0x4A2A33));
                easel.Line(Shapes.Curve((-9, 20), (-4, 20), (0, 15), (4, 20), (9, 20)), Palette.Ink, 2);
                easel.BothSides(() => easel.Line(Shapes.Curve((22, 12), (44, 8)), Palette.Ink, 1.6f));
                easel.BothSides(() => easel.Line(Shapes.Curve((22, 17), (43, 20)), Palette.Ink, 1.6f));
                break;
            default:
                FaceArtist.DrawMouth(easel, expression, 0, 17, 1);
                break;
        }
    }
}
