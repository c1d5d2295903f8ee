using System.Collections.Concurrent;
using Gyo.Collections;
using Gyo.Indexing;
using Gyo.Ranking;

namespace Gyo;

/// <summary>
/// What a gallery answers from: its vectors and the pictures behind them, in memory. Made from the database and never ahead of it.
/// Searches may go on while pictures come.
/// </summary>
/// <remarks>
/// Pictures are seen in a <see cref="CharacterSpace"/> that was fitted to the labels of those it was loaded with. Pictures that come later are
/// seen the same way until they are so many that it should be loaded anew, as it must be when one goes or changes.
/// </remarks>
internal sealed class GalleryView : IDisposable
{
    /// <summary>A view is outdated when more than this share of its pictures has come: in a small gallery each, in a large one now and then.</summary>
    private const double ShareUntilOutdated = 0.25;

    private readonly FlatIndex _index;
    private readonly CharacterSpace _space;
    private readonly CharacterModels _models;
    private readonly Lazy<Calibration> _calibration;
    private readonly int _loaded;
    private readonly ConcurrentDictionary<long, StoredImage> _images = new();
    private readonly ConcurrentDictionary<string, int> _pictureCounts = new(StringComparer.Ordinal);

    private GalleryView(LoadedModel model, IReadOnlyList<(StoredImage Image, float[] Vector)> pictures)
    {
        Model = model;
        (StoredImage Image, float[] Vector)[] labelled = [.. pictures.Where(p => p.Image.File.Character is not null)];
        string[] labels = [.. labelled.Select(p => p.Image.File.Character!)];
        ReadOnlyMemory<float> VectorOf(int i) => labelled[i].Vector;
        _space = CharacterSpace.Fit(model.Dimension, labels, VectorOf);
        _models = new CharacterModels(_space);
        _calibration = new Lazy<Calibration>(() => CalibrationFit.Fit(model.Dimension, labels, VectorOf, model.SinglePictureTemperature));
        _index = new FlatIndex(model.Dimension, pictures.Count);
        foreach ((StoredImage image, float[] vector) in pictures)
        {
            Add(image, vector);
        }

        _loaded = pictures.Count;
    }

    /// <summary>The model whose vectors these are.</summary>
    public LoadedModel Model { get; }

    /// <summary>What this gallery's scores mean. Found when it is first asked for.</summary>
    public Calibration Calibration => _calibration.Value;

    /// <summary>Whether so many pictures have come that all should be seen by other eyes.</summary>
    public bool IsOutdated => Count - _loaded > ShareUntilOutdated * _loaded;

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

    /// <summary>The picture of an id; null when it is not known.</summary>
    public StoredImage? Find(long id) => _images.GetValueOrDefault(id);

    /// <summary>Asks the gallery.</summary>
    /// <param name="vector">D floats of unit norm.</param>
    /// <returns>All pictures, nearest first, and the score of every character.</returns>
    public (Neighbour[] Nearest, CharacterScore[] Scores) Ask(ReadOnlySpan<float> vector)
    {
        float[] coordinates = _space.Project(vector);
        Neighbour[] nearest = new Neighbour[Count];
        int found = _index.Search(_space.Direction(coordinates), nearest);
        return (nearest[..found], _models.Score(coordinates));
    }

    /// <summary>Lets a new picture be found. One thread at a time.</summary>
    public void Add(StoredImage image, float[] vector)
    {
        float[] coordinates = _space.Project(vector);
        _images[image.Id] = image;
        _index.Add(image.Id, _space.Direction(coordinates));
        if (image.File.Character is { } character)
        {
            _pictureCounts.AddOrUpdate(character, 1, (_, count) => count + 1);
            _models.Add(character, coordinates);
        }
    }

    /// <summary>No search may be under way. A view that was replaced is left to the garbage collector instead.</summary>
    public void Dispose() => _index.Dispose();
}
