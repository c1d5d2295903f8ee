using Gyo.Ranking;

namespace Gyo.Evaluation;

/// <summary>How a model does where every character has one picture in the gallery.</summary>
internal static class SinglePictures
{
    /// <summary>Fits a temperature to a split's queries, asked of the first gallery picture of each character.</summary>
    /// <param name="split">The split; queries of unseen characters count alone if it has any.</param>
    /// <param name="pictures">The split's pictures with their vectors.</param>
    /// <returns>See <see cref="Embedding.ModelManifest.SinglePictureTemperature"/>; null without a query or a second character.</returns>
    public static float? Temperature(Split split, EmbeddedPictures pictures)
    {
        IReadOnlyList<int> asked = split.UnseenQueries.Count > 0 ? split.UnseenQueries : split.SeenQueries;
        int[] gallery = [.. split.Gallery.DistinctBy(i => pictures.Pictures[i].Character)];
        if (asked.Count == 0 || gallery.Length < 2)
        {
            return null;
        }

        string[] labels = [.. gallery.Select(i => pictures.Pictures[i].Character!)];
        ReadOnlyMemory<float> VectorOf(int i) => pictures.MemoryOf(gallery[i]);
        CharacterSpace space = CharacterSpace.Fit(pictures.Dimension, labels, VectorOf);
        var models = CharacterModels.Of(space, labels, VectorOf);
        return CalibrationFit.Temperature(
            [.. asked.Select(q => Scored(models.Score(space.Project(pictures.VectorOf(q))), pictures.Pictures[q].Character!))],
            Embedding.ModelManifest.DefaultSinglePictureTemperature);
    }

    private static ScoredQuery Scored(CharacterScore[] scores, string character) =>
        new([.. scores.Select(s => s.Score)], Array.FindIndex(scores, s => s.Name == character));
}
