using SkiaSharp;

namespace Gyo.Training.Drawing;

/// <summary>Draws hair about a skull centred on (0, 0): what hangs behind the body, then what lies on the head.</summary>
internal static class HairArtist
{
    /// <summary>The part behind head and body.</summary>
    public static void DrawBack(Easel easel, Hair hair, float turn)
    {
        SKColor color = hair.Color.Darker(0.14f);
        using (easel.Frame(-turn * 4, 0))
        {
            switch (hair.Style)
            {
                case HairStyle.Bob:
                    Hang(easel, hair, Shapes.Smooth((0, -48), (40, -34), (51, 0), (50, 36), (34, 44), (0, 40), (-34, 44), (-50, 36),
                        (-51, 0), (-40, -34)), 26);
                    break;
                case HairStyle.Long:
                    Hang(easel, hair, Shapes.Smooth((0, -48), (42, -34), (50, 10), (46, 70), (34, 106), (28, 96), (14, 112), (0, 100),
                        (-14, 112), (-28, 96), (-34, 106), (-46, 70), (-50, 10), (-42, -34)), 76);
                    break;
                case HairStyle.Wavy:
                    Hang(easel, hair, Shapes.Smooth((0, -49), (44, -34), (50, 2), (64, 26), (52, 48), (64, 72), (44, 90), (0, 82),
                        (-44, 90), (-64, 72), (-52, 48), (-64, 26), (-50, 2), (-44, -34)), 60);
                    break;
                case HairStyle.Ponytail:
                    Hang(easel, hair, Shapes.Smooth((16, -44), (40, -54), (66, -38), (78, 0), (70, 44), (58, 60), (56, 30), (50, 0),
                        (36, -20)), 30);
                    break;
                case HairStyle.Twintails:
                    easel.BothSides(() => Hang(easel, hair, Shapes.Smooth((34, -30), (52, -42), (72, -24), (80, 20), (70, 66),
                        (62, 82), (54, 54), (54, 14), (42, -10)), 44));
                    break;
                case HairStyle.Braids:
                    easel.BothSides(() => Braid(easel, hair));
                    break;
                case HairStyle.Drills:
                    easel.BothSides(() => Drill(easel, hair));
                    break;
                case HairStyle.Afro:
                    easel.Solid(Shapes.Smooth(Shapes.Ring(0, -14, 68, 62, 11)), color);
                    break;
                case HairStyle.Curly:
                    easel.Solid(Shapes.Smooth(Shapes.Ring(0, 2, 58, 47, 9)), color);
                    break;
                case HairStyle.Spiky:
                    easel.Solid(Shapes.Polygon(Shapes.Ring(0, -8, 70, 44, 10, -90)), color);
                    break;
                case HairStyle.Bun:
                    easel.Solid(Shapes.Circle(0, -52, 20), hair.Dye == HairDye.Tips ? hair.DyeColor : color);
                    break;
                case HairStyle.TwinBuns:
                    easel.BothSides(() => easel.Solid(Shapes.Circle(34, -38, 18), hair.Dye == HairDye.Tips ? hair.DyeColor : color));
                    break;
                case HairStyle.Short:
                    easel.Solid(Shapes.Ellipse(0, -4, 45, 42), color);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The part on the skull and over the forehead.</summary>
    public static void DrawFront(Easel easel, Hair hair, float turn)
    {
        if (hair.Style == HairStyle.Bald)
        {
            return;
        }

        if (hair.Style == HairStyle.Mohawk)
        {
            easel.Solid(Shapes.Polygon((-11, -20), (-16, -56), (-8, -50), (-5, -70), (2, -56), (10, -72), (10, -52), (18, -58),
                (11, -20)), hair.Color);
            easel.Spot(Shapes.Polygon((-3, -26), (-4, -54), (4, -54),
                (4, -26)), hair.Dye == HairDye.None ? hair.Color.Lighter(0.2f) : hair.DyeColor);
            return;
        }

        using SKPath cap = Cap(hair.Fringe, turn * 5);
        easel.Solid(new SKPath(cap), hair.Color);
        using (easel.Within(cap))
        {
            if (hair.Dye == HairDye.Lock)
            {
                easel.Spot(Shapes.Smooth((turn * 5 + 6, -52), (turn * 5 + 24, -30), (turn * 5 + 27, 14), (turn * 5 + 14, -8),
                    (turn * 5 + 2, -30)), hair.DyeColor);
            }

            easel.Line(Shapes.Curve((-30, -24), (-18, -35), (-2, -39)), hair.Color.Lighter(0.4f).WithAlpha(170), 4);
            easel.Line(Shapes.Curve((6, -39), (13, -37)), hair.Color.Lighter(0.4f).WithAlpha(170), 4);
        }
    }

    /// <summary>The outline of the hair on the skull: round above, the fringe below; x is the parallax of a turned head.</summary>
    private static SKPath Cap(Fringe fringe, float x)
    {
        (float X, float Y)[] edge = fringe switch
        {
            Fringe.Straight => [(37, 14), (34, -7), (20, -4), (14, -9), (0, -4), (-14, -9), (-20, -4), (-34, -7), (-37, 14)],
            Fringe.Swept => [(38, 14), (34, 0), (16, -8), (-8, -20), (-24, -32), (-33, -14), (-38, 10)],
            Fringe.Parted => [(38, 16), (33, -2), (18, -16), (0, -31), (-18, -16), (-33, -2), (-38, 16)],
            Fringe.Spikes => [(38, 14), (32, -12), (24, 2), (16, -15), (5, 4), (-4, -15), (-15, 3), (-23, -13), (-31, 1), (-38, 14)],
            Fringe.Back => [(38, 2), (33, -18), (18, -27), (0, -24), (-18, -27), (-33, -18), (-38, 2)],
            _ => [(38, 12), (32, -14), (14, -28), (4, -12), (-8, 14), (-20, 25), (-32, 22), (-39, 12)],
        };
        SKPath path = new();
        path.MoveTo(-44, 14);
        path.CubicTo(-54, -62, 54, -62, 44, 14);
        foreach ((float px, float py) in edge)
        {
            if (fringe is Fringe.Spikes or Fringe.Straight)
            {
                path.LineTo(px + x, py);
            }
            else
            {
                SKPoint last = path.LastPoint;
                path.QuadTo((last.X + px + x) / 2, Math.Min(last.Y, py) + Math.Abs(last.Y - py) * 0.4f, px + x, py);
            }
        }

        path.Close();
        return path;
    }

    private static void Hang(Easel easel, Hair hair, SKPath shape, float tipsBelow)
    {
        using SKPath inside = new(shape);
        easel.Solid(shape, hair.Color.Darker(0.14f));
        if (hair.Dye == HairDye.Tips)
        {
            using (easel.Within(inside))
            {
                easel.Spot(Shapes.Box(-100, tipsBelow, 100, 200), hair.DyeColor);
            }
        }
    }

    private static void Braid(Easel easel, Hair hair)
    {
        for (int i = 0; i < 6; i++)
        {
            bool dyed = hair.Dye == HairDye.Tips && i > 3;
            easel.Solid(Shapes.Ellipse(43 + (i % 2) * 3, 12 + i * 14, 10 - i * 0.6f, 9), dyed ? hair.DyeColor : hair.Color.Darker(0.1f));
        }

        easel.Solid(Shapes.Smooth((40, 92), (50, 92), (52, 108), (44, 102),
            (37, 108)), hair.Dye == HairDye.None ? hair.Color : hair.DyeColor);
    }

    private static void Drill(Easel easel, Hair hair)
    {
        for (int i = 0; i < 6; i++)
        {
            bool dyed = hair.Dye == HairDye.Tips && i > 3;
            using (easel.Frame(50 + i, -6 + i * 13, -14))
            {
                easel.Solid(Shapes.Ellipse(0, 0, 19 - i * 2.6f, 9), dyed ? hair.DyeColor : hair.Color.Darker(0.1f));
            }
        }
    }
}
