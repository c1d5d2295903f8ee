namespace Gyo;

/// <summary>The pictures of a gallery that have no character; each is in one of the three.</summary>
/// <param name="Matches">Those that look like a known character, the surest first.</param>
/// <param name="Clusters">Those that look like one that is not known, the largest group first.</param>
/// <param name="Alone">The others, by path.</param>
public sealed record GalleryClusters(
    IReadOnlyList<PictureProposal> Matches, IReadOnlyList<PictureCluster> Clusters, IReadOnlyList<FoundPicture> Alone);
