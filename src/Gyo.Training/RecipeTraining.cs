using Gyo.Embedding;
using Gyo.Training.Data;

namespace Gyo.Training;

/// <summary>Trains a whole network as a recipe says.</summary>
/// <param name="recipe">The recipe.</param>
public sealed class RecipeTraining(Recipe recipe) : ITraining
{
    /// <inheritdoc/>
    public string Name => recipe.Name;

    /// <inheritdoc/>
    public Preprocessing Preprocessing => Trainer.PreprocessingFor(recipe);

    /// <inheritdoc/>
    public TrainedModel Train(
        TrainingPictures pictures, TrainOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancel = default) =>
        Trainer.Train(pictures, recipe, options, progress, cancel);

    /// <inheritdoc/>
    public void Discard(TrainOptions options) => Trainer.DiscardCheckpoint(options);
}
