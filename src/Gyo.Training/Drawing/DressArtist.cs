using SkiaSharp;

namespace Gyo.Training.Drawing;

/// <summary>Draws what a person wears on torso and hips; the origin is between the hips.</summary>
internal sealed class DressArtist(Easel easel, Dress dress, Scheme colors, SKColor skin, Anatomy body)
{
    private readonly float _shoulder = body.Shoulder;
    private readonly float _hip = body.Hip;
    private readonly float _top = -body.Torso;

    /// <summary>Every character's coat goes with the dress, yet hides it.</summary>
    public static SKColor CoatColor(Scheme colors) => colors.Second.Blend(Palette.Color(0x6B5B4B), 0.35f);

    public void DrawTop()
    {
        using SKPath torso = Torso();
        easel.Solid(new SKPath(torso), colors.Main);
        using (easel.Within(torso))
        {
            DrawPattern(0, _top + 26, _shoulder + 4);
        }

        DrawDetails();
    }

    public void DrawSkirt(float lean)
    {
        Lower lower = Cut.Of(dress.Garment).Lower;
        float sway = -lean * 0.5f;
        if (dress.Garment == Garment.Poncho)
        {
            DrawBell(_top + 4, 8, _shoulder * 0.7f, _shoulder * 1.75f, sway, colors.Main, 6);
            return;
        }

        switch (lower)
        {
            case Lower.Gown:
                bool bell = dress.Garment == Garment.Gown;
                DrawBell(-12, body.Leg - 4, _hip * 0.95f, bell ? _hip * 2.7f : _hip * 1.6f, sway, colors.Main, bell ? 6 : 3);
                if (dress.Garment == Garment.Kimono)
                {
                    easel.Solid(Shapes.Box(-_hip - 2, -22, _hip + 2, -6, 2), colors.Second);
                    easel.Spot(Shapes.Box(-_hip - 2, -15.5f, _hip + 2, -12.5f), colors.Trim);
                }
                else if (dress.Garment == Garment.Gown)
                {
                    easel.Solid(Shapes.Box(-_hip - 1, -16, _hip + 1, -9, 3), colors.Trim);
                }
                else
                {
                    easel.Line(Shapes.Curve((-_hip, -14), (0, -10), (_hip, -14)), colors.Trim, 4);
                    easel.Line(Shapes.Curve((3, -10), (6, 12)), colors.Trim, 3);
                }

                break;
            case Lower.Skirt:
                bool sailor = dress.Garment == Garment.Sailor;
                DrawBell(-10, body.Leg * 0.5f, _hip, _hip * (sailor ? 1.9f : 1.5f), sway, sailor ? colors.Second : colors.Main,
                    sailor ? 7 : 0);
                if (!sailor)
                {
                    easel.Solid(Shapes.Box(-_hip - 2, -14, _hip + 2, -7, 2), colors.Second);
                    easel.Solid(Shapes.Box(-4, -15, 4, -6, 1), colors.Trim);
                }

                break;
            default:
                break;
        }
    }

    public void DrawCoat()
    {
        foreach (int side in (ReadOnlySpan<int>)[-1, 1])
        {
            easel.Solid(
                Shapes.Smooth(
                    (side * 5, _top + 2), (side * _shoulder, _top + 4), (side * (_hip + 5), -10), (side * (_hip + 9), 26),
                        (side * 8, 28), (side * 7, -10)),
                CoatColor(colors));
        }
    }

    private SKPath Torso() => Shapes.Smooth(
        (-6, _top - 2), (6, _top - 2), (_shoulder, _top + 3), (_shoulder - 1, _top + 16), (_hip, -10), (_hip + 1, 4), (0, 7),
            (-_hip - 1, 4), (-_hip, -10),
        (-_shoulder + 1, _top + 16), (-_shoulder, _top + 3));

    private void DrawPattern(float x, float y, float reach)
    {
        SKColor ink = colors.Trim;
        switch (dress.Pattern)
        {
            case Pattern.Stripes:
                for (float at = _top + 8; at < body.Leg; at += 12)
                {
                    easel.Spot(Shapes.Box(-90, at, 90, at + 5), ink);
                }

                break;
            case Pattern.Dots:
                for (int row = 0; row < 10; row++)
                {
                    for (int column = -5; column <= 5; column++)
                    {
                        easel.Spot(Shapes.Circle(column * 11 + row % 2 * 5.5f, _top + 8 + row * 10, 2.6f), ink);
                    }
                }

                break;
            case Pattern.Checks:
                for (int i = -5; i <= 5; i++)
                {
                    easel.Spot(Shapes.Box(i * 12 - 2, _top - 4, i * 12 + 2, body.Leg), ink.WithAlpha(170));
                    easel.Spot(Shapes.Box(-90, _top + 70 + i * 12, 90, _top + 74 + i * 12), ink.WithAlpha(170));
                }

                break;
            case Pattern.Emblem:
                easel.Spot(Shapes.Of(dress.Emblem, x, y, 10), ink);
                break;
            case Pattern.Band:
                easel.Spot(Shapes.Polygon((-reach, _top), (-reach + 12, _top - 4), (reach, -4), (reach - 8, 8)), ink);
                break;
            default:
                break;
        }
    }

    private void DrawDetails()
    {
        float neck = _top - 1;
        switch (dress.Garment)
        {
            case Garment.Hoodie:
                easel.Solid(Shapes.Smooth((-15, neck - 1), (0, neck + 9), (15, neck - 1), (18, neck + 5), (0, neck + 17),
                    (-18, neck + 5)), colors.Second);
                easel.Line(Shapes.Curve((-4, neck + 14), (-5, neck + 26)), SKColors.White, 2);
                easel.Line(Shapes.Curve((4, neck + 14), (5, neck + 26)), SKColors.White, 2);
                break;
            case Garment.Gown:
                easel.Solid(Shapes.Smooth((-9, neck - 1), (0, neck + 13), (9, neck - 1)), skin);
                break;
            case Garment.Robe:
                easel.Solid(Shapes.Polygon((-8, neck - 1), (8, neck - 1), (0, neck + 20)), colors.Second);
                break;
            case Garment.Suit:
                easel.Solid(Shapes.Polygon((-9, neck - 1), (9, neck - 1), (0, neck + 27)), SKColors.White);
                easel.Solid(Shapes.Polygon((-2.5f, neck + 4), (2.5f, neck + 4), (4, neck + 20), (0, neck + 26),
                    (-4, neck + 20)), colors.Trim);
                easel.Solid(Shapes.Polygon((-10, neck - 2), (-15, neck + 12), (-1, neck + 27)), colors.Second);
                easel.Solid(Shapes.Polygon((10, neck - 2), (15, neck + 12), (1, neck + 27)), colors.Second);
                break;
            case Garment.Overalls:
                easel.Solid(Shapes.Box(-_hip - 1, -12, _hip + 1, 7, 4), colors.Second);
                easel.Solid(Shapes.Box(-11, -30, 11, -8, 3), colors.Second);
                easel.Line(Shapes.Curve((-10, -28), (-13, _top + 2)), colors.Second, 5);
                easel.Line(Shapes.Curve((10, -28), (13, _top + 2)), colors.Second, 5);
                easel.Spot(Shapes.Circle(-9, -26, 2.6f), colors.Trim);
                easel.Spot(Shapes.Circle(9, -26, 2.6f), colors.Trim);
                break;
            case Garment.Armour:
                SKColor steel = colors.Trim.Blend(Palette.Color(0xAEB6C4), 0.6f);
                easel.Solid(Shapes.Smooth((-_shoulder + 4, _top + 3), (_shoulder - 4, _top + 3), (_hip, -22), (0, -12),
                    (-_hip, -22)), steel);
                easel.Solid(Shapes.Ellipse(-_shoulder, _top + 6, 10, 8), steel);
                easel.Solid(Shapes.Ellipse(_shoulder, _top + 6, 10, 8), steel);
                easel.Spot(Shapes.Of(dress.Emblem, 0, _top + 17, 7), colors.Main);
                easel.Solid(Shapes.Box(-_hip - 2, -10, _hip + 2, -3, 2), colors.Second);
                break;
            case Garment.Sailor:
                easel.Solid(Shapes.Polygon((-14, neck - 1), (-18, neck + 14), (0, neck + 22), (18, neck + 14), (14, neck - 1),
                    (0, neck + 12)), colors.Second);
                easel.Solid(Shapes.Polygon((0, neck + 17), (-11, neck + 12), (-10, neck + 25)), colors.Trim);
                easel.Solid(Shapes.Polygon((0, neck + 17), (11, neck + 12), (10, neck + 25)), colors.Trim);
                break;
            case Garment.Kimono:
                easel.Solid(Shapes.Polygon((-10, neck - 1), (-3, neck - 1), (12, -22), (4, -22)), colors.Trim);
                easel.Solid(Shapes.Polygon((10, neck - 1), (3, neck - 1), (-12, -22), (-4, -22)), colors.Trim);
                break;
            case Garment.Jersey:
                easel.Line(Shapes.Curve((-8, neck), (0, neck + 9), (8, neck)), colors.Trim, 3.4f);
                break;
            case Garment.Tunic:
                easel.Line(Shapes.Curve((0, neck + 2), (0, neck + 20)), colors.Trim, 3);
                break;
            default:
                easel.Line(Shapes.Curve((-8, neck), (0, neck + 6), (8, neck)), colors.Main.Darker(0.35f), 2.4f);
                break;
        }
    }

    private void DrawBell(float top, float bottom, float waist, float hem, float sway, SKColor color, int folds)
    {
        using SKPath bell = Shapes.Smooth(
            (-waist, top), (waist, top), (waist * 0.5f + hem * 0.5f, (top + bottom) / 2), (hem + sway, bottom - 2),
                (hem * 0.5f + sway, bottom + 3), (sway, bottom + 1),
            (-hem * 0.5f + sway, bottom + 3), (-hem + sway, bottom - 2), (-waist * 0.5f - hem * 0.5f, (top + bottom) / 2));
        easel.Solid(new SKPath(bell), color);
        using (easel.Within(bell))
        {
            if (dress.Pattern is Pattern.Stripes or Pattern.Dots or Pattern.Checks || dress.Garment == Garment.Poncho)
            {
                DrawPattern(0, (top + bottom) / 2, hem);
            }

            for (int i = 1; i < folds; i++)
            {
                float part = i * 2f / folds - 1;
                easel.Line(Shapes.Curve((waist * part * 0.8f, top + 10),
                    (hem * part + sway, bottom)), color.Darker(0.25f).WithAlpha(150), 1.8f);
            }

            easel.Line(Shapes.Curve((-hem + sway, bottom - 5), (sway, bottom - 1), (hem + sway, bottom - 5)), colors.Trim, 3.4f);
        }
    }
}
