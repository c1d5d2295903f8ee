namespace Gyo.Curation;

/// <summary>A character whose pictures look like two characters'.</summary>
/// <param name="Character">The character.</param>
/// <param name="Score">How sure it is that they are two, 0.5–1.</param>
public sealed record SplitCharacter(string Character, float Score)
{
    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The pictures of the smaller part, those that show it best first.</summary>
    public required IReadOnlyList<long> Part { get; init; }

    /// <summary>The pictures of the larger part, likewise.</summary>
    public required IReadOnlyList<long> Rest { get; init; }
}
