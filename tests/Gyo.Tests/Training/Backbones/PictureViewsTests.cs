using Gyo.Collections;
using Gyo.Embedding;
using Gyo.Training.Backbones;
using Gyo.Training.Data;

namespace Gyo.Tests.Training.Backbones;

public sealed class PictureViewsTests : IDisposable
{
    private const int Side = 16;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Draw_FirstTwoViews_AreThePictureAndItsMirrorImage()
    {
        TrainingPictures pictures = Load();
        byte[] picture = pictures.Pixels[0];
        byte[] mirrored = [.. picture.Chunk(Side * 3).SelectMany(row => row.Chunk(3).Reverse().SelectMany(pixel => pixel))];

        Assert.Equal(picture, Draw(pictures, 0, view: 0));
        Assert.Equal(mirrored, Draw(pictures, 0, view: 1));
    }

    [Fact]
    public void Draw_VariedViews_DifferAndHangOnThePictureAlone()
    {
        TrainingPictures all = Load();
        TrainingPictures last = all.Of(new HashSet<string>(all.Characters.Skip(1)));
        int moved = all.Count - last.Count; // the same picture has another number here

        byte[][] views = [.. Enumerable.Range(0, 5).Select(view => Draw(all, moved, view))];

        Assert.Equal(views.Length, views.DistinctBy(Convert.ToHexString).Count());
        Assert.All(views.Index(), v => Assert.Equal(v.Item, Draw(last, 0, v.Index)));
    }

    [Fact]
    public void KeyOf_OtherPictures_IsAnother()
    {
        TrainingPictures pictures = Load();

        Assert.Equal(pictures.Count, Enumerable.Range(0, pictures.Count).Select(i => PictureViews.KeyOf(pictures, i)).Distinct().Count());
    }

    private TrainingPictures Load()
    {
        DrawnPictures.Write(_folder.Path, characters: 3, picturesEach: 2);
        return TrainingPictures.Load(
            _folder.Path, ImageFolder.Scan(_folder.Path), new Preprocessing { Size = Side }, cancel: TestContext.Current.CancellationToken);
    }

    private static byte[] Draw(TrainingPictures pictures, int picture, int view)
    {
        byte[] square = new byte[Side * Side * 3];
        new PictureViews(pictures).Draw(picture, PictureViews.KeyOf(pictures, picture), view, square);
        return square;
    }
}
