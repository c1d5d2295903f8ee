using System.Security.Cryptography;
using Gyo.Collections;
using Gyo.Embedding;
using Gyo.Imaging;
using Gyo.Indexing;
using Gyo.Ranking;

namespace Gyo;

/// <summary>
/// The front door: a gallery of pictures that is asked with a picture and answers with characters. It lives in a directory of its
/// own and keeps all it needs there: <c>gallery.db</c>, the truth, a copy of its model, and <c>index.gyo</c>, a snapshot that can be made again from both. The pictures stay where they are; those that are given
/// without a place of their own (<see cref="Import"/>) are kept in <c>pictures/</c>.
/// </summary>
/// <remarks>
/// The road of a query: <see cref="PictureReader"/> makes pixels of the file, the model a unit vector of the pixels,
/// <see cref="CharacterSpace"/> weighs it by what the gallery's labels tell, an <see cref="IVectorIndex"/> finds the nearest pictures,
/// <see cref="CharacterModels"/> scores the characters, <see cref="CharacterRanker"/> makes an answer of both. Safe to share between threads:
/// searches run side by side and beside one change. Changes wait for each other within a process; another process that is changing the same
/// gallery makes them fail with a <see cref="GalleryException"/>. What another process has changed is seen after <see cref="Refresh"/>.
/// </remarks>
public sealed partial class Gallery : IDisposable
{
    private readonly Lock _changing = new();
    private readonly GalleryStore _store;
    private readonly ModelShelf _shelf;
    private readonly List<LoadedModel> _models = []; // kept until the end: a search may still be using the last but one
    private GalleryView _view;
    private int _closed;

    private Gallery(string directory, GalleryStore store, ModelShelf shelf, LoadedModel? model)
    {
        Directory = directory;
        _store = store;
        _shelf = shelf;
        if (model is not null)
        {
            _models.Add(model);
        }

        try
        {
            _view = LoadView();
        }
        catch
        {
            store.Dispose();
            _models.ForEach(m => m.Dispose());
            throw;
        }
    }

    /// <summary>The gallery's directory.</summary>
    public string Directory { get; }

    /// <summary>How many pictures can be found.</summary>
    public int Count => View.Count;

    /// <summary>The characters, each with its number of pictures.</summary>
    public IReadOnlyDictionary<string, int> Characters => View.Characters;

    /// <summary>The folders it indexes, as full paths.</summary>
    public IReadOnlyList<string> Folders => [.. _store.Folders.Where(f => !f.IsSingles && !f.IsOwn).Select(f => f.Path)];

    /// <summary>The id of the model that answers.</summary>
    public string ModelId => View.Model.Id;

    /// <summary>The id of the model that the next <see cref="Index(string, IProgress{IndexProgress}?, CancellationToken)"/> leads to; null when it is the one that answers.</summary>
    public string? NextModelId => _store.NextModelId;

    /// <summary>D, the length of the vectors of the model that answers.</summary>
    public int Dimension => View.Model.Dimension;

    private GalleryView View => Volatile.Read(ref _view);

    /// <summary>Whether a directory holds a gallery; one whose making was cut short is none yet.</summary>
    /// <param name="directory">The directory, which need not exist.</param>
    public static bool Exists(string directory) => GalleryStore.Exists(directory);

    /// <summary>Opens a gallery.</summary>
    /// <param name="directory">Its directory.</param>
    /// <exception cref="GalleryException">There is none, or it is damaged or of another version.</exception>
    /// <exception cref="ModelFormatException">
    /// Its copy of the model is missing or damaged. A graph that ONNX Runtime refuses shows when the first picture is embedded.
    /// </exception>
    public static Gallery Open(string directory)
    {
        Task runtime = Task.Run(OnnxEmbedder.LoadRuntime); // meanwhile the database is opened
        try
        {
            return Open(directory, LoadPackage);
        }
        catch
        {
            Task.WaitAny(runtime); // the process may be about to end, under the thread that loads
            throw;
        }
    }

    /// <summary>
    /// Opens a gallery, or makes an empty one. If it was made with another model, that one goes on answering until the next
    /// <see cref="Index(string, IProgress{IndexProgress}?, CancellationToken)"/> has embedded every picture again.
    /// </summary>
    /// <param name="directory">Its directory, made if need be.</param>
    /// <param name="model">The model it is to use; the gallery keeps a copy.</param>
    /// <exception cref="GalleryException">What is there is something else, damaged, of another version or being changed.</exception>
    /// <exception cref="ModelFormatException">The model, or the copy of the one that answers until then, is damaged.</exception>
    public static Gallery OpenOrCreate(string directory, ModelPackage model) =>
        OpenOrCreate(directory, LoadedModel.Of(model), model.Save, LoadPackage);

    /// <summary>
    /// Brings the gallery in line with a folder: adds what is new, embeds again what changed, follows moves, drops what is gone. Each
    /// first-level sub-folder is a character. Then carries out a change of model, for all folders.
    /// </summary>
    /// <remarks>
    /// A file whose length and time are as before is taken as unchanged; of any other the SHA-256 decides. Pictures whose files are
    /// gone are dropped only below this folder, and only when everything else is done. A file that can't be read is skipped and what
    /// is known of it stands; one that was read but can't be decoded is remembered and not found until it can. Work is committed in
    /// batches: after a kill or a cancellation all finished batches are kept, and the next run goes on from there.
    /// </remarks>
    /// <param name="folder">The folder. A gallery may hold several, none within another.</param>
    /// <param name="progress">Is told after each batch.</param>
    /// <param name="cancel">Honoured between batches.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder; nothing was changed.</exception>
    /// <exception cref="GalleryException">
    /// The folder holds no picture (nothing was changed: its disk may not be mounted), overlaps with another of the gallery's folders,
    /// or another process is changing the gallery.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public IndexResult Index(string folder, IProgress<IndexProgress>? progress = null, CancellationToken cancel = default) =>
        Index(folder, takes: null, progress, cancel);

    /// <summary><see cref="Index(string, IProgress{IndexProgress}?, CancellationToken)"/> of some of the files; see <see cref="FolderIndexer.Takes"/>.</summary>
    private IndexResult Index(string folder, Func<ImageFile, bool>? takes, IProgress<IndexProgress>? progress, CancellationToken cancel)
    {
        lock (_changing)
        {
            using GalleryLock turn = new(Directory);
            IndexResult result;
            try
            {
                string modelId = _store.NextModelId ?? _store.ModelId;
                FolderIndexer indexer = new(_store, Model(modelId), progress, cancel) { Takes = takes };
                result = indexer.Run(folder);
                if (_store.NextModelId is not null && !indexer.LeftKnownUnread) // a vector of the old model may be all there is of a picture
                {
                    _store.FinishModelChange();
                    _shelf.DropAllBut(modelId);
                }
            }
            finally
            {
                Refresh();
            }

            View.Keep(SnapshotPath);
            return result;
        }
    }

    /// <summary>Adds one picture that lies in none of the gallery's folders, or replaces it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="character">Whom it shows; null if that is not known.</param>
    /// <exception cref="ArgumentException">The character's name is empty.</exception>
    /// <exception cref="ImageDecodeException">The file can't be read or decoded; nothing was changed.</exception>
    /// <exception cref="GalleryException">It lies in one of the folders, or another process is changing the gallery.</exception>
    public void Add(string path, string? character = null)
    {
        if (character is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(character);
        }

        string fullPath = StoredFolder.FullPath(path);
        lock (_changing)
        {
            using GalleryLock turn = new(Directory);
            if (_store.Folders.FirstOrDefault(f => f.Holds(fullPath)) is { } holder)
            {
                throw new GalleryException(path, $"this file lies in {holder.Path}, which the gallery indexes; index that folder again.");
            }

            LoadedModel model = View.Model;
            byte[] bytes = model.Reader.ReadFile(fullPath);
            float[] vector = model.Embed([model.Reader.Read(bytes, path).Pixels])[0];
            ImageFile file = ImageFile.Of(new FileInfo(fullPath), fullPath) with { Character = character };
            string sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
            GalleryView view = View;
            StoredImage image = null!;
            Follow(view, () => image = _store.Put(_store.Folder(StoredFolder.Singles), file, sha256, model.Id, vector));
            bool isNew = !view.Contains(image.Id);
            if (isNew)
            {
                view.Set(image.Id, image.Label, vector);
            }

            if (!isNew || view.IsOutdated)
            {
                Refresh();
            }
        }
    }

    /// <summary>Forgets a folder with all of its pictures, or one picture. The files stay; one in an indexed folder comes back.</summary>
    /// <param name="path">One of the gallery's folders, or a picture in the gallery.</param>
    /// <returns>How many pictures were forgotten: 0 when the gallery does not know the path.</returns>
    /// <exception cref="GalleryException">Another process is changing the gallery.</exception>
    public int Remove(string path)
    {
        string fullPath = StoredFolder.FullPath(path);
        lock (_changing)
        {
            using GalleryLock turn = new(Directory);
            StoredFolder? folder = _store.Folders.FirstOrDefault(f => f.Path == fullPath);
            List<StoredImage> images = [.. _store.Images(ModelId).Where(i => i.Folder == folder || i.Path == fullPath)];
            _store.Transaction(() =>
            {
                images.ForEach(i => _store.Remove(i.Id));
                if (folder is not null)
                {
                    _store.RemoveFolder(folder);
                }
            });
            Refresh();
            return images.Count;
        }
    }

    /// <summary>Reads the gallery from its database again, to see what another process has changed.</summary>
    public void Refresh()
    {
        lock (_changing)
        {
            Volatile.Write(ref _view, LoadView());
        }
    }

    /// <summary>Closes the gallery. No search or change may be under way.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1)
        {
            return;
        }

        KeepChanges();
        _view.Dispose();
        _store.Dispose();
        _models.ForEach(m => m.Dispose());
    }

    /// <summary><see cref="Open(string)"/> with any kind of model.</summary>
    internal static Gallery Open(string directory, Func<string, LoadedModel> load) =>
        new(directory, GalleryStore.Open(directory), new ModelShelf(directory, load), model: null);

    /// <summary><see cref="OpenOrCreate(string, ModelPackage)"/> with any kind of model.</summary>
    internal static Gallery OpenOrCreate(string directory, LoadedModel model, Action<string> save, Func<string, LoadedModel> load)
    {
        if (File.Exists(directory))
        {
            throw new GalleryException(directory, "this is a file; name a folder for the gallery.");
        }

        System.IO.Directory.CreateDirectory(directory);
        using GalleryLock turn = new(directory);
        ModelShelf shelf = new(directory, load);
        shelf.Keep(model.Id, save); // before the database names it: a kill in between leaves a folder that nobody asks for
        GalleryStore store = GalleryStore.OpenOrCreate(directory, model.Id);
        if (model.Id != (store.NextModelId ?? store.ModelId))
        {
            store.BeginModelChange(model.Id);
        }

        shelf.DropAllBut(store.ModelId, store.NextModelId);
        return new Gallery(directory, store, shelf, model);
    }

    private static LoadedModel LoadPackage(string folder) => LoadedModel.Begin(ModelPackage.Load(folder));

    /// <summary>A model of this gallery, loaded when it is first needed.</summary>
    private LoadedModel Model(string id)
    {
        LoadedModel? model = _models.Find(m => m.Id == id);
        if (model is null)
        {
            _models.Add(model = _shelf.Load(id));
        }

        return model;
    }
}
