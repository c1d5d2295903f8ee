namespace Gyo.Web.Asking;

/// <summary>What a sender calls a picture: shown and stored, and never a path.</summary>
internal static class ShownName
{
    private const int MostLength = 120;

    /// <summary>The last part of a name, without what can't be seen.</summary>
    /// <param name="given">As it was sent.</param>
    /// <param name="otherwise">If nothing is left of it.</param>
    public static string Of(string? given, string otherwise = "picture")
    {
        string last = (given ?? "").Split('/', '\\')[^1];
        string clean = new string([.. last.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format)]).Trim();
        return clean is "" or "." or ".." ? otherwise : clean.Length > MostLength ? clean[^MostLength..] : clean;
    }
}
