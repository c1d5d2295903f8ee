using Gyo.Imaging;

namespace Gyo.Web.Asking;

/// <summary>One of the pictures of a question on the page.</summary>
/// <param name="File">The picture.</param>
public sealed record AskedPicture(QueryFile File)
{
    private CropBox? _crop;

    /// <summary>The part that is asked; null for all of it.</summary>
    public CropBox? Crop
    {
        get => _crop;
        set => (_crop, FirstDrawn) = (value, value is null ? null : FirstDrawn ?? value);
    }

    /// <summary>
    /// Where the box on the picture was first drawn. From then on the page's script moves it, and tells where to: drawing it here again, a moment
    /// later, would take it out of the hand that moves it.
    /// </summary>
    public CropBox? FirstDrawn { get; private set; }

    /// <summary>Where the page shows it from.</summary>
    public string Url => $"/ask/pictures/{File.Id}";
}
