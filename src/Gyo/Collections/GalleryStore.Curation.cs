namespace Gyo.Collections;

/// <content>What care for the collection needs to know, and what people said of what it found.</content>
public sealed partial class GalleryStore
{
    private const string NamesInVerdicts = "kind IN ('LabelIsRight', 'DoesNotShow') AND b = $was OR kind IN ('AreTwo', 'IsOne') AND (a = $was OR b = $was)";

    /// <summary>Every verdict that stands.</summary>
    public IReadOnlyList<Verdict> Verdicts => _db.Query(
        "SELECT kind, a, b FROM verdict", row => new Verdict(Enum.Parse<VerdictKind>(row.GetString(0)), row.GetString(1), row.GetString(2)));

    /// <summary>The pictures that can't be decoded and were not taken out, by path.</summary>
    public IReadOnlyList<StoredImage> Unreadable
    {
        get
        {
            Dictionary<long, StoredFolder> folders = Folders.ToDictionary(f => f.Id);
            return _db.Query(
                $"SELECT {ImageColumns} FROM image i WHERE problem IS NOT NULL AND hidden = 0 ORDER BY folder_id, path", row => Image(row, folders, hasVector: false));
        }
    }

    /// <summary>The changes that were not taken back, the last first.</summary>
    /// <param name="take">How many at most.</param>
    public IReadOnlyList<GalleryChange> Changes(int take) => _db.Query(
        "SELECT id, words, pictures, made FROM change ORDER BY id DESC LIMIT $take",
        row => new GalleryChange(row.GetInt64(0), row.GetString(1), row.GetInt32(2), new DateTime(row.GetInt64(3), DateTimeKind.Utc)),
        ("$take", take));

    /// <summary>The pictures that can be found and of which it is not known what they look like.</summary>
    public IReadOnlyList<StoredImage> WithoutLook
    {
        get
        {
            Dictionary<long, StoredFolder> folders = Folders.ToDictionary(f => f.Id);
            return _db.Query(
                $"SELECT {ImageColumns} FROM image i WHERE {Shown} AND NOT EXISTS (SELECT 1 FROM content c WHERE c.sha256 = i.sha256)",
                row => Image(row, folders, hasVector: true));
        }
    }

    /// <summary>Stores what contents look like that were known before: together, and without a new revision, since nothing is found otherwise.</summary>
    public void RememberLooks(IEnumerable<(string Sha256, PictureContent Look)> looks) => _db.Transaction(() =>
    {
        foreach ((string sha256, PictureContent look) in looks)
        {
            SetLook(sha256, look);
        }
    });

    /// <summary>Reads what the pictures that can be found look like, by id, in one pass; without those of which it is not known.</summary>
    /// <param name="visit">Is given a picture's id and its look.</param>
    public void ReadLooks(Action<long, PictureContent> visit) => _db.ForEach(
        $"SELECT i.id, c.width, c.height, c.fingerprint FROM image i JOIN content c ON c.sha256 = i.sha256 WHERE {Shown} ORDER BY i.id",
        row => visit(row.GetInt64(0), new PictureContent(row.GetInt32(1), row.GetInt32(2), row.GetFieldValue<byte[]>(3))));

    /// <summary>Stores what a content looks like, in place of what was known.</summary>
    public void SetLook(string sha256, PictureContent look) => _db.Execute(
        "INSERT OR REPLACE INTO content VALUES ($sha256, $width, $height, $fingerprint)",
        ("$sha256", sha256),
        ("$width", look.Width),
        ("$height", look.Height),
        ("$fingerprint", look.Fingerprint));

    /// <summary>Says verdicts, as one change. Called within a <see cref="Transaction"/>.</summary>
    /// <param name="verdicts">The verdicts; those that stand already are passed over.</param>
    /// <param name="pictures">How many pictures they are about.</param>
    /// <param name="words">Says what was done.</param>
    public void Say(IReadOnlyCollection<Verdict> verdicts, int pictures, string words)
    {
        long change = BeginChange();
        int said = verdicts.Sum(v => Say(change, v));
        EndChange(change, [], _ => words, isEmpty: said == 0, pictures);
    }

    /// <summary>Puts pictures back that were taken out.</summary>
    /// <param name="ids">The pictures; those that are not known or not out are left as they are.</param>
    /// <param name="words">Says what was done to so many pictures.</param>
    /// <returns>The pictures that changed.</returns>
    public IReadOnlyList<long> Restore(IReadOnlyCollection<long> ids, Func<int, string> words)
    {
        long change = BeginChange();
        Note(change, "hidden = 1 AND id IN (SELECT value FROM json_each($ids))", ("$ids", Json(ids)));
        _db.Execute("UPDATE image SET hidden = 0 WHERE id IN (SELECT image_id FROM change_picture WHERE change_id = $change)", ("$change", change));
        return EndChange(change, Noted(change), words);
    }

    /// <summary>What took a picture out, in the words of that change; null when that is not known, as when it was taken out before its file came back.</summary>
    public string? WhyTakenOut(long id) => _db.Query(
        "SELECT words FROM change_picture p JOIN change c ON c.id = p.change_id WHERE p.image_id = $id AND p.hidden = 0 ORDER BY c.id DESC LIMIT 1",
        row => row.GetString(0),
        ("$id", id)).FirstOrDefault();

    /// <summary>
    /// Lets what was said of a character be said of another name. One that becomes part of another is that one: that the two are two is said no more.
    /// </summary>
    /// <param name="was">The character's name until now.</param>
    /// <param name="name">Its name from now on.</param>
    /// <param name="change">The change that takes it back; null if none does, as when somebody renamed the character's folder.</param>
    public void RenameInVerdicts(string was, string name, long? change = null)
    {
        foreach (Verdict verdict in _db.Query(
            $"SELECT kind, a, b FROM verdict WHERE {NamesInVerdicts}",
            row => new Verdict(Enum.Parse<VerdictKind>(row.GetString(0)), row.GetString(1), row.GetString(2)),
            ("$was", was)))
        {
            string Now(string part) => part == was ? name : part;
            Unsay(change, verdict);
            Verdict now = verdict.Kind switch
            {
                VerdictKind.AreTwo => Verdict.AreTwo(Now(verdict.A), Now(verdict.B)),
                VerdictKind.IsOne => verdict with { A = name },
                _ => verdict with { B = name },
            };
            if (now.A != now.B)
            {
                Say(change, now);
            }
        }
    }

    private int Say(long? change, Verdict verdict) => _db.Execute(
        """
        INSERT INTO change_verdict SELECT $change, $kind, $a, $b, 1 WHERE $change IS NOT NULL AND NOT EXISTS (SELECT 1 FROM verdict WHERE (kind, a, b) = ($kind, $a, $b))
            ON CONFLICT DO NOTHING;
        INSERT INTO verdict VALUES ($kind, $a, $b) ON CONFLICT DO NOTHING;
        """,
        [("$change", change), .. Parameters(verdict)]) > 0 ? 1 : 0;

    private void Unsay(long? change, Verdict verdict) => _db.Execute(
        """
        DELETE FROM verdict WHERE (kind, a, b) = ($kind, $a, $b);
        INSERT INTO change_verdict SELECT $change, $kind, $a, $b, 0 WHERE $change IS NOT NULL ON CONFLICT DO NOTHING;
        """,
        [("$change", change), .. Parameters(verdict)]);

    /// <summary>Takes back what a change said, and says again what it took back.</summary>
    private void UndoVerdicts(long change) => _db.Execute(
        """
        DELETE FROM verdict WHERE (kind, a, b) IN (SELECT kind, a, b FROM change_verdict WHERE change_id = $change AND added = 1);
        INSERT OR IGNORE INTO verdict SELECT kind, a, b FROM change_verdict WHERE change_id = $change AND added = 0;
        """,
        ("$change", change));

    private static (string Name, object? Value)[] Parameters(Verdict verdict) => [("$kind", verdict.Kind.ToString()), ("$a", verdict.A), ("$b", verdict.B)];
}
