using Gyo.Collections;
using Gyo.Web.Asking;
using Gyo.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Gyo.Web.Components.Collecting;

/// <summary>A page on which pictures are decided about: makes changes, takes them back, and says what went wrong.</summary>
public abstract class CollectionPage : ScriptedComponent
{
    /// <summary>What can be taken back.</summary>
    protected GalleryChange? Last => Host.Gallery.LastChange;

    /// <summary>What is to be said; null: the last change.</summary>
    protected string? Said { get; set; }

    /// <inheritdoc/>
    protected override string Script => "collection.js";

    [Inject]
    protected GalleryHost Host { get; set; } = null!;

    [Inject]
    protected AskLimiter Limiter { get; set; } = null!;

    /// <summary>Pictures are on their way, have come, or could not be taken; the page's script calls this.</summary>
    /// <param name="came">How many have come.</param>
    /// <param name="all">How many are to come.</param>
    /// <param name="refused">Why one was refused; null if none was.</param>
    [JSInvokable]
    public async Task Added(int came, int all, string? refused)
    {
        Said = refused ?? (came < all ? $"Adding {came + 1} of {all}…" : all == 1 ? null : $"Added {all} pictures; each can be taken back by itself");
        StateHasChanged();
        if (came == all)
        {
            await ReloadAsync();
        }
    }

    /// <summary>Shows what is there now.</summary>
    protected abstract Task ReloadAsync();

    /// <summary>Takes the last change back.</summary>
    protected async Task UndoAsync()
    {
        GalleryChange? undone = null;
        await ChangeAsync(gallery => (undone = gallery.Undo()) is null ? 0 : 1, "There is nothing to take back.");
        if (undone is not null)
        {
            Said = $"Taken back: {undone.Words}";
            StateHasChanged();
        }
    }

    /// <summary>Makes a change.</summary>
    /// <param name="change">Returns how many pictures it changed.</param>
    /// <param name="none">What is said when it changed none.</param>
    /// <param name="reload">Whether to show what is there then.</param>
    protected async Task ChangeAsync(Func<Gallery, int> change, string none, bool reload = true)
    {
        try
        {
            Said = await Limiter.RunAsync(change, CancellationToken.None) == 0 ? none : null;
        }
        catch (Exception e) when (e is GalleryException or BusyException or ArgumentException)
        {
            Said = e is GalleryException gallery ? gallery.Reason : e.Message;
        }

        if (reload)
        {
            await ReloadAsync();
        }
    }
}
