using System.Globalization;

namespace Gyo.Web.Collecting;

/// <summary>What the Collection page shows, as its address says it; so a link to it works, and so does the browser's way back.</summary>
/// <param name="Character">Only this character.</param>
/// <param name="Unlabelled">Only pictures of nobody known.</param>
/// <param name="Text">Words in the path or the label.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day.</param>
public sealed record CollectionAddress(string? Character = null, bool Unlabelled = false, string? Text = null, DateOnly? From = null, DateOnly? Until = null)
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>Whether all pictures are shown.</summary>
    public bool IsAll => this == new CollectionAddress();

    /// <summary>Whether words or days narrow what is shown.</summary>
    public bool IsNarrowed => Text is not null || From is not null || Until is not null;

    /// <summary>What the gallery is asked for. Days are the server's.</summary>
    public PictureFilter Filter => new()
    {
        Character = Character,
        Unlabelled = Unlabelled,
        Text = Text,
        FromUtc = Start(From),
        BeforeUtc = Until == DateOnly.MaxValue ? null : Start(Until?.AddDays(1)),
    };

    /// <summary>Reads what an address says; what can't be read is as if it were not there.</summary>
    public static CollectionAddress Of(string? character, bool unlabelled, string? text, string? from, string? until) =>
        new(Said(character), unlabelled, Said(text), DayOf(from), DayOf(until));

    /// <summary>Reads a day.</summary>
    public static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;

    /// <summary>Writes a day.</summary>
    public static string? Written(DateOnly? day) => day?.ToString(Day, CultureInfo.InvariantCulture);

    /// <summary>The address.</summary>
    public override string ToString()
    {
        (string Name, string? Value)[] parts =
        [
            ("character", Character), ("unlabelled", Unlabelled ? "true" : null), ("text", Text), ("from", Written(From)), ("until", Written(Until)),
        ];
        string query = string.Join('&', parts.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        return query.Length == 0 ? "collection" : $"collection?{query}";
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static DateTime? Start(DateOnly? day) => day?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Local).ToUniversalTime();
}
