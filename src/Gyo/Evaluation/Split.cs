using System.Numerics;

namespace Gyo.Evaluation;

/// <summary>Who is trained on, what the gallery holds and what is asked. Pictures are named by their index in <see cref="Pictures"/>;
/// every list is in ordinal order of path or name, whatever order the pictures came in.</summary>
public sealed record Split
{
    /// <summary>The seed the split was made with.</summary>
    public required int Seed { get; init; }

    /// <summary>The pictures as they were given to <see cref="Protocol.Split"/>, unlabelled ones included.</summary>
    public required IReadOnlyList<Picture> Pictures { get; init; }

    /// <summary>Names of the characters that training sees.</summary>
    public required IReadOnlyList<string> SeenCharacters { get; init; }

    /// <summary>Names of the characters that training never sees.</summary>
    public required IReadOnlyList<string> UnseenCharacters { get; init; }

    /// <summary>Pictures to train on: the gallery pictures of the seen characters.</summary>
    public required IReadOnlyList<int> Training { get; init; }

    /// <summary>Pictures in the gallery, of all characters.</summary>
    public required IReadOnlyList<int> Gallery { get; init; }

    /// <summary>Queries that show a seen character.</summary>
    public required IReadOnlyList<int> SeenQueries { get; init; }

    /// <summary>Queries that show an unseen character.</summary>
    public required IReadOnlyList<int> UnseenQueries { get; init; }

    /// <summary>Queries dropped by <see cref="WithoutNearCopies"/>.</summary>
    public int NearCopies { get; init; }

    /// <summary>The sizes of all this.</summary>
    public SplitCounts Counts => new(
        Characters: SeenCharacters.Count + UnseenCharacters.Count,
        SeenCharacters: SeenCharacters.Count,
        UnseenCharacters: UnseenCharacters.Count,
        Pictures: Pictures.Count(p => p.Character is not null),
        Unlabelled: Pictures.Count(p => p.Character is null),
        Training: Training.Count,
        Gallery: Gallery.Count,
        SeenQueries: SeenQueries.Count,
        UnseenQueries: UnseenQueries.Count,
        NearCopies: NearCopies);

    /// <summary>The same split without the queries that nearly equal a gallery picture: finding a copy proves nothing.</summary>
    /// <param name="hashes">One perceptual hash per picture, in the order of <see cref="Pictures"/>.</param>
    /// <param name="distance">Pictures whose hashes differ in at most this many of the 64 bits are near-copies.</param>
    /// <exception cref="ArgumentException">The number of hashes is not the number of pictures.</exception>
    public Split WithoutNearCopies(IReadOnlyList<ulong> hashes, int distance)
    {
        if (hashes.Count != Pictures.Count)
        {
            throw new ArgumentException($"Expected {Pictures.Count} hashes, one per picture, but got {hashes.Count}.", nameof(hashes));
        }
        ulong[] gallery = [.. Gallery.Select(i => hashes[i])];
        int[] seen = [.. SeenQueries.Where(IsNew)];
        int[] unseen = [.. UnseenQueries.Where(IsNew)];
        int dropped = SeenQueries.Count + UnseenQueries.Count - seen.Length - unseen.Length;
        return this with { SeenQueries = seen, UnseenQueries = unseen, NearCopies = NearCopies + dropped };

        bool IsNew(int query)
        {
            ulong hash = hashes[query];
            return Array.TrueForAll(gallery, g => BitOperations.PopCount(g ^ hash) > distance);
        }
    }
}
