using Gyo.Collections;
using Gyo.Embedding;

namespace Gyo;

/// <summary>
/// The copies of models that a gallery keeps so that it needs nothing else: <c>model/ID/</c>, one a model, two while one takes over
/// from another. Which of them answers is for the database to say, so that taking over is a single transaction.
/// </summary>
/// <param name="galleryDirectory">The gallery's directory.</param>
/// <param name="load">Loads a model from a folder.</param>
internal sealed class ModelShelf(string galleryDirectory, Func<string, LoadedModel> load)
{
    private readonly string _shelf = Path.Combine(galleryDirectory, "model");

    /// <summary>Loads a model.</summary>
    /// <exception cref="GalleryException">What lies in its folder is another model.</exception>
    public LoadedModel Load(string id)
    {
        string folder = Path.Combine(_shelf, id);
        LoadedModel model = load(folder);
        if (model.Id == id)
        {
            return model;
        }

        model.Dispose();
        throw new GalleryException(folder, "this is not the model its name says; index the folders again with `--model`.");
    }

    /// <summary>What is known of a model.</summary>
    public ModelManifest Manifest(string id) => ModelPackage.LoadManifest(Path.Combine(_shelf, id));

    /// <summary>Keeps a copy of a model.</summary>
    public void Keep(string id, Action<string> save) => save(Path.Combine(_shelf, id));

    /// <summary>Drops the copies that no picture needs any more.</summary>
    public void DropAllBut(params string?[] ids)
    {
        foreach (string folder in Directory.EnumerateDirectories(_shelf).Where(f => !ids.Contains(Path.GetFileName(f))))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another process still answers with it; it goes next time.
            }
        }
    }
}
