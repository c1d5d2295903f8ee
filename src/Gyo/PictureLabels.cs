using System.Collections.Concurrent;

namespace Gyo;

/// <summary>Whom each picture of a gallery shows: twelve bytes a picture, and more only for those that came or changed since it was loaded.</summary>
/// <remarks>Safe to share between threads, one of which changes.</remarks>
internal sealed class PictureLabels
{
    private const int Nobody = -1;

    private readonly long[] _ids; // ascending
    private readonly int[] _characters; // of each, its place among the names, or Nobody
    private readonly string[] _names;
    private readonly int[] _byCharacter; // places in _ids, those of one character after the other
    private readonly Lazy<Dictionary<string, (int First, int Count)>> _places; // where in _byCharacter each is; made when it is first needed
    private readonly ConcurrentDictionary<long, (bool Shown, string? Character)> _changed = new();
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Takes what is known.</summary>
    /// <param name="ids">The pictures, by id.</param>
    /// <param name="characters">The place of each one's character among the names; below 0 if it is not known.</param>
    /// <param name="names">The characters.</param>
    public PictureLabels(long[] ids, int[] characters, string[] names)
    {
        (_ids, _characters, _names) = (ids, characters, names);
        _byCharacter = new int[ids.Length];
        _places = new Lazy<Dictionary<string, (int First, int Count)>>(SortByCharacter);
        int[] counts = new int[names.Length];
        foreach (int character in characters)
        {
            if (character >= 0)
            {
                counts[character]++;
            }
        }

        for (int i = 0; i < names.Length; i++)
        {
            _counts[names[i]] = counts[i];
        }
    }

    /// <summary>The characters, each with its number of pictures.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>The pictures it was loaded with, by id.</summary>
    public ReadOnlySpan<long> Ids => _ids;

    /// <summary>The place of each one's character among <see cref="Names"/>; below 0 if it is not known.</summary>
    public ReadOnlySpan<int> Characters => _characters;

    /// <summary>The characters it was loaded with.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>How many pictures came, went or changed since.</summary>
    public int ChangedCount => _changed.Count;

    /// <summary>Takes what is known of pictures, by id.</summary>
    public static PictureLabels Of(IReadOnlyList<(long Id, string? Character)> pictures)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        int[] characters = [.. pictures.Select(p => p.Character is null ? Nobody : places.TryAdd(p.Character, places.Count) ? places.Count - 1 : places[p.Character])];
        return new PictureLabels([.. pictures.Select(p => p.Id)], characters, [.. places.Keys]);
    }

    /// <summary>The same, with what changed among what it was loaded with. Nothing changes meanwhile.</summary>
    public PictureLabels Now()
    {
        if (_changed.IsEmpty)
        {
            return this;
        }

        IEnumerable<long> ids = _ids.Where(id => !_changed.ContainsKey(id)).Concat(_changed.Where(c => c.Value.Shown).Select(c => c.Key));
        return Of([.. ids.Order().Select(id => (id, CharacterOf(id)))]);
    }

    /// <summary>Whether there is a picture of this id.</summary>
    public bool Contains(long id) => _changed.TryGetValue(id, out var changed) ? changed.Shown : Array.BinarySearch(_ids, id) >= 0;

    /// <summary>Whom a picture shows; null if that, or the picture, is not known.</summary>
    public string? CharacterOf(long id)
    {
        if (_changed.TryGetValue(id, out (bool Shown, string? Character) changed))
        {
            return changed.Character;
        }

        int place = Array.BinarySearch(_ids, id);
        return place < 0 || _characters[place] < 0 ? null : _names[_characters[place]];
    }

    /// <summary>All pictures of a character.</summary>
    public HashSet<long> IdsOf(string character)
    {
        (int first, int count) = _places.Value.GetValueOrDefault(character);
        HashSet<long> ids = new(count);
        foreach (int place in _byCharacter.AsSpan(first, count))
        {
            ids.Add(_ids[place]);
        }

        foreach ((long id, (bool _, string? now)) in _changed)
        {
            _ = now == character ? ids.Add(id) : ids.Remove(id);
        }

        return ids;
    }

    /// <summary>Notes a new picture, or another character of one that is known.</summary>
    public void Set(long id, string? character)
    {
        Count(CharacterOf(id), -1);
        _changed[id] = (true, character);
        Count(character, 1);
    }

    /// <summary>Notes that a picture is not to be found any more.</summary>
    public void Remove(long id)
    {
        Count(CharacterOf(id), -1);
        _changed[id] = (false, null);
    }

    private void Count(string? character, int more)
    {
        if (character is not null && _counts.AddOrUpdate(character, more, (_, count) => count + more) <= 0)
        {
            _counts.TryRemove(character, out _);
        }
    }

    /// <summary>A counting sort: where each character's pictures begin, then every picture at the next place of its character.</summary>
    private Dictionary<string, (int First, int Count)> SortByCharacter()
    {
        int[] counts = new int[_names.Length];
        foreach (int character in _characters)
        {
            if (character >= 0)
            {
                counts[character]++;
            }
        }

        Dictionary<string, (int First, int Count)> places = new(StringComparer.Ordinal);
        int[] next = new int[_names.Length];
        for (int character = 0, first = 0; character < _names.Length; first += counts[character++])
        {
            places[_names[character]] = (first, counts[character]);
            next[character] = first;
        }

        for (int place = 0; place < _characters.Length; place++)
        {
            if (_characters[place] >= 0)
            {
                _byCharacter[next[_characters[place]]++] = place;
            }
        }

        return places;
    }
}
