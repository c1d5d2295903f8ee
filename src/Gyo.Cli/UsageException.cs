namespace Gyo.Cli;

/// <summary>The command was given something it cannot work with; the message says what to give instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
