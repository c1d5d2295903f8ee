namespace Gyo;

/// <summary>A gallery's pictures in two dimensions: what looks alike lies together.</summary>
public sealed class GalleryMap
{
    private readonly long[] _ids;
    private readonly float[] _places;
    private readonly int[] _characters;

    /// <summary>Takes what it is made of.</summary>
    /// <param name="ids">The pictures, by id.</param>
    /// <param name="places">[N, 2]: x and y of each.</param>
    /// <param name="characters">[N]: the place of each one's character among the names; below 0 if it is not known.</param>
    /// <param name="names">The characters.</param>
    /// <exception cref="ArgumentException">They are not of N pictures each.</exception>
    public GalleryMap(long[] ids, float[] places, int[] characters, IReadOnlyList<string> names)
    {
        if (places.Length != 2 * ids.Length || characters.Length != ids.Length)
        {
            throw new ArgumentException($"{ids.Length} pictures need twice as many numbers and as many characters, not {places.Length} and {characters.Length}.", nameof(places));
        }

        (_ids, _places, _characters, Names) = (ids, places, characters, names);
    }

    /// <summary>N, the number of pictures.</summary>
    public int Count => _ids.Length;

    /// <summary>[N]: the pictures, by ascending id.</summary>
    public ReadOnlyMemory<long> Ids => _ids;

    /// <summary>[N, 2] row-major: x and y of each picture. Distances count, the axes mean nothing.</summary>
    public ReadOnlyMemory<float> Places => _places;

    /// <summary>[N]: the place of each picture's character among <see cref="Names"/>, −1 if it is not known.</summary>
    public ReadOnlyMemory<int> Characters => _characters;

    /// <summary>The characters, in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; }
}
