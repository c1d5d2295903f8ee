using Gyo.Training;
using Gyo.Training.Data;

namespace Gyo.Tests.Training.Data;

public sealed class TrainingPicturesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainingPicturesTests() => DrawnPictures.Write(_folder.Path, characters: 4, picturesEach: 3);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_SomeCharacters_KeepsTheirPicturesAndNumbersThemAnew()
    {
        TrainingPictures all = DrawnPictures.Load(_folder.Path, DrawnPictures.SmallRecipe);
        string[] names = [all.Characters[1], all.Characters[3]];

        TrainingPictures some = all.Of(names.ToHashSet());

        Assert.Equal(names, some.Characters);
        Assert.Equal([0, 0, 0, 1, 1, 1], some.Labels);
        Assert.Equal([.. all.Pixels[3..6], .. all.Pixels[9..12]], some.Pixels);
    }

    [Fact]
    public void Of_SomePictures_SharesThemAndNumbersTheirCharactersAnew()
    {
        TrainingPictures all = DrawnPictures.Load(_folder.Path, DrawnPictures.SmallRecipe);

        TrainingPictures some = all.Of([3, 5, 11]);

        Assert.Equal([all.Characters[1], all.Characters[3]], some.Characters);
        Assert.Equal([0, 0, 1], some.Labels);
        Assert.Same(all.Pixels[5], some.Pixels[1]);
    }

    [Fact]
    public void Of_OneCharacter_IsRefused()
    {
        TrainingPictures all = DrawnPictures.Load(_folder.Path, DrawnPictures.SmallRecipe);

        Assert.Throws<TrainingException>(() => all.Of(new HashSet<string> { all.Characters[0] }));
    }
}
