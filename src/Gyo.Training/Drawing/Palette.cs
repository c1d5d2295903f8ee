using SkiaSharp;

namespace Gyo.Training.Drawing;

/// <summary>Three colours that go together.</summary>
internal readonly record struct Scheme(SKColor Main, SKColor Second, SKColor Trim)
{
    public Scheme(uint main, uint second, uint trim)
        : this(Palette.Color(main), Palette.Color(second), Palette.Color(trim))
    {
    }
}

/// <summary>The colours that characters share: few enough that colour alone never tells who it is.</summary>
internal static class Palette
{
    public static readonly SKColor Ink = Color(0x2B2233);

    public static readonly SKColor Paper = Color(0xFBF7EE);

    public static readonly SKColor[] Skin = Colors(
        0xFFE3CF, 0xFAD3B4, 0xF1BE94, 0xE0A374, 0xC58556, 0xA06540, 0x774730, 0x583327, 0xFFDCE0, 0xF7CDA6, 0xBBD8A4, 0xA9B8E8);

    public static readonly SKColor[] Hair = Colors(
        0x2A2430, 0x47302A, 0x7A4B2C, 0xB87333, 0xE9BE5B, 0xF6E3AE, 0xC8432F, 0xE98A9F, 0x8C5BB5, 0x3F6FC4, 0x4FB3A5, 0x5E9C4B, 0xD9DDE4,
            0x8E96A6);

    public static readonly SKColor[] Dye = Colors(0xF05B72, 0x49C5D8, 0xFFD24A, 0x9BDD5B, 0xB884F0, 0xFFFFFF, 0x33303C, 0xFF8B3D);

    public static readonly SKColor[] Eyes = Colors(0x5A3A22, 0x3A78C2, 0x3F9A57, 0xC8862A, 0x7C4FB0, 0xC53A46, 0x2F2F3A, 0x2FA7A0,
        0xD96C9F);

    public static readonly SKColor[] Accents = Colors(0xE0433F, 0xF2B632, 0x3C7DD9, 0x46A86A, 0x8E58C7, 0x2F3142, 0xF3EFE6, 0xF08BB0,
        0xA4683A);

    public static readonly Scheme[] Schemes =
    [
        new(0xD84A45, 0x2F3A5C, 0xF7E9C8), new(0x3E74C9, 0xF0EDE4, 0xF2B632), new(0x4C9F70, 0x6B4A33, 0xF4E2B0),
        new(0x7E57B8, 0x2C2A3E, 0xE7C14B),
        new(0xF3B63F, 0x4A5A78, 0xFFFFFF), new(0xF2EEE6, 0xB54454, 0x33364A), new(0x353848, 0x7A8296, 0xD94F55),
        new(0xF09AB4, 0xFFF3F0, 0x8C5BB5),
        new(0x49B6B9, 0x2C5364, 0xFFD98E), new(0xA5673F, 0x3F5A43, 0xEBD8B0), new(0xE9824A, 0x6A3B4F, 0xFFE7B8),
        new(0x8FB4E3, 0x5A5F9E, 0xFFFFFF),
    ];

    public static readonly Scheme[] Coats =
    [
        new(0xF2A65A, 0xFFF1D6, 0xA8482F), new(0x7FC8A9, 0xF5F3CE, 0x2F7F6F), new(0x8FA8E0, 0xE9EDFB, 0x3F4F9C),
        new(0xF5D25D, 0xFFFBE6, 0xC2683A),
        new(0xE88BA6, 0xFFE9EC, 0x9A3F69), new(0xB79CE0, 0xF3EAFB, 0x5F3F96), new(0x8A6A55, 0xE9D5B5, 0x4C342B),
        new(0x5B6374, 0xDCE1E8, 0xE0604F),
        new(0xF4F1EA, 0xC9D3DE, 0x5B7FA8), new(0x74B3D8, 0xFFF2C9, 0xD9674A), new(0xD9604C, 0xFBD9A5, 0x5C2B36),
        new(0x8DBB52, 0xEDF2B5, 0x6B4A8C),
    ];

    public static SKColor Color(uint rgb) => new(0xFF000000u | rgb);

    /// <summary>Towards black, and a little towards blue, as shadows are.</summary>
    public static SKColor Darker(this SKColor color, float amount) => color.Blend(Color(0x1C1638), amount);

    /// <summary>Towards white.</summary>
    public static SKColor Lighter(this SKColor color, float amount) => color.Blend(SKColors.White, amount);

    public static SKColor Blend(this SKColor from, SKColor to, float amount) => new(
        Between(from.Red, to.Red, amount), Between(from.Green, to.Green, amount), Between(from.Blue, to.Blue, amount), from.Alpha);

    /// <summary>Turns the hue (degrees) and changes the brightness (a factor).</summary>
    public static SKColor Shifted(this SKColor color, float hueDegrees, float brightness)
    {
        color.ToHsv(out float hue, out float saturation, out float value);
        return SKColor.FromHsv((hue + hueDegrees + 360) % 360, saturation, Math.Clamp(value * brightness, 0, 100));
    }

    /// <summary>Brightness as the eye weighs it (Rec. 601), 0 to 1.</summary>
    public static float Luminance(this SKColor color) => (0.299f * color.Red + 0.587f * color.Green + 0.114f * color.Blue) / 255;

    private static SKColor[] Colors(params uint[] rgb) => Array.ConvertAll(rgb, Color);

    private static byte Between(byte from, byte to, float amount) => (byte)(from + (to - from) * amount + 0.5f);
}
