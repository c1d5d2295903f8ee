namespace Gyo;

/// <summary>A picture that a finding is about, or that shows why.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Path">Its full path, '/' between the parts.</param>
/// <param name="Character">Whom it is shown as; null if nobody knows.</param>
/// <param name="Words">What is to be known of it here, as in "1200×900, mirrored"; may be empty.</param>
public sealed record FoundPicture(long Id, string Path, string? Character, string Words = "");
