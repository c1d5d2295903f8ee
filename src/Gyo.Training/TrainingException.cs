namespace Gyo.Training;

/// <summary>A training that cannot begin or must not go on; the message says why and what to do.</summary>
public sealed class TrainingException : Exception
{
    /// <summary>Creates the exception.</summary>
    public TrainingException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public TrainingException(string message, Exception inner) : base(message, inner)
    {
    }
}
