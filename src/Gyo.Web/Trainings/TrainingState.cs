namespace Gyo.Web.Trainings;

/// <summary>How a training stands.</summary>
public enum TrainingState
{
    /// <summary>There is a checkpoint, and it was written lately.</summary>
    Running,

    /// <summary>There is a checkpoint, and nothing has been written for long.</summary>
    Interrupted,

    /// <summary>The model is there.</summary>
    Finished,
}
