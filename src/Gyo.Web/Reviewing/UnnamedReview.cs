using Gyo.Collections;
using Gyo.Web.Hosting;

namespace Gyo.Web.Reviewing;

/// <summary>The pictures of nobody known in groups that can be named: one list for everybody who looks.</summary>
public sealed class UnnamedReview(GalleryHost host) : BackgroundWork<double>((next, told) => next - told >= 0.01)
{
    private readonly Lock _deciding = new();
    private readonly Dictionary<(string Group, long Picture), long?> _declined = []; // with the change that said so
    private List<UnnamedGroup> _groups = [];
    private int _made;
    private int _seen;

    /// <summary>Whether groups were looked for.</summary>
    public bool IsGrouped { get; private set; }

    /// <summary>Whether pictures of nobody known have come that were not there when groups were looked for.</summary>
    public bool IsOld => !IsGrouped || host.Gallery.Pictures(new PictureFilter { Unlabelled = true }, 0, 0).Total > _seen;

    /// <summary>Finds groups; tests give groups of their own.</summary>
    internal Func<Gallery, IProgress<double>, CancellationToken, IReadOnlyList<UnnamedGroup>> Find { get; set; } = UnnamedSearch.Find;

    /// <summary>Begins to look for groups, unless that is under way; those there are stay until it ends.</summary>
    public void Start() => Begin((progress, cancel) =>
    {
        int seen = host.Gallery.Pictures(new PictureFilter { Unlabelled = true }, 0, 0).Total;
        IReadOnlyList<UnnamedGroup> found = Find(host.Gallery, progress, cancel);
        lock (_deciding)
        {
            HashSet<string> alone = [.. _groups.Where(g => g.IsLeftAlone).Select(g => g.Id)];
            _groups = [.. found.Select(g => g with { IsLeftAlone = alone.Contains(g.Id) })];
            (_seen, IsGrouped) = (seen, true);
            _declined.Clear();
        }
    });

    /// <summary>The groups with the pictures of theirs that nobody has named yet: first those of known characters.</summary>
    public IReadOnlyList<UnnamedGroup> Groups
    {
        get
        {
            lock (_deciding)
            {
                IReadOnlyDictionary<long, GalleryPicture> there = host.Gallery.FindPictures([.. _groups.SelectMany(g => g.Pictures).Distinct()]);
                return
                [
                    .. _groups.Select(g => Left(g, [.. g.Pictures.Where(p => there.TryGetValue(p, out GalleryPicture? now) && now.Character is null && !_declined.ContainsKey((g.Id, p)))]))
                        .Where(g => g.Pictures.Count > 0),
                ];
            }
        }
    }

    /// <summary>Names pictures of a group.</summary>
    /// <param name="ids">The pictures.</param>
    /// <param name="name">Whom they show, known or new.</param>
    /// <returns>How many have another name now.</returns>
    /// <exception cref="ArgumentException">The name is empty, too long or has control characters.</exception>
    /// <exception cref="GalleryException">Another process is changing the gallery.</exception>
    public int Name(IReadOnlyCollection<long> ids, string name)
    {
        int changed = host.Gallery.Relabel(ids, name);
        Tell();
        return changed;
    }

    /// <summary>Says that pictures do not show the known character that they look like.</summary>
    /// <param name="group">The group's id.</param>
    /// <param name="ids">The pictures.</param>
    /// <returns>How many it was said of.</returns>
    /// <exception cref="GalleryException">Another process is changing the gallery.</exception>
    public int Decline(string group, IReadOnlyCollection<long> ids)
    {
        lock (_deciding)
        {
            if (_groups.Find(g => g.Id == group)?.Character is not { } character)
            {
                return 0;
            }

            long? before = host.Gallery.LastChange?.Id;
            host.Gallery.SayDoesNotShow(ids, character);
            long? after = host.Gallery.LastChange?.Id;
            foreach (long id in ids)
            {
                _declined[(group, id)] = after == before ? null : after;
            }
        }

        Tell();
        return ids.Count;
    }

    /// <summary>Lets pictures of a group be a group of their own, after it.</summary>
    /// <returns>The new group's id; null when nothing would be left of the old one.</returns>
    public string? Split(string group, IReadOnlyCollection<long> ids)
    {
        string? made = null;
        lock (_deciding)
        {
            int at = _groups.FindIndex(g => g.Id == group);
            if (at >= 0 && _groups[at].Pictures.Any(p => !ids.Contains(p)))
            {
                made = $"made-{++_made}";
                _groups.Insert(at + 1, new UnnamedGroup(made, null, [.. _groups[at].Pictures.Where(ids.Contains)], "You made this group."));
                _groups[at] = Left(_groups[at], [.. _groups[at].Pictures.Where(p => !ids.Contains(p))]);
            }
        }

        Tell();
        return made;
    }

    /// <summary>Lets a group become part of another.</summary>
    public void Merge(string into, string other)
    {
        lock (_deciding)
        {
            (int to, int from) = (_groups.FindIndex(g => g.Id == into), _groups.FindIndex(g => g.Id == other));
            if (to >= 0 && from >= 0 && to != from)
            {
                _groups[to] = _groups[to] with { Pictures = [.. _groups[to].Pictures.Union(_groups[from].Pictures)], Reason = "You put these together." };
                _groups.RemoveAt(from);
            }
        }

        Tell();
    }

    /// <summary>Leaves a group alone, or no longer.</summary>
    public void LeaveAlone(string group, bool isLeftAlone = true)
    {
        lock (_deciding)
        {
            int at = _groups.FindIndex(g => g.Id == group);
            if (at >= 0)
            {
                _groups[at] = _groups[at] with { IsLeftAlone = isLeftAlone };
            }
        }

        Tell();
    }

    /// <summary>Takes the gallery's last change back, whoever made it.</summary>
    /// <returns>The change; null when there is none.</returns>
    /// <exception cref="GalleryException">Another process is changing the gallery.</exception>
    public GalleryChange? Undo()
    {
        GalleryChange? undone;
        lock (_deciding)
        {
            undone = host.Gallery.Undo();
            foreach ((string, long) declined in _declined.Where(d => undone is not null && d.Value == undone.Id).Select(d => d.Key).ToList())
            {
                _declined.Remove(declined);
            }
        }

        Tell();
        return undone;
    }

    /// <summary>What is left of a group; why they were together was said of all of them.</summary>
    private static UnnamedGroup Left(UnnamedGroup group, IReadOnlyList<long> pictures) =>
        pictures.Count == group.Pictures.Count ? group : group with { Pictures = pictures, Reason = string.Empty };
}
