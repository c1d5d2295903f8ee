namespace Gyo.Collections;

/// <summary>What a person said of a finding.</summary>
/// <param name="Kind">What was said.</param>
/// <param name="A">Of what: a content or a character, as the kind tells.</param>
/// <param name="B">And of what else; empty if of nothing.</param>
public sealed record Verdict(VerdictKind Kind, string A, string B = "")
{
    /// <summary>Two pictures are no copies of each other.</summary>
    public static Verdict NotCopies(string a, string b) => Ordered(VerdictKind.NotCopies, a, b);

    /// <summary>Two characters are two.</summary>
    public static Verdict AreTwo(string a, string b) => Ordered(VerdictKind.AreTwo, a, b);

    private static Verdict Ordered(VerdictKind kind, string a, string b) => string.CompareOrdinal(a, b) < 0 ? new Verdict(kind, a, b) : new Verdict(kind, b, a);
}
