namespace Gyo.Collections;

/// <content>What people decide about pictures, and the journal that takes it back. Called within a <see cref="Transaction"/>.</content>
public sealed partial class GalleryStore
{
    /// <summary>What a picture has as its label when nobody decided it: the folder's character, under the name it now has.</summary>
    private static string LabelOf(string character) => $"coalesce((SELECT name FROM renamed WHERE was = {character}), {character})";

    /// <summary>The last change that was not taken back; null when there is none.</summary>
    public GalleryChange? LastChange => _db.Query(
        "SELECT id, words, pictures, made FROM change ORDER BY id DESC LIMIT 1",
        row => new GalleryChange(row.GetInt64(0), row.GetString(1), row.GetInt32(2), new DateTime(row.GetInt64(3), DateTimeKind.Utc))).FirstOrDefault();

    /// <summary>Lets pictures show somebody else from now on.</summary>
    /// <param name="ids">The pictures; those that are not known, taken out or already shown as that are left as they are.</param>
    /// <param name="label">Whom they show; null if that is not known.</param>
    /// <param name="words">Says what was done to so many pictures.</param>
    /// <returns>The pictures that changed.</returns>
    public IReadOnlyList<long> Relabel(IReadOnlyCollection<long> ids, string? label, Func<int, string> words)
    {
        long change = BeginChange();
        Note(change, "hidden = 0 AND label IS NOT $label AND id IN (SELECT value FROM json_each($ids))", ("$label", label), ("$ids", Json(ids)));
        _db.Execute(
            "UPDATE image SET label = $label, decided = 1 WHERE id IN (SELECT image_id FROM change_picture WHERE change_id = $change)",
            ("$label", label),
            ("$change", change));
        return EndChange(change, Noted(change), words);
    }

    /// <summary>Takes pictures out. Their files stay.</summary>
    /// <param name="ids">The pictures; those that are not known or already out are left as they are.</param>
    /// <param name="words">Says what was done to so many pictures.</param>
    /// <returns>The pictures that changed.</returns>
    public IReadOnlyList<long> Hide(IReadOnlyCollection<long> ids, Func<int, string> words)
    {
        long change = BeginChange();
        Note(change, "hidden = 0 AND id IN (SELECT value FROM json_each($ids))", ("$ids", Json(ids)));
        _db.Execute("UPDATE image SET hidden = 1 WHERE id IN (SELECT image_id FROM change_picture WHERE change_id = $change)", ("$change", change));
        return EndChange(change, Noted(change), words);
    }

    /// <summary>Renames a character, also for pictures that come to its folder later; to the name of another, both are one from now on.</summary>
    /// <param name="character">The character as it is shown.</param>
    /// <param name="name">Its new name.</param>
    /// <param name="words">Says what was done to so many pictures.</param>
    /// <returns>The pictures that changed; none when nobody is shown as this character.</returns>
    public IReadOnlyList<long> Rename(string character, string name, Func<int, string> words)
    {
        List<long> ids = _db.Query("SELECT id FROM image WHERE label = $character AND hidden = 0 AND problem IS NULL", row => row.GetInt64(0), ("$character", character));
        if (ids.Count == 0)
        {
            return ids;
        }

        long change = BeginChange();
        Note(change, "decided = 1 AND label = $character", ("$character", character));
        _db.Execute("UPDATE image SET label = $name WHERE decided = 1 AND label = $character", ("$name", name), ("$character", character));
        _db.Execute(
            """
            INSERT INTO change_name SELECT $change, was, name FROM renamed WHERE name = $character OR was IN ($character, $name);
            INSERT INTO change_name VALUES ($change, $character, NULL), ($change, $name, NULL) ON CONFLICT DO NOTHING;
            UPDATE renamed SET name = $name WHERE name = $character;
            INSERT INTO renamed VALUES ($character, $name) ON CONFLICT DO NOTHING;
            DELETE FROM renamed WHERE was = name;
            UPDATE remembered SET label = $name WHERE decided AND label = $character;
            """,
            ("$change", change),
            ("$character", character),
            ("$name", name));
        FollowNames(change);
        RenameInVerdicts(character, name, change);
        return EndChange(change, ids, words);
    }

    /// <summary>Adds a picture whose file the gallery keeps, or finds the one of the same content, and lets it be found.</summary>
    /// <param name="file">The file below <see cref="OwnPath"/>; its character is whom the picture is to show, null leaves that as it is.</param>
    /// <param name="known">The picture of the same content; null when there is none.</param>
    /// <param name="sha256">The hash of its content, lower-case hex.</param>
    /// <param name="name">What the file was called.</param>
    /// <param name="words">Says what was done.</param>
    /// <returns>Its id, and the pictures that changed.</returns>
    public (long Id, IReadOnlyList<long> Changed) Import(ImageFile file, StoredImage? known, string sha256, string name, string words)
    {
        string? label = file.Character;
        if (known is { IsHidden: false } && (label ?? known.Label) == known.Label)
        {
            return (known.Id, []);
        }

        StoredFolder own = OwnFolder();
        long id = known?.Id ?? Add(own, file with { Character = null }, sha256, problem: null);
        long change = BeginChange();
        if (known is null)
        {
            _db.Execute("INSERT INTO change_picture SELECT $change, id, label, decided, 1 FROM image WHERE id = $id", ("$change", change), ("$id", id));
        }
        else
        {
            Note(change, "id = $id AND (hidden OR ($label IS NOT NULL AND label IS NOT $label))", ("$id", id), ("$label", label));
        }

        _db.Execute(
            """
            UPDATE image SET hidden = 0, name = CASE WHEN folder_id = $own THEN coalesce(name, $name) END, label = coalesce($label, label),
                decided = decided OR ($label IS NOT NULL AND label IS NOT $label) WHERE id = $id
            """,
            ("$id", id),
            ("$own", own.Id),
            ("$name", name),
            ("$label", label));
        return (id, EndChange(change, Noted(change), _ => words));
    }

    /// <summary>Lets the gallery's own copy of a picture's file stand for it: the one it came from is gone or holds something else.</summary>
    /// <param name="known">The picture.</param>
    /// <param name="file">The copy below <see cref="OwnPath"/>.</param>
    public void Adopt(StoredImage known, ImageFile file) =>
        Update(known.Id, OwnFolder(), file with { Character = known.File.Character }, known.Sha256, problem: null);

    /// <summary>Takes the last change back.</summary>
    /// <returns>The change, and the pictures that are another again; null when there is none.</returns>
    public (GalleryChange Change, IReadOnlyList<long> Changed)? Undo()
    {
        if (LastChange is not { } last)
        {
            return null;
        }

        HashSet<long> changed = [.. Noted(last.Id)];
        _db.Execute(
            """
            UPDATE image SET label = c.label, decided = c.decided, hidden = c.hidden
                FROM change_picture c WHERE c.change_id = $change AND c.image_id = image.id;
            DELETE FROM renamed WHERE was IN (SELECT was FROM change_name WHERE change_id = $change AND name IS NULL);
            INSERT OR REPLACE INTO renamed SELECT was, name FROM change_name WHERE change_id = $change AND name IS NOT NULL;
            """,
            ("$change", last.Id));
        changed.UnionWith(FollowNames(last.Id));
        UndoVerdicts(last.Id);
        _db.Execute("DELETE FROM change WHERE id = $change", ("$change", last.Id));
        return (last, [.. changed]);
    }

    /// <summary>What some pictures are to be found as.</summary>
    /// <param name="ids">The pictures; those that are not known are left out.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="dimension">D, the length each vector must have.</param>
    /// <param name="visit">Receives id, whether it can be found, label and vector.</param>
    public void ReadDecisions(IReadOnlyCollection<long> ids, string modelId, int dimension, Action<long, bool, string?, float[]> visit) => _db.ForEach(
        """
        SELECT i.id, i.hidden, i.label, v.value FROM image i JOIN vector v ON v.image_id = i.id AND v.model = $model
        WHERE i.id IN (SELECT value FROM json_each($ids))
        """,
        row => visit(row.GetInt64(0), !row.GetBoolean(1), row.IsDBNull(2) ? null : row.GetString(2), Vector(row, 3, dimension)),
        ("$model", modelId),
        ("$ids", Json(ids)));

    private static string Json(IReadOnlyCollection<long> ids) => $"[{string.Join(',', ids)}]";

    private StoredFolder OwnFolder()
    {
        _db.Execute("INSERT INTO folder (path) VALUES ($path) ON CONFLICT DO NOTHING", ("$path", StoredFolder.OwnName));
        return Folders.Single(f => f.IsOwn);
    }

    private long BeginChange() => _db.Query(
        "INSERT INTO change (made, words, pictures) VALUES ($made, '', 0) RETURNING id", row => row.GetInt64(0), ("$made", DateTime.UtcNow.Ticks)).Single();

    /// <summary>Ends a change: one that changed nothing is forgotten.</summary>
    private List<long> EndChange(long change, List<long> changed, Func<int, string> words) =>
        EndChange(change, changed, words, isEmpty: changed.Count == 0, changed.Count);

    private List<long> EndChange(long change, List<long> changed, Func<int, string> words, bool isEmpty, int pictures)
    {
        if (isEmpty)
        {
            _db.Execute("DELETE FROM change WHERE id = $change", ("$change", change));
            return changed;
        }

        _db.Execute(
            "UPDATE change SET words = $words, pictures = $pictures WHERE id = $change",
            ("$change", change),
            ("$words", words(pictures)),
            ("$pictures", pictures));
        return changed;
    }

    /// <summary>Notes what pictures are before a change.</summary>
    private void Note(long change, string which, params (string Name, object? Value)[] parameters) => _db.Execute(
        $"INSERT INTO change_picture SELECT $change, id, label, decided, hidden FROM image WHERE {which}", [("$change", change), .. parameters]);

    private List<long> Noted(long change) =>
        _db.Query("SELECT image_id FROM change_picture WHERE change_id = $change", row => row.GetInt64(0), ("$change", change));

    /// <summary>Gives pictures of a change that nobody decided about the name that their folder's character now has.</summary>
    private List<long> FollowNames(long change)
    {
        List<long> Follow(string which) => _db.Query(
            $"UPDATE image SET label = {LabelOf("character")} WHERE decided = 0 AND {which} AND label IS NOT {LabelOf("character")} RETURNING id",
            row => row.GetInt64(0),
            ("$change", change));

        // One after the other, so that each has its index.
        List<long> followed = Follow("character IN (SELECT was FROM change_name WHERE change_id = $change)");
        return [.. followed, .. Follow("id IN (SELECT image_id FROM change_picture WHERE change_id = $change)")];
    }

    /// <summary>Gives a picture that has come back what was decided about it before its file went.</summary>
    private void Recall(long id, string sha256) => _db.Execute(
        """
        UPDATE image SET label = CASE WHEN r.decided THEN r.label ELSE image.label END, decided = r.decided,
            hidden = r.hidden = 1 OR r.hidden = 2 AND EXISTS (SELECT 1 FROM image o WHERE o.sha256 = $sha256 AND o.hidden = 0 AND o.id <> $id)
            FROM remembered r WHERE r.sha256 = $sha256 AND image.id = $id;
        DELETE FROM remembered WHERE sha256 = $sha256 AND hidden < 2;
        """,
        ("$id", id),
        ("$sha256", sha256));
}
