namespace Gyo;

/// <summary>A character of a gallery with a picture to know it by.</summary>
/// <param name="Name">The character; null stands for the pictures of which nobody knows whom they show.</param>
/// <param name="Count">How many pictures there are, at least 1.</param>
/// <param name="CoverId">The id of the picture that has been here longest.</param>
public sealed record CharacterCover(string? Name, int Count, long CoverId);
