using Gyo.Embedding;
using Gyo.Evaluation;

namespace Gyo.Tests;

public sealed class GalleryEvaluationTests : IDisposable
{
    private readonly GalleryFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Evaluate_PicturesWithAndWithoutCharacters_CountsAndMeasuresThem()
    {
        Random random = new(4);
        foreach ((string name, int red, int green, int blue) in new[] { ("red", 200, 60, 60), ("lime", 120, 200, 60), ("sky", 60, 120, 200) })
        {
            for (int i = 0; i < 6; i++)
            {
                _fixture.Draw($"{name}/{i}.png", red + random.Next(50), green + random.Next(50), blue + random.Next(10));
            }
        }

        _fixture.Draw("alone/0.png", 20, 20, 20);
        _fixture.Draw("nobody.png", 90, 90, 90);
        using Gallery gallery = FakeModels.Open(_fixture.Directory);
        gallery.IndexNow(_fixture.Pictures);

        GalleryEvaluation evaluation = gallery.Evaluate(cancel: TestContext.Current.CancellationToken);

        Assert.Equal((gallery.ModelId, 4, 19, 1, 1, 18), (
            evaluation.ModelId, evaluation.Characters, evaluation.Labelled, evaluation.Alone, evaluation.Unlabelled, evaluation.Queries.Count));
        Assert.Equal(RetrievalMetrics.TopK([.. evaluation.Queries.Select(q => q.Outcome)], 1), evaluation.Retrieval!.Top1);
        Assert.Equal(CalibrationMetrics.ExpectedError(evaluation.Queries), evaluation.Calibration!.ExpectedError);
        Assert.Equal(evaluation.Queries.Count(q => q.OpenSet!.Value.StrangerAccepted) / 18.0, evaluation.OpenSet!.FalseAccepts);
        Assert.All(evaluation.Queries, q => Assert.Equal(q.Character, gallery.FindPicture(evaluation.PictureIds[q.Path])!.Character));
    }

    [Fact]
    public void Evaluate_EmptyGallery_HasNoFigures()
    {
        using Gallery gallery = FakeModels.Open(_fixture.Directory);

        GalleryEvaluation evaluation = gallery.Evaluate(cancel: TestContext.Current.CancellationToken);

        Assert.Empty(evaluation.Queries);
        Assert.Null(evaluation.Retrieval);
        Assert.Null(evaluation.OpenSet);
        Assert.Null(evaluation.Calibration);
    }

    [Fact]
    public void ReadManifest_OfTheBuiltInModel_IsItsOwn()
    {
        ModelPackage model = BaseModel.Create();
        using Gallery gallery = Gallery.OpenOrCreate(_fixture.Directory, model);

        ModelManifest manifest = gallery.ReadManifest();

        Assert.Equal((model.Manifest.OnnxSha256, model.Manifest.WeightsLicense), (manifest.OnnxSha256, manifest.WeightsLicense));
        File.Delete(Directory.GetFiles(_fixture.Directory, ModelPackage.ManifestFile, SearchOption.AllDirectories).Single());
        Assert.Throws<ModelFormatException>(gallery.ReadManifest);
    }
}
