using SkiaSharp;

namespace Gyo.Training.Drawing;

/// <summary>Draws what sits on a head centred on (0, 0), its crown at some −46.</summary>
internal static class HeadwearArtist
{
    public static void Draw(Easel easel, Accessories worn, float turn)
    {
        SKColor color = worn.Color;
        SKColor second = worn.Second;
        using SKAutoCanvasRestore frame = easel.Frame(turn * 2, 0);
        switch (worn.Head)
        {
            case Headwear.Cap:
                easel.Solid(Shapes.Smooth((-46, -14), (-42, -42), (0, -60), (42, -42), (46, -14), (0, -22)), color);
                easel.Solid(Shapes.Smooth((-30 + turn * 22, -20), (turn * 22, -27), (30 + turn * 22, -20), (36 + turn * 34, -8),
                    (turn * 34, -12), (-36 + turn * 34, -8)), second);
                easel.Spot(Shapes.Circle(0, -58, 4), second);
                break;
            case Headwear.WitchHat:
                easel.Solid(Shapes.Smooth((-34, -28), (-20, -62), (2, -98), (30, -106), (16, -82), (24, -56), (34, -28), (0, -22)), color);
                easel.Solid(Shapes.Ellipse(0, -27, 66, 11), color);
                easel.Solid(Shapes.Smooth((-31, -36), (0, -30), (31, -36), (28, -46), (0, -41), (-28, -46)), second);
                break;
            case Headwear.Crown:
                easel.Solid(
                    Shapes.Polygon((-28, -36), (-32, -66), (-15, -52), (0, -72), (15, -52), (32, -66), (28, -36)), Palette.Color(0xF4C542));
                easel.Spot(Shapes.Circle(0, -47, 4.5f), color);
                easel.Spot(Shapes.Circle(-16, -45, 3), second);
                easel.Spot(Shapes.Circle(16, -45, 3), second);
                break;
            case Headwear.Headband:
                easel.Solid(Shapes.Smooth((-45, -16), (-24, -27), (0, -30), (24, -27), (45, -16), (44, -8), (24, -18), (0, -21),
                    (-24, -18), (-44, -8)), color);
                easel.Solid(Shapes.Polygon((44, -14), (66, -22), (60, -8), (70, 2), (46, -6)), color);
                break;
            case Headwear.Flower:
                using (easel.Frame(-30, -34))
                {
                    easel.Solid(Shapes.Smooth(Shapes.Ring(0, 0, 17, 8, 6)), color);
                    easel.Spot(Shapes.Circle(0, 0, 5.5f), Palette.Color(0xFFD24A));
                }

                break;
            case Headwear.Bow:
                using (easel.Frame(24, -44, 18))
                {
                    easel.Solid(Shapes.Smooth((0, -4), (-26, -18), (-30, 0), (-24, 14), (0, 4)), color);
                    easel.Solid(Shapes.Smooth((0, -4), (26, -18), (30, 0), (24, 14), (0, 4)), color);
                    easel.Solid(Shapes.Circle(0, 0, 7), color.Darker(0.15f));
                }

                break;
            case Headwear.Horns:
                easel.BothSides(() => easel.Solid(Shapes.Smooth((16, -36), (26, -58), (22, -80), (42, -62),
                    (36, -32)), Palette.Color(0xE9DDC3).Blend(color, 0.35f)));
                break;
            case Headwear.Beanie:
                easel.Solid(Shapes.Smooth((-46, -18), (-40, -50), (0, -66), (40, -50), (46, -18), (0, -26)), color);
                easel.Solid(Shapes.Smooth((-48, -24), (0, -34), (48, -24), (48, -10), (0, -20), (-48, -10)), second);
                easel.Solid(Shapes.Circle(0, -68, 11), second);
                break;
            case Headwear.Halo:
                easel.Line(Shapes.Ellipse(0, -64, 30, 8), Palette.Color(0x8A6A1A), 8);
                easel.Line(Shapes.Ellipse(0, -64, 30, 8), Palette.Color(0xFFE27A), 5);
                break;
            case Headwear.TopHat:
                easel.Solid(Shapes.Polygon((-27, -34), (-31, -86), (31, -86), (27, -34)), color);
                easel.Solid(Shapes.Polygon((-28, -40), (-29, -52), (29, -52), (28, -40)), second);
                easel.Solid(Shapes.Ellipse(0, -35, 48, 7), color);
                break;
            case Headwear.Headphones:
                easel.Line(Shapes.Curve((-45, 0), (-40, -36), (0, -54), (40, -36), (45, 0)), color.Darker(0.3f), 8);
                easel.Line(Shapes.Curve((-45, 0), (-40, -36), (0, -54), (40, -36), (45, 0)), color, 5);
                easel.BothSides(() => easel.Solid(Shapes.Ellipse(44, 6, 11, 16), second));
                break;
            case Headwear.Antlers:
                easel.BothSides(() => easel.Solid(Shapes.Tube(6, (20, -38), (30, -60), (26, -82)), Palette.Color(0x8E6440)));
                easel.BothSides(() => easel.Solid(Shapes.Tube(5, (29, -58), (46, -66), (52, -80)), Palette.Color(0x8E6440)));
                break;
            case Headwear.Helmet:
                SKColor steel = Palette.Color(0xB4BCC9).Blend(color, 0.3f);
                easel.Solid(Shapes.Smooth((-48, 4), (-44, -38), (0, -60), (44, -38), (48, 4), (36, -12), (0, -20), (-36, -12)), steel);
                easel.Solid(Shapes.Smooth((-4, -56), (-10, -78), (14, -92), (38, -80), (16, -74), (5, -56)), second);
                easel.Line(Shapes.Curve((0, -58), (0, -22)), steel.Darker(0.4f), 3);
                break;
            case Headwear.Hood:
                easel.Solid(
                    Shapes.Smooth((0, -64), (40, -46), (54, 2), (44, 42), (34, 36), (41, 4), (32, -26), (0, -38), (-32, -26), (-41, 4),
                        (-34, 36), (-44, 42), (-54, 2), (-40, -46)),
                    color);
                break;
            default:
                break;
        }
    }
}
