namespace Gyo.Training.Tuning;

/// <summary>One training of a search and what came of it; a line of the <see cref="TrialLog"/>.</summary>
public sealed record Trial
{
    /// <summary>The fingerprint of the pictures that were searched on.</summary>
    public required string Pictures { get; init; }

    /// <summary>The candidate's number; 0 is the recipe that the search starts from.</summary>
    public required int Candidate { get; init; }

    /// <summary>The rung, from 0.</summary>
    public required int Rung { get; init; }

    /// <summary>The seed of the inner split and of the training.</summary>
    public required int Seed { get; init; }

    /// <summary>What was trained, with the number of epochs of its rung.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>What was measured; null if the training failed.</summary>
    public required TrialFigures? Figures { get; init; }

    /// <summary>Why the training failed; null if it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>Seconds of training.</summary>
    public required double TrainSeconds { get; init; }

    /// <summary>Seconds of embedding and asking.</summary>
    public required double MeasureSeconds { get; init; }

    /// <summary>Seconds in all; what is above the other two went into reading pictures.</summary>
    public required double Seconds { get; init; }
}
