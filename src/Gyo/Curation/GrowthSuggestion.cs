namespace Gyo.Curation;

/// <summary>What further pictures of a character are expected to gain.</summary>
/// <param name="Character">The character.</param>
/// <param name="Pictures">How many pictures it has.</param>
/// <param name="Recall">How often it is found now, 0 to 1: what its own pictures tell, and where they are few, what those of others do.</param>
/// <param name="RecallWithMore">How often it is expected to be found with more.</param>
/// <param name="More">How many more.</param>
/// <param name="Variety">How far its pictures differ from each other, over what is usual here; null with fewer than three.</param>
/// <param name="TakenFor">Whom its pictures are taken for, most often first, each with its share of the pictures that were asked.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record GrowthSuggestion(
    string Character,
    int Pictures,
    double Recall,
    double RecallWithMore,
    int More,
    double? Variety,
    IReadOnlyList<Mistaken> TakenFor,
    string Reason)
{
    /// <summary>The expected gain in recall, 0 to 1.</summary>
    public double Gain => RecallWithMore - Recall;
}

/// <summary>Whom a character's pictures are taken for.</summary>
/// <param name="Character">The other character.</param>
/// <param name="Share">The share of the pictures that were asked, 0 to 1.</param>
public sealed record Mistaken(string Character, double Share);
