namespace Gyo.Web.Asking;

/// <summary>What somebody is asking on the page: the pictures, and which answers were more or less what was meant.</summary>
public sealed class Question
{
    private readonly List<AskedPicture> _pictures = [];
    private readonly List<PictureMatch> _like = [];
    private readonly List<PictureMatch> _unlike = [];

    /// <summary>The pictures that were given.</summary>
    public IReadOnlyList<AskedPicture> Pictures => _pictures;

    /// <summary>Pictures of the gallery of which more is wanted.</summary>
    public IReadOnlyList<PictureMatch> Like => _like;

    /// <summary>Pictures of the gallery that are not meant.</summary>
    public IReadOnlyList<PictureMatch> Unlike => _unlike;

    /// <summary>Whether there is anything to ask with.</summary>
    public bool IsEmpty => _pictures.Count + _like.Count == 0;

    /// <summary>Asks with other pictures than before.</summary>
    public void Begin(IEnumerable<QueryFile> files)
    {
        Clear();
        Add(files);
    }

    /// <summary>Asks with more pictures of the same character.</summary>
    public void Add(IEnumerable<QueryFile> files) => _pictures.AddRange(files.Select(f => new AskedPicture(f)));

    /// <summary>Asks with nothing.</summary>
    public void Clear()
    {
        _pictures.Clear();
        _like.Clear();
        _unlike.Clear();
    }

    /// <summary>Asks without one of the pictures.</summary>
    public void Remove(AskedPicture picture) => _pictures.Remove(picture);

    /// <summary>Wants more like a picture, or no longer.</summary>
    public void ToggleLike(PictureMatch picture) => Toggle(picture, _like, _unlike);

    /// <summary>Does not mean a picture, or does again.</summary>
    public void ToggleUnlike(PictureMatch picture) => Toggle(picture, _unlike, _like);

    /// <summary>The question as the gallery takes it.</summary>
    public Query ToQuery() => new(
        [.. _pictures.Select(p => QueryPicture.FromBytes(p.File.Bytes, p.File.Name, p.Crop)), .. _like.Select(p => QueryPicture.InGallery(p.Id))],
        [.. _unlike.Select(p => QueryPicture.InGallery(p.Id))]);

    private static void Toggle(PictureMatch picture, List<PictureMatch> to, List<PictureMatch> from)
    {
        from.RemoveAll(p => p.Id == picture.Id);
        if (to.RemoveAll(p => p.Id == picture.Id) == 0)
        {
            to.Add(picture);
        }
    }
}
