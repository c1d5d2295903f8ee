namespace Gyo;

/// <summary>How a folder is watched.</summary>
public sealed record WatchOptions
{
    /// <summary>A file that changed within this time may still be being written, and is waited for. A second: copies pause for less.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// After so long the folder is looked through though nothing was told: systems forget to tell of changes, on network drives of all.
    /// A minute: to look through 100,000 files takes a second.
    /// </summary>
    public TimeSpan Rescan { get; init; } = TimeSpan.FromMinutes(1);
}
