using Gyo.Training.Drawing;
using SkiaSharp;

namespace Gyo.Tests.Training.Drawing;

public sealed class CharacterArtistTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"gyo-drawing-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(161)]
    public void Draw_AnySize_IsThatSizeAndOpaque(int size)
    {
        using SKBitmap picture = CharacterArtist.Draw(CharacterDesign.Create(1), 1, size);

        Assert.Equal((size, size), (picture.Width, picture.Height));
        Assert.Equal((SKColorType.Rgba8888, SKAlphaType.Opaque), (picture.ColorType, picture.AlphaType));
    }

    [Fact]
    public void Draw_TooSmall_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CharacterArtist.Draw(CharacterDesign.Create(1), 1, 15));

    [Fact]
    public void Draw_EveryStyle_SameSeedSamePixels()
    {
        CharacterDesign design = CharacterDesign.Create(3);
        foreach (DrawingStyle style in Enum.GetValues<DrawingStyle>())
        {
            Rendition rendition = Rendition.Create(11) with { Style = style };

            Assert.Equal(Pixels(design, rendition), Pixels(design, rendition));
        }
    }

    [Fact]
    public void Draw_EveryStyleAndBackdrop_AllDiffer()
    {
        CharacterDesign design = CharacterDesign.Create(3);
        Rendition plain = Rendition.Create(11) with { Style = DrawingStyle.Cartoon, Backdrop = Backdrop.Flat, Shot = Shot.FullBody };
        Rendition[] renditions =
        [
            .. Enum.GetValues<DrawingStyle>().Select(s => plain with { Style = s }),
            .. Enum.GetValues<Backdrop>().Skip(1).Select(b => plain with { Backdrop = b }),
            .. Enum.GetValues<Shot>().Skip(1).Select(s => plain with { Shot = s }),
        ];

        int different = renditions.Select(r => Convert.ToHexString(Pixels(design, r))).Distinct().Count();

        Assert.Equal(renditions.Length, different);
    }

    [Fact]
    public void Draw_OtherRendition_OtherPixels()
    {
        CharacterDesign design = CharacterDesign.Create(3);

        Assert.NotEqual(CharacterArtist.DrawJpeg(design, 1, 64), CharacterArtist.DrawJpeg(design, 2, 64));
    }

    [Fact]
    public void Draw_ManyCharactersInOnePose_AllDiffer()
    {
        Rendition rendition = Rendition.Create(2) with { Style = DrawingStyle.Cartoon, Backdrop = Backdrop.Flat, Shot = Shot.FullBody };

        int different = CharacterDesign.Cast(200, 1).Select(c => Convert.ToHexString(Pixels(c, rendition))).Distinct().Count();

        Assert.Equal(200, different);
    }

    [Fact]
    public void WriteFolder_Cast_OneSubfolderEachWithNumberedPictures()
    {
        IReadOnlyList<CharacterDesign> cast = CharacterDesign.Cast(3, 1);

        Write(cast, 2, seed: 1);

        string[] expected = [.. cast.SelectMany(c => new[] { $"{c.Name}/01.jpg", $"{c.Name}/02.jpg" }).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, Files().Keys);
        using SKBitmap picture = SKBitmap.Decode(Path.Combine(_folder, cast[0].Name, "01.jpg"));
        Assert.Equal((48, 48), (picture.Width, picture.Height));
    }

    [Fact]
    public void WriteFolder_Twice_TouchesNothing()
    {
        IReadOnlyList<CharacterDesign> cast = CharacterDesign.Cast(3, 1);
        Write(cast, 2, seed: 1);
        DateTime past = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        string first = Path.Combine(_folder, cast[0].Name, "01.jpg");
        File.SetLastWriteTimeUtc(first, past);
        SortedDictionary<string, string> before = Files();

        Write(cast, 2, seed: 1);

        Assert.Equal(before, Files());
        Assert.Equal(past, File.GetLastWriteTimeUtc(first));
    }

    [Fact]
    public void WriteFolder_BrokenPicture_IsMadeAgain()
    {
        IReadOnlyList<CharacterDesign> cast = CharacterDesign.Cast(1, 1);
        Write(cast, 1, seed: 1);
        string path = Path.Combine(_folder, cast[0].Name, "01.jpg");
        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..20]);

        Write(cast, 1, seed: 1);

        Assert.Equal(whole, File.ReadAllBytes(path));
    }

    [Fact]
    public void WriteFolder_OtherSeed_OtherPicturesOfTheSameCharacters()
    {
        IReadOnlyList<CharacterDesign> cast = CharacterDesign.Cast(2, 1);
        Write(cast, 2, seed: 1);
        SortedDictionary<string, string> before = Files();

        Write(cast, 2, seed: 2);

        Assert.Equal(before.Keys, Files().Keys);
        Assert.Empty(before.Values.Intersect(Files().Values));
    }

    [Fact]
    public void WriteFolder_OneNameTwice_Throws() =>
        Assert.Throws<ArgumentException>(() => Write([CharacterDesign.Create(1), CharacterDesign.Create(1)], 1, seed: 1));

    private void Write(IReadOnlyList<CharacterDesign> cast, int pictures, int seed) =>
        CharacterArtist.WriteFolder(_folder, cast, pictures, seed, size: 48, TestContext.Current.CancellationToken);

    private static byte[] Pixels(CharacterDesign design, Rendition rendition)
    {
        using SKBitmap picture = CharacterArtist.Draw(design, rendition, 64);
        return picture.Bytes;
    }

    /// <summary>Every file under the folder, by relative path with '/', and its bytes in hex.</summary>
    private SortedDictionary<string, string> Files() => new(
        Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(_folder, path).Replace('\\', '/'), path => Convert.ToHexString(File.ReadAllBytes(path))),
        StringComparer.Ordinal);
}
