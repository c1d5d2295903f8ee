namespace Gyo.Curation;

/// <summary>How the pictures of one character were answered, each without itself and with some of the others left away.</summary>
/// <param name="Character">The character.</param>
/// <param name="Pictures">How many pictures it has, at least 1.</param>
/// <param name="Asked">How often one of them was asked with all others, or most, in the gallery; never of a character with one.</param>
/// <param name="Errors">The share that was missed with as many others as each of the first <see cref="LearningCurve.Steps"/>; null where that was not tried.</param>
/// <param name="Missed">The share that was missed with all others, 0 to 1.</param>
/// <param name="Scatter">The mean square distance of its pictures from their mean, as one of one degree of freedom; null with fewer than three.</param>
/// <param name="TakenFor">Whom those that were missed with all others were taken for, with how many.</param>
public sealed record CharacterTrials(
    string Character, int Pictures, int Asked, double?[] Errors, double Missed, double? Scatter, IReadOnlyDictionary<string, int> TakenFor);
