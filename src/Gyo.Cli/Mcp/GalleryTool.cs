using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace Gyo.Cli.Mcp;

/// <summary>A tool of the server.</summary>
/// <param name="Description">What clients are told of it.</param>
/// <param name="Call">What it does.</param>
internal sealed record GalleryTool(Tool Description, Func<ToolArguments, CallToolResult> Call)
{
    /// <summary>Describes a tool that only reads.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="title">Its name for people.</param>
    /// <param name="words">What it does, for a language model.</param>
    /// <param name="arguments">The properties of a JSON schema, without the braces around them.</param>
    /// <param name="required">The arguments that have to be there.</param>
    /// <param name="call">What it does.</param>
    public static GalleryTool Of(string name, string title, string words, string arguments, string[] required, Func<ToolArguments, CallToolResult> call) => new(
        new Tool
        {
            Name = name,
            Title = title,
            Description = words,
            InputSchema = JsonElement.Parse(
                $$"""{"type":"object","properties":{{{arguments}}},"required":{{JsonSerializer.Serialize(required)}},"additionalProperties":false}"""),
            Annotations = new ToolAnnotations { Title = title, ReadOnlyHint = true, DestructiveHint = false, IdempotentHint = true, OpenWorldHint = false },
        },
        call);
}
