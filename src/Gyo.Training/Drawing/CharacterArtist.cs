using SkiaSharp;

namespace Gyo.Training.Drawing;

/// <summary>
/// Draws characters. Every picture of one differs in pose, crop, light, dress, background and drawing style; hair, face, dress and
/// attributes stay. A character, a seed and a size give the same pixels every time.
/// </summary>
public static class CharacterArtist
{
    private const int JpegQuality = 88;

    /// <summary>Draws one picture.</summary>
    /// <param name="design">Who is drawn.</param>
    /// <param name="rendition">Which of the endless pictures of this character; any number.</param>
    /// <param name="size">Width and height in pixels, at least 16.</param>
    /// <returns>An opaque RGBA picture (8 bits each, sRGB) of size × size pixels; the caller disposes it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is below 16.</exception>
    public static SKBitmap Draw(CharacterDesign design, int rendition, int size)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 16);
        return Draw(design, Rendition.Create(Dice.Mix((uint)design.Seed, (uint)rendition)), size);
    }

    /// <summary>Draws one picture and encodes it as JPEG.</summary>
    /// <param name="design">Who is drawn.</param>
    /// <param name="rendition">Which of the endless pictures of this character; any number.</param>
    /// <param name="size">Width and height in pixels, at least 16.</param>
    /// <returns>The bytes of a JPEG file.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is below 16.</exception>
    public static byte[] DrawJpeg(CharacterDesign design, int rendition, int size)
    {
        using SKBitmap picture = Draw(design, rendition, size);
        using SKData data = picture.Encode(SKEncodedImageFormat.Jpeg, JpegQuality);
        return data.ToArray();
    }

    /// <summary>
    /// Writes pictures of many characters, one sub-folder each: <c>&lt;folder&gt;/&lt;Name&gt;/01.jpg</c> and so on. A picture that is
    /// already there with the same bytes is left untouched, so that writing twice changes nothing; other files are left alone.
    /// </summary>
    /// <param name="folder">Where to write; made if absent.</param>
    /// <param name="characters">Who is drawn; names must differ, as those of a <see cref="CharacterDesign.Cast"/> do.</param>
    /// <param name="picturesPerCharacter">At least 1.</param>
    /// <param name="seed">Other seeds give other pictures of the same characters.</param>
    /// <param name="size">Width and height in pixels, at least 16.</param>
    /// <param name="cancel">Honoured between pictures.</param>
    /// <exception cref="ArgumentException">Two characters have one name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below its least value.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was signalled.</exception>
    public static void WriteFolder(
        string folder, IReadOnlyList<CharacterDesign> characters, int picturesPerCharacter, int seed, int size = 160,
            CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(characters);
        ArgumentOutOfRangeException.ThrowIfLessThan(picturesPerCharacter, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 16);
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (CharacterDesign character in characters)
        {
            if (!names.Add(character.Name))
            {
                throw new ArgumentException($"Two characters are called '{character.Name}'; give each its own name.", nameof(characters));
            }

            Directory.CreateDirectory(Path.Combine(folder, character.Name));
        }

        ParallelOptions parallel = new() { CancellationToken = cancel };
        Parallel.For(0, characters.Count * picturesPerCharacter, parallel, i =>
        {
            CharacterDesign character = characters[i / picturesPerCharacter];
            int picture = i % picturesPerCharacter + 1;
            byte[] bytes = DrawJpeg(character, (int)(uint)Dice.Mix((uint)seed, (ulong)picture), size);
            string path = Path.Combine(folder, character.Name, $"{picture:00}.jpg");
            if (!File.Exists(path) || !bytes.AsSpan().SequenceEqual(File.ReadAllBytes(path)))
            {
                File.WriteAllBytes(path, bytes);
            }
        });
    }

    internal static SKBitmap Draw(CharacterDesign design, Rendition rendition, int size)
    {
        Dice dice = new(Dice.Mix(rendition.Seed, 7));
        SKBitmap picture = new(new SKImageInfo(size, size, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (SKCanvas canvas = new(picture))
        {
            canvas.Scale(size / 100f);
            new BackdropArtist(canvas, dice).Paint(rendition.Backdrop);
            Veil(canvas, rendition.Style);
            DrawFigure(canvas, design, rendition, dice);
        }

        return Finish.Apply(picture, rendition.Style, dice);
    }

    private static void DrawFigure(SKCanvas canvas, CharacterDesign design, Rendition rendition, Dice dice)
    {
        (SKPoint middle, float height) = Framing.Of(design, rendition.Shot);
        float scale = 100 / height * rendition.Zoom;
        using SKColorFilter filter = Tinted(rendition.Light);
        using SKPaint layer = new() { ColorFilter = filter };
        canvas.SaveLayer(layer);
        canvas.Translate(50 + rendition.Shift.X * 100, 50 + rendition.Shift.Y * 100);
        canvas.Scale(rendition.Mirrored ? -scale : scale, scale);
        canvas.Translate(-middle.X, -middle.Y);
        GroundShadow(canvas, design);
        Easel easel = new(canvas, TechniqueOf(rendition.Style), rendition.Light.Angle, scale, dice);
        if (design.Creature is { } creature)
        {
            new CreatureArtist(easel, creature, rendition).Draw();
        }
        else
        {
            new PersonArtist(easel, design, rendition).Draw();
        }

        canvas.Restore();
    }

    private static void GroundShadow(SKCanvas canvas, CharacterDesign design)
    {
        float ground = design.IsCreature ? 60 : Anatomy.Of(design.Build).Leg + 5;
        float reach = design.IsCreature ? 62 : 36;
        using SKPaint paint = new() { IsAntialias = true, Color = Palette.Ink.WithAlpha(60) };
        canvas.DrawOval(0, ground, reach, 9, paint);
    }

    /// <summary>Drawings on paper show little of what is behind.</summary>
    private static void Veil(SKCanvas canvas, DrawingStyle style)
    {
        byte alpha = style switch
        {
            DrawingStyle.Sketch => 225,
            DrawingStyle.Ink => 205,
            DrawingStyle.Watercolour => 90,
            _ => 0,
        };
        canvas.DrawColor(Palette.Paper.WithAlpha(alpha), SKBlendMode.SrcOver);
    }

    private static Technique TechniqueOf(DrawingStyle style) => style switch
    {
        DrawingStyle.Lineless or DrawingStyle.Poster => Technique.Lineless,
        DrawingStyle.Painted or DrawingStyle.Grey or DrawingStyle.Snapshot => Technique.Painted,
        DrawingStyle.Sketch => Technique.Pencil,
        DrawingStyle.Ink => Technique.Ink,
        DrawingStyle.Watercolour => Technique.Wash,
        DrawingStyle.Cutout => Technique.Cutout,
        _ => Technique.Outlined,
    };

    /// <summary>The light as a colour matrix: saturation about Rec. 601 grey, then brightness and tint per channel.</summary>
    private static SKColorFilter Tinted(Light light)
    {
        float s = light.Saturation;
        float r = Channel(light.Tint.Red);
        float g = Channel(light.Tint.Green);
        float b = Channel(light.Tint.Blue);
        (float lr, float lg, float lb) = (0.299f * (1 - s), 0.587f * (1 - s), 0.114f * (1 - s));
        return SKColorFilter.CreateColorMatrix(
        [
            (lr + s) * r, lg * r, lb * r, 0, 0,
            lr * g, (lg + s) * g, lb * g, 0, 0,
            lr * b, lg * b, (lb + s) * b, 0, 0,
            0, 0, 0, 1, 0,
        ]);

        float Channel(byte tint) => light.Brightness * (1 + light.TintStrength * (tint / 255f - 1));
    }
}
