using SkiaSharp;

namespace Gyo.Training.Drawing;

/// <summary>Draws what a person carries on back, neck, eyes and in the hand.</summary>
internal sealed class AccessoryArtist(Easel easel, CharacterDesign design, Anatomy body)
{
    private readonly Accessories _worn = design.Accessories;

    public void DrawBack(Pose pose)
    {
        float top = -body.Torso;
        float flap = (pose.RightArm.Upper - 40) * 0.05f;
        switch (_worn.Back)
        {
            case Backwear.Cape:
                easel.Solid(
                    Shapes.Smooth((-16, top), (16, top), (38, 0), (46 - pose.Lean, body.Leg - 8), (10, body.Leg - 2),
                        (-20, body.Leg - 6), (-46 - pose.Lean, body.Leg - 10), (-38, 0)),
                    _worn.Color);
                break;
            case Backwear.BatWings:
                Wings(flap, () => easel.Solid(
                    Shapes.Polygon((4, top + 12), (34, top - 24), (82, top - 30), (70, top - 6), (76, top + 18), (56, top + 12),
                        (46, top + 32), (32, top + 20), (8, top + 30)),
                    _worn.Color.Darker(0.35f)));
                break;
            case Backwear.FeatherWings:
                Wings(flap, () =>
                {
                    SKColor feather = SKColors.White.Blend(_worn.Color, 0.15f);
                    for (int i = 3; i >= 0; i--)
                    {
                        easel.Solid(Shapes.Tube(17 - i, (6, top + 14), (36, top - 16 + i * 13), (74 - i * 9, top - 30 + i * 22)), feather);
                    }
                });
                break;
            case Backwear.FairyWings:
                Wings(flap, () =>
                {
                    easel.Solid(Shapes.Smooth((2, top + 14), (26, top - 28), (70, top - 40), (66, top - 4),
                        (30, top + 16)), _worn.Color.Lighter(0.55f));
                    easel.Solid(Shapes.Smooth((2, top + 16), (40, top + 18), (58, top + 44), (30, top + 46)), _worn.Second.Lighter(0.55f));
                });
                break;
            case Backwear.Backpack:
                easel.Solid(Shapes.Box(-body.Shoulder - 9, top + 2, body.Shoulder + 9, -2, 12), _worn.Color);
                break;
            default:
                break;
        }

        DrawTail(pose);
    }

    public void DrawNeck()
    {
        float neck = body.Neck + 3;
        SKColor color = _worn.Second;
        switch (_worn.Neck)
        {
            case Neckwear.Scarf:
                easel.Solid(Shapes.Smooth((10, neck + 6), (22, neck + 6), (24, neck + 38), (10, neck + 38)), color.Darker(0.12f));
                easel.Solid(Shapes.Smooth((-22, neck - 3), (0, neck - 7), (22, neck - 3), (21, neck + 9), (0, neck + 13),
                    (-21, neck + 9)), color);
                break;
            case Neckwear.Tie:
                easel.Solid(Shapes.Polygon((-4, neck + 2), (4, neck + 2), (7, neck + 28), (0, neck + 37), (-7, neck + 28)), color);
                easel.Solid(Shapes.Polygon((-6, neck - 1), (6, neck - 1), (3, neck + 7), (-3, neck + 7)), color.Darker(0.15f));
                break;
            case Neckwear.Ribbon:
                easel.Solid(Shapes.Smooth((0, neck + 4), (-17, neck - 4), (-18, neck + 13)), color);
                easel.Solid(Shapes.Smooth((0, neck + 4), (17, neck - 4), (18, neck + 13)), color);
                easel.Solid(Shapes.Circle(0, neck + 4, 4.5f), color.Darker(0.2f));
                break;
            case Neckwear.Necklace:
                for (int i = -3; i <= 3; i++)
                {
                    easel.Solid(Shapes.Circle(i * 5, neck + 12 - i * i * 0.9f, 3.4f), color);
                }

                break;
            case Neckwear.Ruff:
                easel.Solid(Shapes.Smooth(Shapes.Ring(0, neck + 3, 29, 24, 9, -90, 0.38f)), SKColors.White.Blend(color, 0.12f));
                break;
            default:
                break;
        }
    }

    /// <summary>Glasses and the like, in the head's frame; x is where a turned face has its middle.</summary>
    public void DrawEyes(float x)
    {
        using SKAutoCanvasRestore middle = easel.Frame(x, 0);
        SKColor color = _worn.Second;
        switch (_worn.Eyes)
        {
            case Eyewear.RoundGlasses:
                easel.BothSides(() => easel.Line(Shapes.Circle(17, 7, 14), color.Darker(0.45f), 3));
                easel.Line(Shapes.Curve((-4, 6), (4, 6)), color.Darker(0.45f), 3);
                break;
            case Eyewear.SquareGlasses:
                easel.BothSides(() => easel.Line(Shapes.Box(4, -4, 32, 18, 3), color.Darker(0.45f), 3.4f));
                easel.Line(Shapes.Curve((-4, 5), (4, 5)), color.Darker(0.45f), 3.4f);
                break;
            case Eyewear.Sunglasses:
                easel.BothSides(() => easel.Solid(Shapes.Smooth((3, 0), (33, -2), (30, 14), (16, 19), (5, 12)), Palette.Color(0x26242E)));
                easel.BothSides(() => easel.Line(Shapes.Curve((12, 5), (18, 3)), SKColors.White.WithAlpha(170), 2));
                break;
            case Eyewear.Eyepatch:
                easel.Line(Shapes.Curve((-38, -18), (14, -2), (40, 12)), Palette.Color(0x2E2A33), 3);
                easel.Solid(Shapes.Smooth((5, -4), (30, -4), (28, 14), (17, 20), (7, 14)), Palette.Color(0x2E2A33));
                break;
            case Eyewear.Goggles:
                easel.Line(Shapes.Curve((-44, -20), (0, -30), (44, -20)), color.Darker(0.5f), 7);
                easel.BothSides(() => easel.Solid(Shapes.Circle(16, -29, 13), color));
                easel.BothSides(() => easel.Spot(Shapes.Circle(16, -29, 8.5f), Palette.Color(0x9FDDF0)));
                break;
            default:
                break;
        }
    }

    /// <summary>What the right hand holds, in the frame of the torso.</summary>
    public void DrawProp((float X, float Y) hand)
    {
        SKColor color = _worn.Color;
        using SKAutoCanvasRestore frame = easel.Frame(hand.X, hand.Y);
        switch (_worn.Prop)
        {
            case Prop.Staff:
                easel.Solid(Shapes.Tube(5, (-4, 60), (0, 0), (3, -56)), Palette.Color(0x8A5B36));
                easel.Solid(Shapes.Of(design.Dress.Emblem, 3, -64, 14), color);
                break;
            case Prop.Sword:
                using (easel.Frame(0, 0, 24))
                {
                    easel.Solid(Shapes.Polygon((-5, -8), (-5, -62), (0, -74), (5, -62), (5, -8)), Palette.Color(0xD5DCE6));
                    easel.Solid(Shapes.Box(-14, -12, 14, -6, 2), color);
                    easel.Solid(Shapes.Box(-3, -6, 3, 10, 2), Palette.Color(0x6A4630));
                }

                break;
            case Prop.Balloon:
                easel.Line(Shapes.Curve((0, 0), (8, -30), (6, -52)), Palette.Ink, 1.5f);
                easel.Solid(Shapes.Smooth((6, -52), (26, -72), (24, -98), (6, -108), (-12, -98), (-14, -72)), color);
                easel.Spot(Shapes.Ellipse(-2, -92, 4, 7), SKColors.White.WithAlpha(170));
                break;
            case Prop.Lantern:
                easel.Line(Shapes.Curve((0, 0), (0, 8)), Palette.Ink, 2);
                easel.Solid(Shapes.Box(-11, 12, 11, 38, 4), Palette.Color(0xFFE08A));
                easel.Solid(Shapes.Box(-13, 8, 13, 14, 2), color);
                easel.Solid(Shapes.Box(-13, 36, 13, 42, 2), color);
                break;
            case Prop.Book:
                using (easel.Frame(0, -4, -12))
                {
                    easel.Solid(Shapes.Box(-14, -18, 14, 18, 2), color);
                    easel.Spot(Shapes.Of(design.Dress.Emblem, 0, 0, 8), Palette.Color(0xF4D06A));
                }

                break;
            default:
                break;
        }
    }

    private void DrawTail(Pose pose)
    {
        SKColor color = design.Hair.Color;
        float wag = pose.Turn * 10;
        switch (_worn.Tail)
        {
            case Tail.Cat:
                easel.Solid(Shapes.Tube(8, (0, -4), (30, 14), (46, -8 + wag), (42, -34 + wag), (54, -46 + wag)), color);
                break;
            case Tail.Fox:
                easel.Solid(Shapes.Smooth((0, -4), (24, 18), (56, 12 + wag), (68, -24 + wag), (58, -48 + wag), (42, -26 + wag),
                    (26, -6)), color);
                easel.Spot(Shapes.Smooth((66, -32 + wag), (58, -48 + wag), (47, -33 + wag), (56, -28 + wag)), SKColors.White);
                break;
            case Tail.Dragon:
                easel.Solid(Shapes.Smooth((-8, -8), (8, -8), (34, 14), (62, 8 + wag), (78, -14 + wag), (70, 18 + wag), (38, 32),
                    (0, 12)), _worn.Color);
                easel.Solid(Shapes.Polygon((74, -4 + wag), (78, -28 + wag), (92, -8 + wag)), _worn.Second);
                break;
            default:
                break;
        }
    }

    private void Wings(float flap, Action draw) => easel.BothSides(() =>
    {
        using (easel.Frame(0, 0, -flap))
        {
            draw();
        }
    });
}
