using Gyo.Curation;
using Gyo.Evaluation;

namespace Gyo;

/// <content>What would make the collection better.</content>
public sealed partial class Gallery
{
    /// <summary>Which characters gain most from further pictures: from the vectors alone, without a look at files.</summary>
    /// <param name="more">How many pictures each would get, at least 1.</param>
    /// <param name="progress">Told the share that is done, 0 to 1, on any thread.</param>
    /// <param name="cancel">Honoured between characters.</param>
    /// <returns>Every character, the greatest expected gain in recall first; none in a gallery of fewer than two.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="more"/> is below 1.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<GrowthSuggestion> Suggest(int more = 5, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(more, 1);
        LoadedModel model = View.Model;
        List<string> labels = [];
        List<float[]> vectors = [];
        _store.ReadVectors(model.Id, model.Dimension, (_, character, vector) =>
        {
            if (character is not null)
            {
                labels.Add(character);
                vectors.Add(vector);
            }
        });
        return GrowthPlan.Rank(GrowthTrials.Ask(model.Dimension, labels, i => vectors[i], progress, cancel), more);
    }
}
