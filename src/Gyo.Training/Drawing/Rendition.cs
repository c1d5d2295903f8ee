using SkiaSharp;

namespace Gyo.Training.Drawing;

internal enum DrawingStyle
{
    Cartoon, Lineless, Painted, Sketch, Ink, PixelArt, Poster, Halftone, Grey, Watercolour, Cutout, Snapshot,
}

internal enum Backdrop { Flat, Gradient, Noise, Meadow, City, Room, Shapes, Rays, Sea, Forest, Tiles, Space }

internal enum Shot { FullBody, Bust, CloseUp }

internal enum Expression { Smile, Laugh, Calm, Sad, Surprised, Grin }

/// <summary>Where light falls from (radians; 0 from the right, −π/2 from above) and what it does to the colours.</summary>
internal readonly record struct Light(float Angle, SKColor Tint, float TintStrength, float Brightness, float Saturation)
{
    private static readonly SKColor[] Tints =
        [Palette.Color(0xFFC98A), Palette.Color(0x8AB4FF), Palette.Color(0xFF9AB0), Palette.Color(0xA6F0C0), Palette.Color(0xB79BFF)];

    public static Light Roll(Dice dice) => new(
        dice.Between(-2.7f, -0.4f),
        dice.Of<SKColor>(Tints),
        dice.Chance(0.4f) ? dice.Between(0.1f, 0.45f) : 0,
        dice.Between(0.82f, 1.12f),
        dice.Between(0.75f, 1.25f));
}

/// <summary>What of the dress changes: how far the colours stray, and which parts were left at home.</summary>
internal readonly record struct Wear(bool Coat, bool Headwear, bool Prop, float HueDegrees, float Brightness)
{
    public static Wear Roll(Dice dice) =>
        new(dice.Chance(0.15f), dice.Chance(0.9f), dice.Chance(0.7f), dice.Between(-9, 9), dice.Between(0.85f, 1.1f));

    public Scheme Apply(Scheme scheme) => new(Apply(scheme.Main), Apply(scheme.Second), Apply(scheme.Trim));

    private SKColor Apply(SKColor color) => color.Shifted(HueDegrees, Brightness);
}

/// <summary>All that changes between two pictures of one character, made from a seed.</summary>
internal sealed record Rendition(
    ulong Seed, DrawingStyle Style, Backdrop Backdrop, Shot Shot, Pose Pose, Expression Expression, bool Blink, float Gaze, Light Light,
        Wear Wear,
    bool Mirrored, float Zoom, SKPoint Shift)
{
    /// <summary>How many of thirty pictures are drawn in each style: mostly in colour, as in people's collections.</summary>
    private static readonly DrawingStyle[] Styles =
    [
        .. Enumerable.Repeat(DrawingStyle.Cartoon, 6),
        .. Enumerable.Repeat(DrawingStyle.Painted, 5),
        .. Enumerable.Repeat(DrawingStyle.Lineless, 4),
        .. Enumerable.Repeat(DrawingStyle.Snapshot, 4),
        .. Enumerable.Repeat(DrawingStyle.Cutout, 3),
        .. Enumerable.Repeat(DrawingStyle.Watercolour, 2),
        DrawingStyle.PixelArt, DrawingStyle.Poster, DrawingStyle.Sketch, DrawingStyle.Ink, DrawingStyle.Halftone, DrawingStyle.Grey,
    ];

    public static Rendition Create(ulong seed)
    {
        Dice dice = new(seed);
        return new(
            seed,
            dice.Of<DrawingStyle>(Styles),
            dice.Any<Backdrop>(),
            dice.Of(Shot.FullBody, Shot.Bust, Shot.Bust, Shot.CloseUp),
            Pose.Roll(dice),
            dice.Any<Expression>(),
            dice.Chance(0.07f),
            dice.Between(-1, 1),
            Light.Roll(dice),
            Wear.Roll(dice),
            dice.Chance(0.5f),
            dice.Between(0.82f, 1.1f),
            new SKPoint(dice.Between(-0.09f, 0.09f), dice.Between(-0.05f, 0.05f)));
    }
}
