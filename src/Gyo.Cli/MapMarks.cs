using SkiaSharp;

namespace Gyo.Cli;

/// <summary>How characters are told apart on a drawn map: as on the page (map-marks.js), twelve hues, and a shape for each dozen.</summary>
internal sealed class MapMarks(bool isDark)
{
    private const int Hues = 12;
    private const int HueStep = 150; // every fifth hue of the circle: characters that follow each other look least alike
    private const float Saturation = 72;
    private const double LeastContrast = 3.2; // WCAG 2.2 asks 3 of what is no text

    private static readonly SKPath[] Shapes =
    [
        .. new[]
        {
            "M-.9 0a.9 .9 0 1 0 1.8 0a.9 .9 0 1 0 -1.8 0z", "M-.8-.8h1.6v1.6h-1.6z", "M0-.9L.95 .8h-1.9z", "M0-1L1 0L0 1L-1 0z", "M0 .9L.95-.8h-1.9z",
            "M-.34-.95h.68v.61h.61v.68h-.61v.61h-.68v-.61h-.61v-.68h.61z", "M-.9 0a.9 .9 0 1 0 1.8 0a.9 .9 0 1 0 -1.8 0zM-.5 0a.5 .5 0 1 1 1 0a.5 .5 0 1 1 -1 0z",
        }.Select(SKPath.ParseSvgPathData),
    ];

    private readonly SKColor[] _hues =
        [.. Enumerable.Range(0, Hues).Select(i => Fit(i * HueStep % 360, Saturation, isDark)), Fit(0, 0, isDark)];

    /// <summary>The ground that marks lie on.</summary>
    public SKColor Background { get; } = Ground(isDark);

    /// <summary>What words are written in.</summary>
    public SKColor Ink { get; } = isDark ? new SKColor(0xEC, 0xEF, 0xF4) : new SKColor(0x1D, 0x20, 0x26);

    /// <summary>The colour of a character's marks; −1 is the unknown's.</summary>
    public SKColor ColourOf(int character) => _hues[character < 0 ? Hues : character % Hues];

    /// <summary>The shape of a character's marks, on a square from −1 to 1 with y downwards.</summary>
    public static SKPath ShapeOf(int character) => Shapes[character < 0 ? ^1 : character / Hues % (Shapes.Length - 1)];

    private static SKColor Ground(bool isDark) => isDark ? new SKColor(0x1D, 0x20, 0x26) : SKColors.White;

    /// <summary>The colour of a hue nearest to the middle of light and dark that stands out from the ground.</summary>
    private static SKColor Fit(float hue, float saturation, bool isDark)
    {
        for (float lightness = 50; ; lightness += isDark ? 1 : -1)
        {
            SKColor colour = SKColor.FromHsl(hue, saturation, lightness);
            (double a, double b) = (Luminance(colour), Luminance(Ground(isDark)));
            if ((Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05) >= LeastContrast || lightness is < 5 or > 95)
            {
                return colour;
            }
        }
    }

    private static double Luminance(SKColor colour) => 0.2126 * Linear(colour.Red) + 0.7152 * Linear(colour.Green) + 0.0722 * Linear(colour.Blue);

    private static double Linear(byte value) => value / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
}
