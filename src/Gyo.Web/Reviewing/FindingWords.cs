namespace Gyo.Web.Reviewing;

/// <summary>What a page says of a finding.</summary>
internal static class FindingWords
{
    /// <summary>The kinds, in the order in which they are named.</summary>
    public static readonly FindingKind[] Kinds = [FindingKind.Duplicates, FindingKind.Label, FindingKind.Alike, FindingKind.Split, FindingKind.Unreadable];

    /// <summary>What a kind is called.</summary>
    public static string Name(FindingKind kind) => kind switch
    {
        FindingKind.Duplicates => "Copies",
        FindingKind.Label => "Labels",
        FindingKind.Alike => "Alike",
        FindingKind.Split => "Split",
        _ => "Unreadable",
    };

    /// <summary>Why, as a sentence of its own.</summary>
    public static string Reason(Finding finding) => finding switch
    {
        { Kind: FindingKind.Unreadable } => $"{NameOf(finding.Pictures[0])}: {finding.Reason}",
        { Reason: [char first, .. string rest] } => $"{char.ToUpperInvariant(first)}{rest}",
        _ => finding.Reason,
    };

    /// <summary>What accepting is called, and what it does.</summary>
    public static (string Name, string Does) Accepting(Finding finding, long? keep = null) => finding.Kind switch
    {
        FindingKind.Duplicates => (
            finding.Pictures.Count == 2 ? "Take out the copy" : $"Take out {finding.Pictures.Count - 1} copies",
            $"{NameOf(finding.Pictures.FirstOrDefault(p => p.Id == keep) ?? finding.Pictures[0])} stays. All files stay."),
        FindingKind.Label when finding.Proposed is not null => ($"Move to {finding.Proposed}", $"It is {finding.Proposed}'s from now on."),
        FindingKind.Alike => ("Make them one", $"All pictures of {finding.Proposed} become {finding.Character}'s."),
        FindingKind.Split => ("Make them two", $"{Pictured(finding.Pictures.Count)} become {finding.Proposed}'s, a character of their own."),
        _ => ("Take it out", "It is not found any more. Its file stays."),
    };

    /// <summary>What rejecting is called, and what it does.</summary>
    public static (string Name, string Does) Rejecting(Finding finding) => finding.Kind switch
    {
        FindingKind.Duplicates => ("No copies", "All stay, and are not taken for copies again."),
        FindingKind.Label => ("Label is right", $"It stays {finding.Character}'s, and is not doubted again."),
        FindingKind.Alike => ("They are two", "Both stay, and are not asked about again."),
        FindingKind.Split => ("It is one", $"{finding.Character} stays whole, and is not asked about again."),
        _ => ("Leave it", "It stays as it is, and is not shown again."),
    };

    /// <summary>The pictures beside each other, each row under its title; those in question first.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<FoundPicture> Pictures)> Rows(Finding finding) => finding.Kind switch
    {
        FindingKind.Alike => [.. OfCharacters(finding.Pictures.Concat(finding.Evidence), who => who ?? "Nobody known")],
        FindingKind.Split => [($"Would be {finding.Proposed}", finding.Pictures), ($"Would stay {finding.Character}", finding.Evidence)],
        FindingKind.Label =>
        [
            ($"Is {finding.Character}?", finding.Pictures),
            .. OfCharacters(finding.Evidence.OrderBy(p => p.Character != finding.Proposed), who => who == finding.Character ? $"Others of {who}" : $"Looks like {who ?? "these"}"),
        ],
        _ => [("", finding.Pictures), .. OfCharacters(finding.Evidence, who => who ?? "Like it")],
    };

    /// <summary>A number of pictures in words.</summary>
    public static string Pictured(int count) => count == 1 ? "1 picture" : $"{count:N0} pictures";

    /// <summary>The name of a picture's file.</summary>
    public static string NameOf(FoundPicture picture) => Path.GetFileName(picture.Path);

    private static IEnumerable<(string Title, IReadOnlyList<FoundPicture> Pictures)> OfCharacters(IEnumerable<FoundPicture> pictures, Func<string?, string> title) =>
        pictures.GroupBy(p => p.Character).Select(g => (title(g.Key), (IReadOnlyList<FoundPicture>)[.. g]));
}
