using Gyo.Collections;
using Gyo.Web.Hosting;

namespace Gyo.Web.Reviewing;

/// <summary>What an inspection of the gallery has found, and what became of each finding: one queue for everybody who looks.</summary>
public sealed class FindingReview(GalleryHost host)
    : BackgroundWork<InspectionProgress>((next, told) => next.Step != told.Step || Math.Abs(next.Share - told.Share) >= Step)
{
    private const double Step = 0.01;

    /// <summary>The share of the pictures that have come or gone since an inspection from which on it is of another gallery.</summary>
    private const double ShareUntilOld = 0.1;

    private readonly Lock _deciding = new();
    private List<ReviewedFinding> _findings = [];
    private int _round;
    private (string Model, int Pictures)? _inspected;

    /// <summary>Whether there was an inspection.</summary>
    public bool IsInspected => _inspected is not null;

    /// <summary>Whether the gallery is much another since the last inspection, what was decided here aside.</summary>
    public bool IsOld => _inspected is not { } seen || seen.Model != host.Gallery.ModelId
        || Math.Abs(host.Gallery.Count - seen.Pictures) > Math.Max(1, ShareUntilOld * seen.Pictures);

    /// <summary>Finds what may be amiss; tests give findings of their own.</summary>
    internal Func<Gallery, IProgress<InspectionProgress>, CancellationToken, IReadOnlyList<Finding>> Inspect { get; set; } = (gallery, progress, cancel) => gallery.Inspect(progress, cancel);

    /// <summary>Begins an inspection, unless one is under way; what is open stays until it ends.</summary>
    public void Start() => Begin((progress, cancel) =>
    {
        Gallery gallery = host.Gallery;
        int round = Interlocked.Increment(ref _round);
        (string, int) inspected = (gallery.ModelId, gallery.Count);
        IReadOnlyList<Finding> found = Inspect(gallery, progress, cancel);
        lock (_deciding)
        {
            HashSet<string> meanwhile = [.. _findings.Where(f => f.IsDecided && f.Round == round).Select(f => f.Found.Id)];
            Finding[] open = [.. found.Where(f => !meanwhile.Contains(f.Id)).OrderByDescending(f => f.Score)];
            HashSet<string> again = [.. open.Select(f => f.Id)];
            _findings = [.. _findings.Where(f => f.IsDecided && !again.Contains(f.Found.Id)), .. open.Select(f => new ReviewedFinding(f))];
            _inspected = inspected;
        }
    });

    /// <summary>How many findings are in a state.</summary>
    public int Count(ReviewState state) => Count(f => f.State == state);

    /// <summary>How many findings of a kind are open.</summary>
    public int CountOpen(FindingKind kind) => Count(f => f.State == ReviewState.Open && f.Found.Kind == kind);

    /// <summary>The open findings, the surest first, as they were when they were last looked at.</summary>
    public IReadOnlyList<Finding> Open
    {
        get
        {
            lock (_deciding)
            {
                return [.. _findings.Where(f => f.State == ReviewState.Open).Select(f => f.Now)];
            }
        }
    }

    /// <summary>Opens again what was decided here and taken back elsewhere.</summary>
    public void Follow()
    {
        lock (_deciding)
        {
            HashSet<long> standing = [.. host.Gallery.Changes().Select(c => c.Id)];
            foreach (ReviewedFinding finding in _findings.Where(f => f.Change is { } change && !standing.Contains(change)))
            {
                finding.Reopen();
                finding.Look(host.Gallery);
            }
        }
    }

    /// <summary>An open finding as it is now; null when it is decided, or there is nothing left to decide.</summary>
    /// <param name="id">Its id.</param>
    public Finding? Find(string id)
    {
        lock (_deciding)
        {
            return _findings.Find(f => f.Found.Id == id)?.Look(host.Gallery);
        }
    }

    /// <summary>The first open findings, the surest first; what there is nothing left to decide of leaves the queue.</summary>
    /// <param name="kind">Only of this kind; null: of any.</param>
    /// <param name="skipped">The ids of those that come after all others, each with its place among them, from 1.</param>
    /// <param name="take">How many at most.</param>
    public IReadOnlyList<Finding> Next(FindingKind? kind, IReadOnlyDictionary<string, int> skipped, int take)
    {
        lock (_deciding)
        {
            Gallery gallery = host.Gallery;
            return
            [
                .. _findings.Where(f => f.State == ReviewState.Open && (kind is null || f.Found.Kind == kind))
                    .OrderBy(f => skipped.GetValueOrDefault(f.Found.Id)).Select(f => f.Look(gallery)).OfType<Finding>().Take(take),
            ];
        }
    }

    /// <summary>Does what a finding proposes.</summary>
    /// <param name="id">The finding's id.</param>
    /// <param name="keep">Of copies, the picture that stays; the first if null.</param>
    /// <returns>How many pictures changed: 0 when it was decided already, or there is nothing left to decide.</returns>
    /// <exception cref="ArgumentException"><paramref name="keep"/> is none of its pictures.</exception>
    /// <exception cref="GalleryException">Another process is changing the gallery; it stays open.</exception>
    public int Accept(string id, long? keep = null) => Decide(id, ReviewState.Accepted, (gallery, finding) => gallery.Accept(finding, keep));

    /// <summary>Says that nothing is amiss, for good.</summary>
    /// <param name="id">The finding's id.</param>
    /// <returns>How many pictures it was about: 0 when it was decided already, or there is nothing left to decide.</returns>
    /// <exception cref="GalleryException">Another process is changing the gallery; it stays open.</exception>
    public int Reject(string id) => Decide(id, ReviewState.Rejected, (gallery, finding) =>
    {
        gallery.Reject(finding);
        return finding.Pictures.Count;
    });

    /// <summary>Takes the gallery's last change back, whoever made it.</summary>
    /// <returns>The change, null when there is none; and the finding that is open again, if it was decided with it.</returns>
    /// <exception cref="GalleryException">Another process is changing the gallery.</exception>
    public (GalleryChange? Change, Finding? Finding) Undo()
    {
        Finding? again = null;
        GalleryChange? undone;
        lock (_deciding)
        {
            Gallery gallery = host.Gallery;
            undone = Following(gallery, gallery.Undo);
            if (undone is not null)
            {
                ReviewedFinding? decided = _findings.Find(f => f.IsDecided && f.Change == undone.Id);
                decided?.Reopen();
                again = decided?.Look(gallery);
                _findings.Where(f => f.State == ReviewState.Pointless || f.Now != f.Found).ToList().ForEach(f => f.Look(gallery));
            }
        }

        Tell();
        return (undone, again);
    }

    private int Count(Func<ReviewedFinding, bool> which)
    {
        lock (_deciding)
        {
            return _findings.Count(which);
        }
    }

    private int Decide(string id, ReviewState state, Func<Gallery, Finding, int> decide)
    {
        int changed = 0;
        lock (_deciding)
        {
            Gallery gallery = host.Gallery;
            ReviewedFinding? reviewed = _findings.Find(f => f.Found.Id == id);
            if (reviewed?.Look(gallery) is { } finding)
            {
                long? before = gallery.LastChange?.Id;
                changed = Following(gallery, () => decide(gallery, finding));
                long? after = gallery.LastChange?.Id;
                reviewed.Decide(changed > 0 ? state : ReviewState.Pointless, after == before ? null : after, _round);
                HashSet<long> ids = [.. finding.Pictures.Select(p => p.Id)];
                _findings.Where(f => !f.IsDecided && f.Concerns(finding, ids)).ToList().ForEach(f => f.Look(gallery));
            }
        }

        Tell();
        return changed;
    }

    /// <summary>Makes a change that does not make the inspection older.</summary>
    private T Following<T>(Gallery gallery, Func<T> change)
    {
        int before = gallery.Count;
        T done = change();
        _inspected = _inspected is { } seen ? seen with { Pictures = seen.Pictures + gallery.Count - before } : null;
        return done;
    }
}
