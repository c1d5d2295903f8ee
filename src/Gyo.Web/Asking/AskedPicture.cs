using Gyo.Imaging;

namespace Gyo.Web.Asking;

/// <summary>One of the pictures of a question on the page.</summary>
/// <param name="File">The picture.</param>
public sealed record AskedPicture(QueryFile File)
{
    /// <summary>The part that is asked; null for all of it.</summary>
    public CropBox? Crop { get; set; }

    /// <summary>Where the page shows it from.</summary>
    public string Url => $"/ask/pictures/{File.Id}";
}
