using Gyo.Web.Reviewing;
using Microsoft.JSInterop;

namespace Gyo.Web.Components.Pages;

/// <content>What the keys and buttons of naming do.</content>
public sealed partial class Unnamed
{
    /// <summary>Pictures of a group that are shown.</summary>
    private const int Most = 40;

    private const int MostOthers = 24;

    private const int MostKnown = 8;

    private readonly HashSet<long> _picked = [];
    private readonly Dictionary<string, int> _skipped = [];
    private IReadOnlyList<UnnamedGroup> _open = [];
    private IReadOnlyList<UnnamedGroup> _alone = [];
    private IReadOnlyList<UnnamedGroup> _others = [];
    private IReadOnlyList<long> _following = [];
    private IReadOnlyList<long> _known = [];
    private UnnamedGroup? _current;
    private string _name = string.Empty;
    private int _skips;
    private int _unlabelled;
    private bool _deciding;
    private bool _failed;

    /// <inheritdoc/>
    protected override string Script => "unnamed.js";

    /// <summary>A key was pressed that decides; the page's script calls this.</summary>
    /// <param name="key">The key.</param>
    /// <param name="group">The id of the group that was seen then.</param>
    [JSInvokable]
    public async Task Pressed(string key, string group)
    {
        if (_deciding || (key != "u" && _current?.Id != group)) // who presses once more has not seen the next yet
        {
            return;
        }

        switch (key)
        {
            case "a" when _current?.Character is { } character:
                await WorkAsync(() => Naming.Name(Chosen(), character));
                break;
            case "r" when _current?.Character is not null:
                await WorkAsync(() => Naming.Decline(group, Chosen()));
                break;
            case "g" when _picked.Count > 0:
                long[] picked = [.. _picked];
                Said = Naming.Split(group, picked) is null ? "That is all of the group." : $"{FindingWords.Pictured(picked.Length)} out of it: a group of their own now.";
                break;
            case "l" when _current?.Character is null:
                Naming.LeaveAlone(group);
                Said = "Left alone.";
                break;
            case "s":
                _skipped[group] = ++_skips;
                (_current, Said) = (null, null);
                break;
            case "u":
                Gyo.GalleryChange? undone = await WorkAsync(Naming.Undo);
                if (!_failed)
                {
                    Said = undone is null ? "There is nothing to take back." : $"Taken back: {undone.Words}";
                    _current = null;
                }

                break;
            default:
                return;
        }

        await ReloadAsync();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Naming.Changed += OnChanged;
        if (Naming.IsOld && Host.Gallery.Pictures(new PictureFilter { Unlabelled = true }, 0, 0).Total > 0)
        {
            Naming.Start();
        }

        Read();
    }

    /// <inheritdoc/>
    protected override Task ReloadAsync()
    {
        Read();
        StateHasChanged();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override ValueTask LeaveAsync()
    {
        Naming.Changed -= OnChanged;
        return ValueTask.CompletedTask;
    }

    private static string Source(long id) => $"/api/images/{id}/thumbnail?size=320";

    private static string Title(UnnamedGroup group) => group.Character is { } character
        ? $"{FindingWords.Pictured(group.Pictures.Count)} that {(group.Pictures.Count == 1 ? "looks" : "look")} like {character}"
        : $"{FindingWords.Pictured(group.Pictures.Count)} of one character?";

    private void OnChanged() => _ = InvokeAsync(() => _deciding ? Task.CompletedTask : ReloadAsync());

    private void Read()
    {
        IReadOnlyList<UnnamedGroup> groups = Naming.Groups;
        _open = [.. groups.Where(g => !g.IsLeftAlone).OrderBy(g => _skipped.GetValueOrDefault(g.Id))];
        _alone = [.. groups.Where(g => g.IsLeftAlone)];
        _unlabelled = Host.Gallery.Pictures(new PictureFilter { Unlabelled = true }, 0, 0).Total;
        UnnamedGroup? next = _open.FirstOrDefault(g => g.Id == _current?.Id) ?? (_open.Count > 0 ? _open[0] : null);
        if (next?.Id != _current?.Id)
        {
            _name = string.Empty;
        }

        _known = next?.Character is { } character ? [.. Host.Gallery.Pictures(new PictureFilter { Character = character }, 0, MostKnown).Pictures.Select(p => p.Id)] : [];
        _current = next;
        _picked.IntersectWith(next?.Pictures ?? []);
        _others = [.. _open.Where(g => g.Character is null && g.Id != next?.Id).Take(MostOthers)];
        _following = [.. _open.Where(g => g.Id != next?.Id).Take(2).SelectMany(g => g.Pictures.Take(Most / 2))];
    }

    private void Pick(long id)
    {
        if (!_picked.Remove(id))
        {
            _picked.Add(id);
        }
    }

    /// <summary>What is selected; all if nothing is.</summary>
    private IReadOnlyCollection<long> Chosen() => _picked.Count > 0 ? [.. _picked] : _current?.Pictures ?? [];

    private string NameWords(UnnamedGroup group) => $"Name {(_picked.Count > 0 ? $"these {_picked.Count:N0}" : $"all {group.Pictures.Count:N0}")}";

    private IEnumerable<(string Key, string Name, string Does)> Decisions()
    {
        string which = _picked.Count > 0 ? FindingWords.Pictured(_picked.Count) : "All";
        if (_current is { Character: { } character })
        {
            yield return ("A", $"{which}: {character}", _picked.Count > 0 ? "Those selected get the name." : "Select some to decide about them alone.");
            yield return ("R", $"{which}: not {character}", "That is remembered, and not proposed again.");
            yield return ("S", "Skip", "It comes again at the end.");
        }
        else if (_current is not null)
        {
            if (_picked.Count > 0)
            {
                yield return ("G", "A group of their own", $"{which} leave this group.");
            }
            else
            {
                yield return ("L", "Leave alone", "It is put aside until you ask for it.");
            }

            yield return ("S", "Skip", "It comes again at the end.");
        }

        yield return ("U", "Undo", Last?.Words ?? "There is nothing to take back.");
    }

    private void Merge(string other)
    {
        Naming.Merge(_current!.Id, other);
        Said = "They are one group.";
    }

    private void ShowAlone()
    {
        foreach (UnnamedGroup group in _alone)
        {
            Naming.LeaveAlone(group.Id, isLeftAlone: false);
        }
    }

    private async Task NameAsync()
    {
        if (!_deciding && _current is not null && !string.IsNullOrWhiteSpace(_name))
        {
            string name = _name.Trim();
            await WorkAsync(() => Naming.Name(Chosen(), name));
            await ReloadAsync();
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
        if (!_failed)
        {
            Said = Last?.Words;
        }

        return done;
    }
}
