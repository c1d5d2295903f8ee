namespace Gyo;

/// <summary>Pictures without a character that look like one: a candidate to be named.</summary>
/// <param name="Id">What it is called: told by the contents of its pictures, so the same pictures make the same id.</param>
/// <param name="Purity">The expected share of its most frequent character, 0 to 1.</param>
/// <param name="Reason">Why they are together, in words.</param>
/// <param name="Pictures">Its pictures, the most typical first.</param>
public sealed record PictureCluster(string Id, double Purity, string Reason, IReadOnlyList<FoundPicture> Pictures)
{
    /// <summary>The known character that most of them look like more than like any other, though more like each other; null if there is none.</summary>
    public string? Resembles { get; init; }
}
