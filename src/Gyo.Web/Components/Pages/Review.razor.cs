using Gyo.Web.Reviewing;
using Microsoft.JSInterop;

namespace Gyo.Web.Components.Pages;

/// <content>What the keys and buttons of the review do.</content>
public sealed partial class Review
{
    /// <summary>Findings whose pictures are fetched before they are shown.</summary>
    private const int Ahead = 3;

    private readonly Dictionary<string, int> _skipped = [];
    private int _skips;
    private IReadOnlyList<Finding> _following = [];
    private Finding? _current;
    private FindingKind? _kind;
    private long? _keep;
    private bool _deciding;
    private bool _failed;
    private bool _isEmpty;

    private int Decided => Queue.Count(ReviewState.Accepted) + Queue.Count(ReviewState.Rejected);

    private int Total => Decided + Queue.Count(ReviewState.Open);

    /// <inheritdoc/>
    protected override string Script => "review.js";

    /// <summary>A key was pressed that decides; the page's script calls this.</summary>
    /// <param name="key">The key.</param>
    /// <param name="finding">The id of the finding that was seen then.</param>
    [JSInvokable]
    public async Task Pressed(string key, string finding)
    {
        if (key == "u")
        {
            await TakeBackAsync();
        }
        else if (!char.IsAsciiDigit(key[0]))
        {
            await DecideAsync(key, finding);
        }
        else if (_current is { Kind: FindingKind.Duplicates } copies && copies.Id == finding && key[0] - '1' is >= 0 and var place && place < copies.Pictures.Count)
        {
            _keep = copies.Pictures[place].Id;
        }

        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _isEmpty = Host.Gallery.Count == 0 && Host.Gallery.LastChange is null;
        Queue.Follow();
        Queue.Changed += OnChanged;
        if (!_isEmpty && Queue.IsOld)
        {
            Queue.Start();
        }

        Advance();
    }

    /// <inheritdoc/>
    protected override Task ReloadAsync()
    {
        Advance();
        StateHasChanged();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override ValueTask LeaveAsync()
    {
        Queue.Changed -= OnChanged;
        return ValueTask.CompletedTask;
    }

    private void Inspect()
    {
        Said = null;
        Queue.Start();
    }

    private void Choose(FindingKind? kind)
    {
        _kind = kind;
        _current = null;
        Advance();
    }

    private void OnChanged() => _ = InvokeAsync(() =>
    {
        if (!_deciding)
        {
            Advance();
        }

        StateHasChanged();
    });

    /// <summary>Shows the finding that is shown while it is open, else the next.</summary>
    private void Advance()
    {
        Finding? still = _current is null ? null : Queue.Find(_current.Id);
        IReadOnlyList<Finding> next = Queue.Next(_kind, _skipped, Ahead + 1);
        Show(still ?? (next.Count > 0 ? next[0] : null));
        _following = [.. next.Where(f => f.Id != _current?.Id).Take(Ahead)];
    }

    private void Show(Finding? finding)
    {
        if (finding?.Id != _current?.Id)
        {
            _keep = null;
        }

        _current = finding;
    }

    private async Task DecideAsync(string key, string finding)
    {
        if (_deciding || _current is null || _current.Id != finding) // who presses once more has not seen the next yet
        {
            return;
        }

        if (key == "s")
        {
            _skipped[finding] = ++_skips;
            (_current, Said, _failed) = (null, null, false);
            Advance();
            return;
        }

        long? keep = _keep;
        int changed = await WorkAsync(() => key == "a" ? Queue.Accept(finding, keep) : Queue.Reject(finding));
        if (!_failed)
        {
            Said = changed > 0 ? Last?.Words : "There was nothing left to decide there.";
            Advance();
        }
    }

    private async Task TakeBackAsync()
    {
        if (_deciding)
        {
            return;
        }

        (Gyo.GalleryChange? change, Finding? finding) = await WorkAsync(Queue.Undo);
        if (!_failed)
        {
            Said = change is null ? "There is nothing to take back." : $"Taken back: {change.Words}";
            if (finding is not null)
            {
                _kind = finding.Kind == _kind ? _kind : null;
                _skipped.Remove(finding.Id);
                Show(finding);
            }

            Advance();
        }
    }

    /// <summary>Changes the gallery; what is shown stays if that fails, with the reason.</summary>
    private async Task<T?> WorkAsync<T>(Func<T> work)
    {
        T? done = default;
        (_deciding, _failed) = (true, false);
        await ChangeAsync(
            _ =>
            {
                done = work();
                return 1;
            },
            string.Empty,
            reload: false);
        (_deciding, _failed) = (false, Said is not null);
        return done;
    }
}
