using Spectre.Console;

namespace Gyo.Cli;

/// <summary>What <c>gyo clean</c> found, for a person and for a program.</summary>
internal static class Findings
{
    /// <summary>Findings of each kind that are printed unless all are asked for.</summary>
    private const int PrintedOfEach = 10;

    private static readonly (FindingKind Kind, string Title, string Does)[] Sections =
    [
        (FindingKind.Unreadable, "Broken or tiny files", "accepted: taken out"),
        (FindingKind.Duplicates, "Copies", "accepted: all but the first are taken out"),
        (FindingKind.Label, "Labels that look wrong", "accepted: moved to whom they look like, or taken out"),
        (FindingKind.Alike, "Characters that look like one", "accepted: both become one"),
        (FindingKind.Split, "Characters that look like two", "accepted: the part listed becomes a character of its own"),
    ];

    /// <summary>The contract's form, and with it all that is known of every finding.</summary>
    public static object ToJson(IReadOnlyList<Finding> findings) => new
    {
        unreadable = Of(findings, FindingKind.Unreadable).Select(f => new { f.Id, f.Pictures[0].Path, f.Reason }),
        duplicates = Of(findings, FindingKind.Duplicates).Select(f => f.Pictures.Select(p => p.Path)),
        labelSuspects = Of(findings, FindingKind.Label).Select(f => new
        {
            f.Pictures[0].Path,
            label = f.Character,
            f.Proposed,
            f.Score,
            f.Reason,
            f.Id,
            evidence = f.Evidence.Select(p => p.Path),
        }),
        alike = Of(findings, FindingKind.Alike).Select(f => new { characters = new[] { f.Character, f.Proposed }, f.Score, f.Reason, f.Id }),
        split = Of(findings, FindingKind.Split).Select(f => new { f.Character, pictures = f.Pictures.Select(p => p.Path), f.Score, f.Reason, f.Id }),
        findings,
    };

    public static void Print(IReadOnlyList<Finding> findings, string directory, bool all)
    {
        foreach ((FindingKind kind, string title, string does) in Sections)
        {
            Finding[] found = [.. Of(findings, kind)];
            if (found.Length == 0)
            {
                continue;
            }

            Table table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape($"{title}: {found.Length:N0} ({does})")).AddColumns("id", "sure", "what", "why");
            foreach (Finding finding in found.Take(all ? int.MaxValue : PrintedOfEach))
            {
                table.AddRow(finding.Id, $"{finding.Score:p0}", Markup.Escape(What(finding)), Markup.Escape(finding.Reason));
            }

            Terminal.Out.Write(table);
            if (!all && found.Length > PrintedOfEach)
            {
                Console.Out.WriteLine($"… and {found.Length - PrintedOfEach:N0} more; --all prints them.");
            }
        }

        Console.Out.WriteLine(findings.Count == 0
            ? "Nothing looks amiss."
            : $"Nothing was changed. Next: gyo clean accept ID… --gallery {directory}, gyo clean reject ID…, or look at them side by side: gyo serve --gallery {directory}");
    }

    private static IEnumerable<Finding> Of(IReadOnlyList<Finding> findings, FindingKind kind) => findings.Where(f => f.Kind == kind);

    private static string What(Finding finding) => finding.Kind switch
    {
        FindingKind.Label => $"{Named(finding.Pictures[0])}: {finding.Character} → {finding.Proposed ?? "nobody"}",
        FindingKind.Alike => $"{finding.Character}, {finding.Proposed}",
        FindingKind.Split => $"{finding.Pictures.Count} pictures of {finding.Character}",
        _ => string.Join(", ", finding.Pictures.Select(Named)),
    };

    private static string Named(FoundPicture picture) => $"{Path.GetFileName(Path.GetDirectoryName(picture.Path))}/{Path.GetFileName(picture.Path)}";
}
