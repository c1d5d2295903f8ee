using System.Globalization;
using SkiaSharp;

namespace Gyo.Cli;

/// <summary>A map as one PNG picture, with a legend of its characters.</summary>
internal static class MapPicture
{
    private const float Reference = 1200; // pixels of the shorter side at which words are as large as below
    private const float LetterHeight = 17;
    private const float LineHeight = 25;
    private const float TitleHeight = 26;
    private const float Margin = 28;
    private const float LegendWidth = 250;
    private const float MarkOfLegend = 6.5f;
    private const byte Opacity = 224; // marks on marks show through

    /// <summary>Draws a map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="width">Pixels, 200 or more.</param>
    /// <param name="height">Pixels, 200 or more.</param>
    /// <param name="isDark">Light marks on a dark ground.</param>
    /// <returns>The PNG file, and whether names could be written: that takes a font of this machine.</returns>
    public static (byte[] Png, bool HasWords) Draw(GalleryMap map, string title, int width, int height, bool isDark)
    {
        using SKBitmap bitmap = new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using SKCanvas canvas = new(bitmap);
        using SKTypeface? typeface = SKFontManager.Default.MatchFamily("DejaVu Sans") ?? SKFontManager.Default.MatchFamily(null) ?? FirstOfMachine();
        MapMarks marks = new(isDark);
        float scale = Math.Max(0.6f, Math.Min(width, height) / Reference);
        bool hasLegend = typeface is not null && width > 3 * LegendWidth * scale;
        SKRect ground = new(Margin * scale, Margin * scale, width - (hasLegend ? LegendWidth + Margin : Margin) * scale, height - Margin * scale);
        canvas.Clear(marks.Background);
        if (typeface is not null)
        {
            using SKFont font = new(typeface, TitleHeight * scale);
            using SKPaint ink = new() { Color = marks.Ink, IsAntialias = true };
            string words = string.Create(CultureInfo.InvariantCulture, $"{title} · {map.Count:N0} pictures");
            canvas.DrawText(Shortened(words, font, ground.Width), ground.Left, ground.Top + TitleHeight * scale * 0.8f, font, ink);
            ground.Top += TitleHeight * scale * 1.6f;
        }

        DrawMarks(canvas, map, marks, ground, scale);
        if (hasLegend)
        {
            DrawLegend(canvas, map, marks, typeface!, new SKRect(ground.Right + Margin * scale, Margin * scale, width - Margin * scale / 2, height - Margin * scale), scale);
        }

        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return (png.ToArray(), typeface is not null);
    }

    private static void DrawMarks(SKCanvas canvas, GalleryMap map, MapMarks marks, SKRect ground, float scale)
    {
        float[] places = map.Places.ToArray();
        int[] characters = map.Characters.ToArray();
        (float left, float right) = Range(places.Where((_, n) => n % 2 == 0));
        (float bottom, float top) = Range(places.Where((_, n) => n % 2 == 1));
        float zoom = Math.Min(ground.Width / Math.Max(right - left, 1e-6f), ground.Height / Math.Max(top - bottom, 1e-6f));
        float radius = scale * 0.75f * Math.Clamp(26 / MathF.Pow(MathF.Log10(map.Count + 10), 1.25f), 3, 10); // as on the page, and for print
        using SKPaint paint = new() { IsAntialias = true };
        foreach (int i in Enumerable.Range(0, map.Count))
        {
            paint.Color = marks.ColourOf(characters[i]).WithAlpha(Opacity);
            using SKAutoCanvasRestore restore = new(canvas);
            canvas.Translate(ground.MidX + (places[2 * i] - (left + right) / 2) * zoom, ground.MidY - (places[2 * i + 1] - (bottom + top) / 2) * zoom);
            canvas.Scale(radius);
            canvas.DrawPath(MapMarks.ShapeOf(characters[i]), paint);
        }
    }

    private static void DrawLegend(SKCanvas canvas, GalleryMap map, MapMarks marks, SKTypeface typeface, SKRect room, float scale)
    {
        using SKFont font = new(typeface, LetterHeight * scale);
        using SKPaint paint = new() { IsAntialias = true };
        (int Character, int Count)[] characters = [.. map.Characters.ToArray().CountBy(c => c).OrderByDescending(c => c.Value).ThenBy(c => c.Key).Select(c => (c.Key, c.Value))];
        float line = LineHeight * scale;
        int rows = Math.Max(1, (int)(room.Height / line));
        int shown = characters.Length <= rows ? rows : rows - 1;
        foreach ((int row, (int character, int count)) in characters.Take(shown).Index())
        {
            float y = room.Top + row * line;
            paint.Color = marks.ColourOf(character);
            using (new SKAutoCanvasRestore(canvas))
            {
                canvas.Translate(room.Left + MarkOfLegend * scale, y + line / 2);
                canvas.Scale(MarkOfLegend * scale);
                canvas.DrawPath(MapMarks.ShapeOf(character), paint);
            }

            Write(character < 0 ? "No character" : map.Names[character], count.ToString("N0", CultureInfo.InvariantCulture), y);
        }

        if (characters.Length > shown)
        {
            Write($"and {characters.Length - shown:N0} more", "", room.Top + shown * line);
        }

        void Write(string name, string number, float y)
        {
            paint.Color = marks.Ink;
            float start = room.Left + 3.2f * MarkOfLegend * scale;
            float base0 = y + line / 2 + font.Size * 0.35f;
            float numberWidth = font.MeasureText(number);
            canvas.DrawText(Shortened(name, font, room.Right - start - numberWidth - font.Size), start, base0, font, paint);
            canvas.DrawText(number, room.Right - numberWidth, base0, font, paint);
        }
    }

    private static string Shortened(string words, SKFont font, float width)
    {
        if (font.MeasureText(words) <= width)
        {
            return words;
        }

        int length = words.Length;
        while (length > 1 && font.MeasureText($"{words.AsSpan(0, length)}…") > width)
        {
            length--;
        }

        return $"{words.AsSpan(0, length)}…";
    }

    private static (float Least, float Most) Range(IEnumerable<float> values) => values.DefaultIfEmpty().Aggregate(
        (Least: float.MaxValue, Most: float.MinValue), (range, v) => (Math.Min(range.Least, v), Math.Max(range.Most, v)));

    /// <summary>Skia without fontconfig knows no font of Linux by name.</summary>
    private static SKTypeface? FirstOfMachine()
    {
        const string Fonts = "/usr/share/fonts";
        EnumerationOptions everywhere = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };
        string[] files = Directory.Exists(Fonts) ? Directory.GetFiles(Fonts, "*.ttf", everywhere) : [];
        string? file = files.OrderBy(f => !Path.GetFileName(f).Contains("Sans", StringComparison.Ordinal)).ThenBy(f => Path.GetFileName(f).Length).ThenBy(f => f, StringComparer.Ordinal).FirstOrDefault();
        return file is null ? null : SKTypeface.FromFile(file);
    }
}
