namespace Gyo.Evaluation;

/// <summary>What one query scores when its character is in the gallery and when nothing in it was ever heard of that character.</summary>
/// <param name="Known">Best score with everything in the gallery.</param>
/// <param name="Unknown">
/// Best score with the query's own character left out of the gallery, and out of what the gallery's labels taught: a stranger is somebody
/// whom nothing was learned from.
/// </param>
/// <param name="Right">Whether the best score with everything in the gallery is the right character's.</param>
/// <param name="Accepted">Whether the query is taken for somebody at the default rate of false accepts.</param>
/// <param name="StrangerAccepted">Whether it is also when its character is left out.</param>
public readonly record struct OpenSetScores(float Known, float Unknown, bool Right, bool Accepted, bool StrangerAccepted);
