namespace Gyo.Cli.Mcp;

/// <summary>A call that can't be answered. The message tells the client why, and what to do, in one line.</summary>
internal sealed class ToolException(string message) : Exception(message);
