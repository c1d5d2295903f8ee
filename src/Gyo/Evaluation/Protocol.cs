using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gyo.Evaluation;

/// <summary>Splits a folder into training, gallery and queries. What a picture becomes depends on its name, its character's pictures and
/// the seed alone: never on the order of files, the machine or the path separator.</summary>
public static class Protocol
{
    /// <summary>Splits the pictures: the <c>round(Unseen · characters)</c> characters with the smallest hashes are unseen, and of each
    /// character's n pictures the <c>round(Query · n)</c> with the smallest hashes are queries: at least one if it has two
    /// pictures, and never all of them. Everything else is the gallery. Halves round up.</summary>
    /// <param name="pictures">Readable pictures in any order; those without a character are left out.</param>
    /// <param name="options">Shares and seed; the defaults if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share is outside 0–1.</exception>
    /// <exception cref="ArgumentException">Two pictures have the same path.</exception>
    public static Split Split(IReadOnlyList<Picture> pictures, ProtocolOptions? options = null)
    {
        options ??= new ProtocolOptions();
        ThrowIfNotShare(options.Unseen, nameof(options.Unseen));
        ThrowIfNotShare(options.Query, nameof(options.Query));
        string[] paths = [.. pictures.Select(p => p.Path.Replace('\\', '/'))];
        if (paths.GroupBy(p => p, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
        {
            throw new ArgumentException($"The path '{twice.Key}' was given more than once.", nameof(pictures));
        }

        ILookup<string, int> byCharacter = Enumerable.Range(0, pictures.Count)
            .Where(i => pictures[i].Character is not null)
            .OrderBy(i => paths[i], StringComparer.Ordinal)
            .ToLookup(i => pictures[i].Character!, StringComparer.Ordinal);
        string[] characters = [.. byCharacter.Select(c => c.Key).Order(StringComparer.Ordinal)];
        HashSet<string> unseen = [.. SmallestHashes(characters, c => c, Round(options.Unseen * characters.Length), options.Seed)];
        HashSet<int> queries = [];
        foreach (string character in characters)
        {
            int[] own = [.. byCharacter[character]];
            int count = own.Length < Math.Max(2, options.MinPicturesToAsk) ? 0 : Math.Clamp(Round(options.Query * own.Length), 1, own.Length - 1);
            queries.UnionWith(SmallestHashes(own, i => paths[i], count, options.Seed));
        }

        int[] labelled = [.. byCharacter.SelectMany(c => c).OrderBy(i => paths[i], StringComparer.Ordinal)];
        bool IsUnseen(int picture) => unseen.Contains(pictures[picture].Character!);
        return new Split
        {
            Seed = options.Seed,
            Pictures = pictures,
            SeenCharacters = [.. characters.Where(c => !unseen.Contains(c))],
            UnseenCharacters = [.. characters.Where(unseen.Contains)],
            Training = [.. labelled.Where(i => !queries.Contains(i) && !IsUnseen(i))],
            Gallery = [.. labelled.Where(i => !queries.Contains(i))],
            SeenQueries = [.. labelled.Where(i => queries.Contains(i) && !IsUnseen(i))],
            UnseenQueries = [.. labelled.Where(i => queries.Contains(i) && IsUnseen(i))],
        };
    }

    /// <summary>Chooses some characters and some pictures of each by their hashes, to see how little a collection would do with.</summary>
    /// <param name="pictures">Pictures in any order; those without a character are left out.</param>
    /// <param name="characters">How many characters at most.</param>
    /// <param name="picturesEach">How many pictures of each at most.</param>
    /// <param name="seed">Another seed is another choice, which owes nothing to the split of the same seed.</param>
    /// <returns>Places in <paramref name="pictures"/>, ascending.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public static IReadOnlyList<int> Choose(IReadOnlyList<Picture> pictures, int characters, int picturesEach, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(characters, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(picturesEach, 1);
        int other = ~seed;
        var byCharacter = Enumerable.Range(0, pictures.Count)
            .Where(i => pictures[i].Character is not null)
            .GroupBy(i => pictures[i].Character!, StringComparer.Ordinal);
        return
        [
            .. SmallestHashes(byCharacter, c => c.Key, characters, other)
                .SelectMany(c => SmallestHashes(c, i => pictures[i].Path.Replace('\\', '/'), picturesEach, other))
                .Order(),
        ];
    }

    private static IEnumerable<T> SmallestHashes<T>(IEnumerable<T> items, Func<T, string> nameOf, int count, int seed) =>
        items.OrderBy(i => Hash(seed, nameOf(i))).ThenBy(nameOf, StringComparer.Ordinal).Take(count);

    /// <summary>The first 64 bits, big-endian, of the SHA-256 of "seed\nname" in UTF-8.</summary>
    private static ulong Hash(int seed, string name) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{name}")));

    private static int Round(double value) => (int)Math.Round(value, MidpointRounding.AwayFromZero);

    private static void ThrowIfNotShare(double value, string name)
    {
        if (value is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(name, value, "A share must lie between 0 and 1.");
        }
    }
}
