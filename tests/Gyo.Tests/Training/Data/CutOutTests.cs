using Gyo.Collections;
using Gyo.Training;
using Gyo.Training.Data;
using SkiaSharp;

namespace Gyo.Tests.Training.Data;

public sealed class CutOutTests : IDisposable
{
    private const int Side = 32;
    private const int Hole = 8;

    /// <summary>Two roundings of a byte: on black and on white.</summary>
    private const int Rounding = 2;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_TranslucentRed_KnowsColourAndOpacity()
    {
        TrainingPictures pictures = Load(SKEncodedImageFormat.Png, new SKColor(200, 0, 0, 100));

        CutOut cutOut = Assert.IsType<CutOut>(pictures.CutOuts[0]);
        Assert.All(cutOut.Opacity, a => Assert.InRange(a, 100 - Rounding, 100 + Rounding));
        Assert.All(cutOut.Premultiplied.Where((_, i) => i % 3 == 0), r => Assert.InRange(r, 78 - Rounding, 78 + Rounding)); // 200 · 100 / 255
        Assert.All(cutOut.Premultiplied.Where((_, i) => i % 3 != 0), v => Assert.InRange(v, 0, Rounding));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    public void Load_OpaquePicture_IsNoCutOut(SKEncodedImageFormat format) =>
        Assert.All(Load(format, SKColors.SeaGreen).CutOuts, Assert.Null);

    [Fact]
    public void Load_StrayHole_IsNoCutOut() =>
        Assert.All(Load(SKEncodedImageFormat.Png, SKColors.SeaGreen, hole: 2).CutOuts, Assert.Null);

    [Fact]
    public void Apply_NothingToVary_LaysTheCutOutOverTheBackdrop()
    {
        TrainingPictures pictures = Load(SKEncodedImageFormat.Png, new SKColor(200, 0, 0, 100));
        byte[] backdrop = [.. Enumerable.Repeat((byte)80, Side * Side * 3)];
        float[] planes = new float[backdrop.Length];

        PictureVariation.Draw(PictureVariationTests.Still with { CutOutMaxArea = 1 }, new Random(1), cutOut: true).Apply(pictures.CutOuts[0]!, backdrop, planes, Side);

        Assert.All(planes[..(Side * Side)], r => Assert.InRange(r, 127 - Rounding, 127 + Rounding)); // 78 + 80 · 155 / 255
        Assert.All(planes[(Side * Side)..], v => Assert.InRange(v, 49 - Rounding, 49 + Rounding));
    }

    [Fact]
    public void Apply_SeenFromFarAway_ShowsBackdropAroundAllOfIt()
    {
        TrainingPictures pictures = Load(SKEncodedImageFormat.Png, new SKColor(255, 0, 0), hole: Hole);
        float[] planes = new float[Side * Side * 3];
        byte[] backdrop = new byte[planes.Length];
        Augmentation half = PictureVariationTests.Still with { MinArea = 0.999, CutOutMaxArea = 4 };

        PictureVariation.Draw(half, new UpperEnd(), cutOut: true).Apply(pictures.CutOuts[0]!, backdrop, planes, Side);

        int red = planes[..(Side * Side)].Count(v => v > 200);
        int expected = (Side * Side - Hole * Hole) / 4; // half as wide and high, give or take its border
        Assert.InRange(red, expected - Side, expected + Side);
    }

    [Fact]
    public void Backdrops_Any_AreOpaquePicturesThatDifferAndAreTheSameEveryTime()
    {
        var backdrops = new Backdrops(Side);
        var again = new Backdrops(Side);

        Assert.Equal(Side * Side * 3, backdrops[0].Length);
        Assert.True(backdrops[7].SequenceEqual(again[7]));
        Assert.False(backdrops[7].SequenceEqual(backdrops[8]));
        Assert.True(backdrops[int.MaxValue].Length > 0);
    }

    /// <param name="format">Of the files.</param>
    /// <param name="color">Of all pixels but the hole's.</param>
    /// <param name="hole">Side of a transparent square in the corner.</param>
    private TrainingPictures Load(SKEncodedImageFormat format, SKColor color, int hole = 0)
    {
        foreach (string name in new[] { "one/1", "one/2", "two/1" })
        {
            using var picture = new SKBitmap(new SKImageInfo(Side, Side, SKColorType.Rgba8888, SKAlphaType.Unpremul));
            picture.Erase(color);
            picture.Erase(SKColors.Transparent, new SKRectI(0, 0, hole, hole));
            using SKData data = picture.Encode(format, 100);
            string file = _folder.File($"{name}.{format}");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, data.ToArray());
        }

        Recipe recipe = DrawnPictures.SmallRecipe;
        return TrainingPictures.Load(
            _folder.Path, ImageFolder.Scan(_folder.Path), Trainer.PreprocessingFor(recipe), cancel: TestContext.Current.CancellationToken);
    }

    /// <summary>Draws the middle of what lies to either side of nothing, and the upper end of the area.</summary>
    private sealed class UpperEnd : Random
    {
        private int _drawn;

        public override double NextDouble() => _drawn++ == 0 ? 1 - 1e-9 : 0.5;
    }
}
