using Gyo.Embedding;
using Gyo.Evaluation;
using Gyo.Ranking;

namespace Gyo;

/// <content>The model that answers, and how well it does.</content>
public sealed partial class Gallery
{
    /// <summary>What is known of the model that answers.</summary>
    /// <exception cref="ModelFormatException">The gallery's copy of the model is missing or damaged.</exception>
    /// <exception cref="IOException">It is there but can't be read.</exception>
    public ModelManifest ReadManifest() => _shelf.Manifest(ModelId);

    /// <summary>What this gallery's scores mean. Found when it is first asked for, which takes a moment in a gallery that was just changed.</summary>
    public Calibration Calibration => View.Calibration;

    /// <summary>Measures how well the gallery answers by asking it with its own pictures: from their vectors, without a look at their files.</summary>
    /// <param name="progress">Told now and then, on any thread.</param>
    /// <param name="cancel">Honoured between pictures.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public GalleryEvaluation Evaluate(IProgress<EvaluationProgress>? progress = null, CancellationToken cancel = default)
    {
        LoadedModel model = View.Model;
        Dictionary<long, string> paths = _store.Images(model.Id).ToDictionary(i => i.Id, i => i.Path);
        List<(long Id, string Character, float[] Vector)> labelled = [];
        int unlabelled = 0;
        _store.ReadVectors(model.Id, model.Dimension, (id, character, vector) =>
        {
            if (character is null)
            {
                unlabelled++;
            }
            else if (paths.ContainsKey(id)) // it may have come since
            {
                labelled.Add((id, character, vector));
            }
        });
        string[] labels = [.. labelled.Select(p => p.Character)];
        IReadOnlyList<QueryResult> queries = LeaveOneOut.Ask(
            model.Dimension, labels, i => labelled[i].Vector, i => paths[labelled[i].Id], model.SinglePictureTemperature, progress, cancel);
        int[] counts = [.. labels.CountBy(l => l, StringComparer.Ordinal).Select(c => c.Value)];
        return new GalleryEvaluation
        {
            ModelId = model.Id,
            Characters = counts.Length,
            Labelled = labels.Length,
            Alone = counts.Count(c => c == 1),
            Unlabelled = unlabelled,
            Queries = queries,
            PictureIds = labelled.ToDictionary(p => paths[p.Id], p => p.Id),
        }.Measured();
    }
}
