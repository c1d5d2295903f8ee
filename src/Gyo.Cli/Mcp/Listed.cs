namespace Gyo.Cli.Mcp;

/// <summary>A character in a list.</summary>
/// <param name="Name">The character.</param>
/// <param name="Pictures">How many pictures show it.</param>
internal sealed record ListedCharacter(string Name, int Pictures);

/// <summary>Some characters.</summary>
/// <param name="Total">How many there are in all.</param>
/// <param name="Characters">Those that were asked for.</param>
internal sealed record ListedCharacters(int Total, IReadOnlyList<ListedCharacter> Characters);

/// <summary>A picture in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Path">Its full path.</param>
/// <param name="Character">Whom it shows; null if nobody knows.</param>
internal sealed record ListedPicture(long Id, string Path, string? Character);

/// <summary>Some pictures.</summary>
/// <param name="Total">How many there are in all.</param>
/// <param name="Pictures">Those that were asked for.</param>
internal sealed record ListedPictures(int Total, IReadOnlyList<ListedPicture> Pictures);
