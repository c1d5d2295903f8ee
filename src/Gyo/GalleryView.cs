using Gyo.Collections;
using Gyo.Indexing;
using Gyo.Ranking;

namespace Gyo;

/// <summary>
/// What a gallery answers from: an index of its vectors, and what its labels teach. Made from the database and never ahead of it, or from the
/// snapshot of one that was. Searches may go on while pictures come.
/// </summary>
/// <remarks>
/// Pictures are seen in a <see cref="CharacterSpace"/> that was fitted to the labels of those it was loaded with. Pictures that come or are
/// shown as somebody else later are seen the same way until they are so many that it should be loaded anew.
/// </remarks>
internal sealed class GalleryView : IDisposable
{
    /// <summary>
    /// Most pictures that each query is compared with: above, a graph is walked instead. A walk is faster from some 5,000 on (docs/speed.md); but up to
    /// here a look at all takes 25 µs longer, a hundredth of an answer's time, and finds the nearest without fail.
    /// </summary>
    public const int MostExact = 10_000;

    /// <summary>The nearest pictures that an answer is made of, if no more are asked for. Evidence from farther away is looked for by character.</summary>
    private const int UsualNeighbours = 100;

    /// <summary>A view is outdated when more than this share of its pictures has come, gone or changed: in a small gallery each, in a large one now and then.</summary>
    private const double ShareUntilOutdated = 0.25;

    private readonly IVectorIndex _index;
    private readonly CharacterSpace _space;
    private readonly CharacterModels _models;
    private readonly PictureLabels _labels;
    private readonly Lazy<Calibration> _calibration;
    private readonly SpaceAge _age;
    private int _isKept;

    private GalleryView(
        LoadedModel model,
        IVectorIndex index,
        CharacterSpace space,
        CharacterModels models,
        PictureLabels labels,
        Lazy<Calibration> calibration,
        long revision,
        SpaceAge? age = null)
    {
        (Model, _index, _space, _models, _labels, _calibration, Revision) = (model, index, space, models, labels, calibration, revision);
        _age = age ?? new SpaceAge(index.Count, Changed: 0);
    }

    /// <summary>The model whose vectors these are.</summary>
    public LoadedModel Model { get; }

    /// <summary>What this gallery's scores mean. Found when it is first asked for.</summary>
    public Calibration Calibration => _calibration.Value;

    /// <summary>Finds pictures by direction.</summary>
    public IVectorIndex Index => _index;

    /// <summary>What its labels taught.</summary>
    public CharacterSpace Space => _space;

    /// <summary>Its characters as the space sees them.</summary>
    public CharacterModels Models => _models;

    /// <summary>Whether so many pictures have come, gone or changed that all should be seen by other eyes.</summary>
    public bool IsOutdated => Age.Changed > ShareUntilOutdated * _age.Fitted;

    /// <summary>The revision of the database that this is of. Whoever has told it all that a change was sets it to what came of that.</summary>
    public long Revision { get; set; }

    private SpaceAge Age => _age with { Changed = _age.Changed + _labels.ChangedCount };

    /// <summary>How many pictures can be found.</summary>
    public int Count => _index.Count;

    /// <summary>The characters, each with its number of pictures.</summary>
    public IReadOnlyDictionary<string, int> Characters => _labels.Counts;

    /// <summary>Reads all vectors of a model.</summary>
    public static GalleryView Load(GalleryStore store, LoadedModel model)
    {
        long revision = store.Revision; // before the pictures: what comes in between makes a snapshot of this outdated, not wrong
        List<(long Id, string? Character)> pictures = [];
        List<float[]> vectors = [];
        store.ReadVectors(model.Id, model.Dimension, (id, character, vector) =>
        {
            pictures.Add((id, character));
            vectors.Add(vector);
        });
        int[] labelled = [.. Enumerable.Range(0, pictures.Count).Where(i => pictures[i].Character is not null)];
        string[] labels = [.. labelled.Select(i => pictures[i].Character!)];
        ReadOnlyMemory<float> VectorOf(int i) => vectors[labelled[i]];
        CharacterSpace space = CharacterSpace.Fit(model.Dimension, labels, VectorOf);
        CharacterModels models = CharacterModels.Of(space, labels, VectorOf);
        Lazy<Calibration> calibration = new(() => CalibrationFit.Fit(model.Dimension, labels, VectorOf, model.SinglePictureTemperature));
        long[] ids = [.. pictures.Select(p => p.Id)];
        float[] directions = Directions(space, vectors);
        IVectorIndex index = ids.Length > MostExact ? HnswIndex.Build(model.Dimension, ids, directions) : Flat(model.Dimension, ids, directions);
        return new GalleryView(model, index, space, models, PictureLabels.Of(pictures), calibration, revision);
    }

    /// <summary>Reads a snapshot.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="store">The database, which it must be of.</param>
    /// <param name="model">The model, likewise.</param>
    /// <returns>Null when there is none, or it is of an earlier state of the database.</returns>
    /// <exception cref="IndexFormatException">It is damaged.</exception>
    public static GalleryView? Open(string path, GalleryStore store, LoadedModel model)
    {
        if (GallerySnapshot.Open(path) is not { } snapshot || !snapshot.IsOf(store.Revision, model.Id))
        {
            return null;
        }

        (CharacterSpace space, CharacterModels models, Calibration calibration) = snapshot.ReadTaught();
        PictureLabels labels = snapshot.ReadLabels();
        IVectorIndex index = snapshot.Graph() is { } graph ? graph : Flat(model.Dimension, labels.Ids, snapshot.Directions());
        return new GalleryView(model, index, space, models, labels, new Lazy<Calibration>(calibration), store.Revision, snapshot.ReadAge())
        {
            _isKept = 1,
        };
    }

    /// <summary>Writes a snapshot, once, if no picture has come. Where it can't be written, the next process takes longer to open the gallery.</summary>
    public void Keep(string path)
    {
        if (Interlocked.Exchange(ref _isKept, 1) == 1 || _labels.ChangedCount > 0)
        {
            return;
        }

        Write(path);
    }

    /// <summary>
    /// Writes a snapshot of a large gallery that has changed since there was one: to make its graph again takes as long as it took at first.
    /// A small one is sooner made again, with a space that has seen what changed.
    /// </summary>
    /// <param name="path">Its file.</param>
    /// <param name="revision">That of the database now: if others have changed it, nothing is written.</param>
    public void KeepChanges(string path, long revision)
    {
        if (_labels.ChangedCount > 0 && _index is HnswIndex && Revision == revision)
        {
            Write(path);
        }
    }

    private void Write(string path)
    {
        try
        {
            GallerySnapshot.Write(path, Revision, Model.Id, (_space, _models, Calibration), _labels.Now(), _index, Age);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk or a folder that may only be read: the database is the truth, and it is unharmed.
        }
    }

    /// <summary>Whether there is a picture of this id.</summary>
    public bool Contains(long id) => _labels.Contains(id);

    /// <summary>Whom a picture shows; null if that is not known.</summary>
    public string? CharacterOf(long id) => _labels.CharacterOf(id);

    /// <summary>Asks the gallery.</summary>
    /// <param name="vector">D floats of unit norm.</param>
    /// <param name="pictures">How many of the nearest pictures are wanted at least.</param>
    /// <returns>The nearest pictures, nearest first, the score of every character, and the direction that pictures were compared by.</returns>
    public (Neighbour[] Nearest, CharacterScore[] Scores, float[] Direction) Ask(ReadOnlySpan<float> vector, int pictures)
    {
        float[] coordinates = _space.Project(vector);
        Neighbour[] nearest = new Neighbour[Math.Min(Count, Math.Max(UsualNeighbours, pictures))];
        float[] direction = _space.Direction(coordinates);
        int found = _index.Search(direction, nearest);
        return (nearest[..found], _models.Score(coordinates), direction);
    }

    /// <summary>The score of every character.</summary>
    /// <param name="vector">D floats of unit norm.</param>
    public CharacterScore[] Score(ReadOnlySpan<float> vector) => _models.Score(_space.Project(vector));

    /// <summary>The nearest pictures of one character.</summary>
    /// <param name="direction">As <see cref="Ask"/> gave it.</param>
    /// <param name="character">The character.</param>
    /// <param name="count">How many at most.</param>
    public Neighbour[] NearestOf(ReadOnlySpan<float> direction, string character, int count)
    {
        HashSet<long> ids = _labels.IdsOf(character);
        Neighbour[] nearest = new Neighbour[Math.Min(count, ids.Count)];
        return nearest[.._index.Search(direction, nearest, ids)];
    }

    /// <summary>The directions by which pictures are compared.</summary>
    /// <param name="vectors">N of D floats of unit norm.</param>
    /// <returns>[N, D], of unit norm.</returns>
    public float[] Directions(IReadOnlyList<float[]> vectors) => Directions(_space, vectors);

    /// <summary>Lets a new picture be found, or a known one as somebody else. One thread at a time.</summary>
    /// <param name="id">The picture.</param>
    /// <param name="character">Whom it shows; null if that is not known.</param>
    /// <param name="vector">D floats of unit norm, the same as before if it is known.</param>
    public void Set(long id, string? character, ReadOnlySpan<float> vector)
    {
        float[] coordinates = _space.Project(vector);
        bool isNew = !_labels.Contains(id);
        string? before = _labels.CharacterOf(id);
        if (!isNew && before == character)
        {
            return;
        }

        if (character is not null)
        {
            _models.Add(character, coordinates);
        }

        _labels.Set(id, character);
        if (before is not null)
        {
            _models.Remove(before, coordinates);
        }

        if (isNew)
        {
            _index.Add(id, _space.Direction(coordinates));
        }
    }

    /// <summary>Lets a picture not be found any more. One thread at a time.</summary>
    /// <param name="id">The picture, which need not be known.</param>
    /// <param name="vector">D floats of unit norm.</param>
    public void Remove(long id, ReadOnlySpan<float> vector)
    {
        if (!_labels.Contains(id))
        {
            return;
        }

        if (_labels.CharacterOf(id) is { } character)
        {
            _models.Remove(character, _space.Project(vector));
        }

        _labels.Remove(id);
        _index.Remove(id);
    }

    /// <summary>The nearest pictures of a vector.</summary>
    /// <param name="vector">D floats of unit norm.</param>
    /// <param name="count">How many pictures are wanted at most.</param>
    /// <returns>The nearest pictures, nearest first.</returns>
    public Neighbour[] Nearest(ReadOnlySpan<float> vector, int count)
    {
        Neighbour[] nearest = new Neighbour[Math.Min(Count, count)];
        return nearest[.._index.Search(_space.Direction(_space.Project(vector)), nearest)];
    }

    /// <summary>No search may be under way. A view that was replaced is left to the garbage collector instead.</summary>
    public void Dispose() => _index.Dispose();

    private static float[] Directions(CharacterSpace space, IReadOnlyList<float[]> vectors)
    {
        float[] directions = new float[vectors.Count * space.Dimension];
        Parallel.For(0, vectors.Count, i => space.Direction(space.Project(vectors[i])).CopyTo(directions.AsSpan(i * space.Dimension)));
        return directions;
    }

    private static FlatIndex Flat(int dimension, ReadOnlySpan<long> ids, ReadOnlySpan<float> directions)
    {
        FlatIndex index = new(dimension, ids.Length);
        for (int i = 0; i < ids.Length; i++)
        {
            index.Add(ids[i], directions.Slice(i * dimension, dimension));
        }

        return index;
    }
}
