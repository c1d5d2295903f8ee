namespace Gyo.Training.Tuning;

/// <summary>Where a search stands; told after every training step.</summary>
/// <param name="Rung">The rung under way, from 0.</param>
/// <param name="Rungs">How many there are.</param>
/// <param name="Trial">The trial under way, from 1.</param>
/// <param name="Share">
/// Share of the time that is over, 0–1; of the first trial, whose length nobody knows, nothing counts before it is over.
/// </param>
/// <param name="Training">Where the trial's training stands.</param>
public sealed record TuningProgress(int Rung, int Rungs, int Trial, double Share, TrainingProgress Training);
