using System.Collections.Concurrent;
using Gyo.Collections;
using Gyo.Indexing;

namespace Gyo;

/// <summary>
/// What a gallery answers from: its vectors and the pictures behind them, in memory. Made from the database and never ahead of it.
/// Searches may go on while pictures come and go.
/// </summary>
internal sealed class GalleryView(LoadedModel model) : IDisposable
{
    private readonly FlatIndex _index = new(model.Dimension);
    private readonly ConcurrentDictionary<long, StoredImage> _images = new();
    private readonly ConcurrentDictionary<string, int> _pictureCounts = new(StringComparer.Ordinal);

    /// <summary>The model whose vectors these are.</summary>
    public LoadedModel Model { get; } = model;

    /// <summary>How many pictures can be found.</summary>
    public int Count => _index.Count;

    /// <summary>The characters, each with its number of pictures.</summary>
    public IReadOnlyDictionary<string, int> Characters => _pictureCounts;

    /// <summary>Reads all vectors of a model.</summary>
    public static GalleryView Load(GalleryStore store, LoadedModel model)
    {
        GalleryView view = new(model);
        store.ReadVectors(model.Id, model.Dimension, view.Add);
        return view;
    }

    /// <summary>The picture of an id; null when it is gone by now.</summary>
    public StoredImage? Find(long id) => _images.GetValueOrDefault(id);

    /// <summary>The nearest pictures, best first.</summary>
    /// <param name="vector">D floats of unit norm.</param>
    /// <param name="most">How many at most.</param>
    public Neighbour[] Nearest(ReadOnlySpan<float> vector, int most)
    {
        Neighbour[] nearest = new Neighbour[Math.Min(most, Count)];
        int found = _index.Search(vector, nearest);
        return nearest[..found];
    }

    /// <summary>Lets a picture be found. One thread at a time.</summary>
    public void Add(StoredImage image, float[] vector)
    {
        Remove(image.Id);
        _images[image.Id] = image;
        _index.Add(image.Id, vector);
        if (image.File.Character is { } character)
        {
            _pictureCounts.AddOrUpdate(character, 1, (_, count) => count + 1);
        }
    }

    /// <summary>Lets a picture be found no more. One thread at a time.</summary>
    public void Remove(long id)
    {
        if (_images.TryRemove(id, out StoredImage? image))
        {
            _index.Remove(id);
            if (image.File.Character is { } character && _pictureCounts.AddOrUpdate(character, 0, (_, count) => count - 1) == 0)
            {
                _pictureCounts.TryRemove(character, out _);
            }
        }
    }

    /// <summary>No search may be under way. A view that was replaced is left to the garbage collector instead.</summary>
    public void Dispose() => _index.Dispose();
}
