namespace Gyo;

/// <summary>A change that somebody made to a gallery's pictures and can take back.</summary>
/// <param name="Id">Its id, never used again for another change.</param>
/// <param name="Words">What was done, as in "Moved 3 pictures to Gon".</param>
/// <param name="Pictures">How many pictures it was about.</param>
/// <param name="MadeUtc">When it was made.</param>
public sealed record GalleryChange(long Id, string Words, int Pictures, DateTime MadeUtc);
