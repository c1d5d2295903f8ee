namespace Gyo;

/// <summary>Which pictures of a gallery are wanted; those that meet all of it.</summary>
public sealed record PictureFilter
{
    /// <summary>All pictures.</summary>
    public static readonly PictureFilter All = new();

    /// <summary>Only pictures that show this character. Null: of anybody.</summary>
    public string? Character { get; init; }

    /// <summary>Only pictures of which nobody knows whom they show. Default false.</summary>
    public bool Unlabelled { get; init; }

    /// <summary>Only pictures that were taken out, instead of those that can be found. Default false.</summary>
    public bool TakenOut { get; init; }

    /// <summary>Words that must all be in the path, the file's name or the label, upper or lower case of a to z alike. Null or empty: any.</summary>
    public string? Text { get; init; }

    /// <summary>The earliest time at which the file was last written. Null: any.</summary>
    public DateTime? FromUtc { get; init; }

    /// <summary>The time before which the file was last written. Null: any.</summary>
    public DateTime? BeforeUtc { get; init; }
}
