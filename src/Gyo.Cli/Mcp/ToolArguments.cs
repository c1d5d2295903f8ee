using System.Text.Json;

namespace Gyo.Cli.Mcp;

/// <summary>The arguments of a call, checked against the schema that the client was given.</summary>
internal sealed class ToolArguments
{
    private readonly JsonElement _properties;
    private readonly IReadOnlyDictionary<string, JsonElement> _given;

    /// <summary>Takes what a client gave.</summary>
    /// <param name="schema">The tool's.</param>
    /// <param name="given">The arguments; null is none.</param>
    /// <exception cref="ToolException">An argument is unknown, or one is missing.</exception>
    public ToolArguments(JsonElement schema, IDictionary<string, JsonElement>? given)
    {
        _properties = schema.GetProperty("properties");
        _given = (given ?? new Dictionary<string, JsonElement>()).Where(a => a.Value.ValueKind != JsonValueKind.Null).ToDictionary();
        string[] known = [.. _properties.EnumerateObject().Select(p => p.Name)];
        if (_given.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new ToolException($"There is no argument '{unknown}'; there are {string.Join(", ", known)}.");
        }

        if (schema.GetProperty("required").EnumerateArray().Select(r => r.GetString()!).FirstOrDefault(name => !_given.ContainsKey(name)) is { } missing)
        {
            throw new ToolException($"'{missing}' is missing: {_properties.GetProperty(missing).GetProperty("description").GetString()}");
        }
    }

    /// <summary>A text; null if it was not given.</summary>
    /// <exception cref="ToolException">It is something else.</exception>
    public string? Text(string name) =>
        !_given.TryGetValue(name, out JsonElement value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw new ToolException($"'{name}' must be a text, not {value.GetRawText()}.");

    /// <summary>A whole number within the limits of the schema; its default if it was not given.</summary>
    /// <exception cref="ToolException">It is something else, or out of the limits.</exception>
    public long Number(string name)
    {
        JsonElement property = _properties.GetProperty(name);
        if (!_given.TryGetValue(name, out JsonElement value))
        {
            return property.GetProperty("default").GetInt64();
        }

        long least = property.GetProperty("minimum").GetInt64();
        long most = property.TryGetProperty("maximum", out JsonElement maximum) ? maximum.GetInt64() : long.MaxValue;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= least && number <= most)
        {
            return number;
        }

        string upTo = most == long.MaxValue ? "or more" : $"to {most}";
        throw new ToolException($"'{name}' must be a whole number, {least} {upTo}, not {value.GetRawText()}.");
    }
}
