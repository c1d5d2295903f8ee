using SkiaSharp;

namespace Gyo.Training.Drawing;

/// <summary>Draws a person's face about (0, 0): ears, skin, features and expression. The skull is some 80 wide and 78 high.</summary>
internal static class FaceArtist
{
    public static void Draw(Easel easel, CharacterDesign design, Rendition rendition)
    {
        Face face = design.Face;
        float turn = rendition.Pose.Turn;
        DrawEars(easel, face.Ears, design.Skin, turn);
        easel.Solid(Outline(face.Shape), design.Skin);

        using SKAutoCanvasRestore middle = easel.Frame(turn * 8, 0);
        DrawMark(easel, face);
        EyeArtist.DrawPair(easel, face.Eyes, face.EyeColor, face.OtherEyeColor, 7, 17, 1, rendition);
        DrawBrows(easel, face.Brows, design.Hair.Color.Darker(0.35f), rendition.Expression);
        using (easel.Frame(turn * 3, 0))
        {
            DrawNose(easel, face.Nose, design.Skin.Darker(0.4f));
        }

        using (easel.Frame(-turn * 5, 0))
        {
            DrawBeard(easel, face.Beard, design.Hair.Color);
        }

        DrawMouth(easel, rendition.Expression, turn, 26, 1);
    }

    /// <summary>Ears that stand on top of the head, drawn over the hair.</summary>
    public static void DrawTopEars(Easel easel, Ears ears, SKColor fur)
    {
        foreach (int side in (ReadOnlySpan<int>)[-1, 1])
        {
            using (easel.Frame(side * 25, -32, side * 14, side, 1))
            {
                TopEar(easel, ears, fur);
            }
        }
    }

    public static void DrawMouth(Easel easel, Expression expression, float x, float y, float size)
    {
        using (easel.Frame(x, y, 0, size, size))
        {
            SKColor lip = Palette.Color(0x7A2E3A);
            switch (expression)
            {
                case Expression.Smile:
                    easel.Line(Shapes.Curve((-7, -1.5f), (0, 2), (7, -1.5f)), lip, 2.2f);
                    break;
                case Expression.Laugh:
                    easel.Spot(Shapes.Smooth((-8.5f, -3), (0, -2), (8.5f, -3), (5, 5), (0, 7), (-5, 5)), lip);
                    easel.Spot(Shapes.Ellipse(0, 4.5f, 3.8f, 2.2f), Palette.Color(0xF08A8A));
                    break;
                case Expression.Calm:
                    easel.Line(Shapes.Curve((-4.5f, 0), (4.5f, 0)), lip, 2.2f);
                    break;
                case Expression.Sad:
                    easel.Line(Shapes.Curve((-6, 2), (0, -1.5f), (6, 2)), lip, 2.2f);
                    break;
                case Expression.Surprised:
                    easel.Spot(Shapes.Ellipse(0, 1, 3.6f, 4.6f), lip);
                    break;
                default:
                    easel.Spot(Shapes.Smooth((-9, -3), (0, -1), (9, -3), (5, 3), (-5, 3)), SKColors.White);
                    easel.Line(Shapes.Curve((-9, -3), (0, -1), (9, -3), (5, 3), (-5, 3), (-9, -3)), lip, 1.6f);
                    break;
            }
        }
    }

    private static SKPath Outline(FaceShape shape) => shape switch
    {
        FaceShape.Round => Shapes.Smooth((0, -39), (30, -28), (41, 0), (36, 22), (18, 37), (0, 40), (-18, 37), (-36, 22), (-41, 0),
            (-30, -28)),
        FaceShape.Oval => Shapes.Smooth((0, -40), (28, -29), (38, 0), (32, 22), (15, 39), (0, 43), (-15, 39), (-32, 22), (-38, 0),
            (-28, -29)),
        FaceShape.Square => Shapes.Smooth((0, -39), (30, -29), (40, 0), (38, 24), (24, 38), (0, 41), (-24, 38), (-38, 24), (-40, 0),
            (-30, -29)),
        _ => Shapes.Smooth((0, -39), (29, -28), (40, 0), (31, 20), (10, 39), (0, 44), (-10, 39), (-31, 20), (-40, 0), (-29, -28)),
    };

    private static void DrawEars(Easel easel, Ears ears, SKColor skin, float turn)
    {
        if (ears is not (Ears.Human or Ears.Elf))
        {
            return;
        }

        foreach (int side in (ReadOnlySpan<int>)[-1, 1])
        {
            using (easel.Frame(side * 39 - turn * 3, 6, 0, side, 1))
            {
                easel.Solid(
                    ears == Ears.Elf
                        ? Shapes.Smooth((-4, 9), (-4, -8), (10, -12), (32, -20), (18, 2), (4, 10))
                        : Shapes.Smooth((-4, 8), (-3, -8), (5, -8), (8, -1), (4, 8)),
                    skin);
            }
        }
    }

    private static void TopEar(Easel easel, Ears ears, SKColor fur)
    {
        SKColor inner = Palette.Color(0xF2B6B6);
        switch (ears)
        {
            case Ears.Cat:
                easel.Solid(Shapes.Polygon((-15, 6), (2, -30), (16, 10)), fur);
                easel.Spot(Shapes.Polygon((-7, 2), (2, -19), (9, 5)), inner);
                break;
            case Ears.Fox:
                easel.Solid(Shapes.Smooth((-17, 8), (-10, -18), (6, -44), (15, -16), (18, 12)), fur);
                easel.Spot(Shapes.Smooth((-7, 0), (5, -30), (9, 3)), SKColors.White);
                easel.Spot(Shapes.Polygon((0, -34), (6, -43), (9, -31)), Palette.Ink);
                break;
            case Ears.Rabbit:
                easel.Solid(Shapes.Smooth((-9, 6), (-11, -30), (0, -58), (11, -30), (9, 8)), fur);
                easel.Spot(Shapes.Smooth((-4, 0), (-5, -28), (0, -46), (5, -28), (4, 0)), inner);
                break;
            case Ears.Bear:
                easel.Solid(Shapes.Circle(2, -8, 15), fur);
                easel.Spot(Shapes.Circle(2, -8, 8), inner);
                break;
            default:
                break;
        }
    }

    private static void DrawMark(Easel easel, Face face)
    {
        SKColor color = face.MarkColor;
        switch (face.Mark)
        {
            case FaceMark.Freckles:
                foreach ((float fx, float fy) in (ReadOnlySpan<(float, float)>)[(-24, 19), (-18, 22), (-13, 18), (13, 18), (18, 22),
                    (24, 19)])
                {
                    easel.Spot(Shapes.Circle(fx, fy, 1.6f), Palette.Color(0xA65E3A).WithAlpha(190));
                }

                break;
            case FaceMark.Scar:
                easel.Line(Shapes.Curve((26, -8), (20, 12), (24, 26)), Palette.Color(0xB0485A), 2.6f);
                break;
            case FaceMark.Stripes:
                easel.BothSides(() => easel.Line(Shapes.Curve((20, 19), (32, 17)), color, 3.4f));
                easel.BothSides(() => easel.Line(Shapes.Curve((19, 26), (29, 25)), color, 3.4f));
                break;
            case FaceMark.Mole:
                easel.Spot(Shapes.Circle(-14, 25, 2.3f), Palette.Ink);
                break;
            case FaceMark.Whiskers:
                easel.BothSides(() => easel.Line(Shapes.Curve((18, 20), (37, 16)), Palette.Ink, 1.5f));
                easel.BothSides(() => easel.Line(Shapes.Curve((18, 24), (36, 26)), Palette.Ink, 1.5f));
                break;
            case FaceMark.Gem:
                easel.Solid(Shapes.Polygon((0, -24), (5, -16), (0, -8), (-5, -16)), color);
                break;
            case FaceMark.Blush:
                easel.Spot(Shapes.Ellipse(-25, 20, 8, 5), Palette.Color(0xF0606E).WithAlpha(120));
                easel.Spot(Shapes.Ellipse(25, 20, 8, 5), Palette.Color(0xF0606E).WithAlpha(120));
                break;
            case FaceMark.Patch:
                easel.Spot(Shapes.Smooth((4, 2), (16, -12), (34, -6), (32, 16), (18, 24)), color.WithAlpha(170));
                break;
            default:
                break;
        }
    }

    private static void DrawBrows(Easel easel, Brows brows, SKColor color, Expression expression)
    {
        if (brows == Brows.None)
        {
            return;
        }

        float lift = expression is Expression.Surprised ? -4 : 0;
        float worry = expression is Expression.Sad ? 4 : brows == Brows.Slanted ? -5 : 0;
        float width = brows == Brows.Thick ? 4.6f : 2.4f;
        easel.BothSides(() => easel.Line(Shapes.Curve((9, -8 + lift - worry), (17, -12 + lift),
            (26, -9 + lift + worry * 0.5f)), color, width));
    }

    private static void DrawNose(Easel easel, Nose nose, SKColor color)
    {
        switch (nose)
        {
            case Nose.Dot:
                easel.Spot(Shapes.Circle(0, 17, 1.6f), color);
                break;
            case Nose.Line:
                easel.Line(Shapes.Curve((0, 11), (3, 18), (-1, 19)), color, 1.8f);
                break;
            case Nose.Button:
                easel.Spot(Shapes.Ellipse(0, 17, 4.6f, 3.6f), color.WithAlpha(150));
                break;
            default:
                break;
        }
    }

    private static void DrawBeard(Easel easel, Beard beard, SKColor hair)
    {
        switch (beard)
        {
            case Beard.Moustache:
                easel.Solid(Shapes.Smooth((0, 20), (10, 19), (19, 24), (8, 25), (0, 23), (-8, 25), (-19, 24), (-10, 19)), hair);
                break;
            case Beard.Full:
                easel.Solid(
                    Shapes.Smooth((-38, 8), (-30, 18), (-14, 20), (0, 17), (14, 20), (30, 18), (38, 8), (36, 32), (16, 52), (0, 57),
                        (-16, 52), (-36, 32)),
                    hair);
                break;
            case Beard.Goatee:
                easel.Solid(Shapes.Smooth((-8, 32), (0, 34), (8, 32), (7, 44), (0, 53), (-7, 44)), hair);
                break;
            default:
                break;
        }
    }
}
