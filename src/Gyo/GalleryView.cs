using System.Collections.Concurrent;
using Gyo.Collections;
using Gyo.Indexing;
using Gyo.Ranking;

namespace Gyo;

/// <summary>
/// What a gallery answers from: its vectors and the pictures behind them, in memory. Made from the database and never ahead of it.
/// Searches may go on while pictures come and go.
/// </summary>
/// <remarks>
/// The vectors it compares are whitened by the labels of the pictures that it was loaded with (<see cref="ClassWhitening"/>). Pictures
/// that come later are seen the same way until they are so many that it should be loaded anew.
/// </remarks>
internal sealed class GalleryView : IDisposable
{
    /// <summary>A view is outdated when this share of its pictures, and some more, has come or gone.</summary>
    private const double ShareUntilOutdated = 0.25;
    private const int ChangesAlwaysBorne = 8;

    private readonly FlatIndex _index;
    private readonly ClassWhitening _whitening;
    private readonly int _loaded;
    private readonly ConcurrentDictionary<long, StoredImage> _images = new();
    private readonly ConcurrentDictionary<string, int> _pictureCounts = new(StringComparer.Ordinal);

    private int _changes;

    private GalleryView(LoadedModel model, IReadOnlyList<(StoredImage Image, float[] Vector)> pictures)
    {
        Model = model;
        (StoredImage Image, float[] Vector)[] labelled = [.. pictures.Where(p => p.Image.File.Character is not null)];
        string[] labels = [.. labelled.Select(p => p.Image.File.Character!)];
        _whitening = ClassWhitening.Fit(model.Dimension, labels, i => labelled[i].Vector);
        _index = new FlatIndex(model.Dimension, pictures.Count);
        foreach ((StoredImage image, float[] vector) in pictures)
        {
            Add(image, vector);
        }

        (_loaded, _changes) = (pictures.Count, 0);
    }

    /// <summary>The model whose vectors these are.</summary>
    public LoadedModel Model { get; }

    /// <summary>
    /// How its similarities become confidences: as the model was calibrated, on whitened vectors. Where nothing can be whitened they lie
    /// elsewhere, and nobody is called unknown.
    /// </summary>
    public Calibration Calibration => _whitening.IsIdentity ? new Calibration() : Model.Calibration;

    /// <summary>This view, or one loaded anew if so much has changed that pictures should be seen by other eyes.</summary>
    public GalleryView OrAnew(GalleryStore store) =>
        _changes > ChangesAlwaysBorne + ShareUntilOutdated * _loaded ? Load(store, Model) : this;

    /// <summary>How many pictures can be found.</summary>
    public int Count => _index.Count;

    /// <summary>The characters, each with its number of pictures.</summary>
    public IReadOnlyDictionary<string, int> Characters => _pictureCounts;

    /// <summary>Reads all vectors of a model.</summary>
    public static GalleryView Load(GalleryStore store, LoadedModel model)
    {
        List<(StoredImage, float[])> pictures = [];
        store.ReadVectors(model.Id, model.Dimension, (image, vector) => pictures.Add((image, vector)));
        return new GalleryView(model, pictures);
    }

    /// <summary>The picture of an id; null when it is gone by now.</summary>
    public StoredImage? Find(long id) => _images.GetValueOrDefault(id);

    /// <summary>The nearest pictures, best first.</summary>
    /// <param name="vector">D floats of unit norm.</param>
    /// <param name="most">How many at most.</param>
    public Neighbour[] Nearest(ReadOnlySpan<float> vector, int most)
    {
        Neighbour[] nearest = new Neighbour[Math.Min(most, Count)];
        int found = _index.Search(_whitening.Apply(vector), nearest);
        return nearest[..found];
    }

    /// <summary>Lets a picture be found. One thread at a time.</summary>
    public void Add(StoredImage image, float[] vector)
    {
        Remove(image.Id);
        _images[image.Id] = image;
        _index.Add(image.Id, _whitening.Apply(vector));
        _changes++;
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
            _changes++;
            if (image.File.Character is { } character && _pictureCounts.AddOrUpdate(character, 0, (_, count) => count - 1) == 0)
            {
                _pictureCounts.TryRemove(character, out _);
            }
        }
    }

    /// <summary>No search may be under way. A view that was replaced is left to the garbage collector instead.</summary>
    public void Dispose() => _index.Dispose();
}
