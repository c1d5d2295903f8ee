namespace Gyo.Training;

/// <summary>How a training runs; what it makes is the <see cref="Recipe"/>'s business.</summary>
public sealed record TrainOptions
{
    /// <summary>Seeds every choice of the training: the same seed on the same machine gives the same model.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Where the checkpoint and <c>training.jsonl</c> are kept; null keeps neither, and an interrupted training is lost.
    /// </summary>
    public string? Directory { get; init; }

    /// <summary>Continue from the checkpoint in <see cref="Directory"/> instead of beginning anew.</summary>
    public bool Resume { get; init; }
}
