namespace Gyo.Collections;

/// <content>Looking through the pictures that can be found.</content>
public sealed partial class GalleryStore
{
    private const string Shown = "hidden = 0 AND problem IS NULL"; // as the indexes say it

    /// <summary>Some of the pictures that meet a filter, newest to the gallery first.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="offset">How many to pass over.</param>
    /// <param name="take">How many at most.</param>
    public IReadOnlyList<StoredImage> Browse(PictureFilter filter, int offset, int take)
    {
        (string where, (string, object?)[] parameters) = Conditions(filter);
        Dictionary<long, StoredFolder> folders = Folders.ToDictionary(f => f.Id);
        return _db.Query(
            // The inner query looks at nothing but an index, so that a page far down is near.
            $"""
            SELECT {ImageColumns} FROM image i JOIN (SELECT id FROM image WHERE {where} ORDER BY id DESC LIMIT $take OFFSET $offset) page ON page.id = i.id
            ORDER BY i.id DESC
            """,
            row => Image(row, folders, hasVector: true),
            [.. parameters, ("$take", take), ("$offset", offset)]);
    }

    /// <summary>How many pictures meet a filter.</summary>
    public int CountOf(PictureFilter filter)
    {
        (string where, (string, object?)[] parameters) = Conditions(filter);
        return _db.Query($"SELECT count(*) FROM image WHERE {where}", row => row.GetInt32(0), parameters).Single();
    }

    /// <summary>The ids of all pictures that meet a filter, newest first.</summary>
    public IReadOnlyList<long> IdsOf(PictureFilter filter)
    {
        (string where, (string, object?)[] parameters) = Conditions(filter);
        return _db.Query($"SELECT id FROM image WHERE {where} ORDER BY id DESC", row => row.GetInt64(0), parameters);
    }

    /// <summary>Every character with its number of pictures and its first, by name; the pictures of nobody known come first.</summary>
    public IReadOnlyList<CharacterCover> Covers => _db.Query(
        $"SELECT label, count(*), min(id) FROM image WHERE {Shown} GROUP BY label ORDER BY label",
        row => new CharacterCover(row.IsDBNull(0) ? null : row.GetString(0), row.GetInt32(1), row.GetInt64(2)));

    /// <summary>A picture of a content that has a vector, one that can be found before others; null when there is none.</summary>
    /// <param name="sha256">The hash, lower-case hex.</param>
    public StoredImage? FindContent(string sha256)
    {
        Dictionary<long, StoredFolder> folders = Folders.ToDictionary(f => f.Id);
        return _db.Query(
            $"SELECT {ImageColumns} FROM image i WHERE sha256 = $sha256 AND problem IS NULL ORDER BY hidden, id LIMIT 1",
            row => Image(row, folders, hasVector: true),
            ("$sha256", sha256)).FirstOrDefault();
    }

    private static (string Where, (string Name, object? Value)[] Parameters) Conditions(PictureFilter filter)
    {
        List<string> where = [filter.TakenOut ? "hidden = 1" : Shown];
        List<(string, object?)> parameters = [];
        void Add(string condition, object value)
        {
            string name = $"$filter{parameters.Count}";
            where.Add(condition.Replace("?", name, StringComparison.Ordinal));
            parameters.Add((name, value));
        }

        if (filter.Unlabelled)
        {
            where.Add("label IS NULL");
        }

        if (filter.Character is { } character)
        {
            Add("label = ?", character);
        }

        foreach (string word in (filter.Text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            Add("(path LIKE ? ESCAPE '\\' OR label LIKE ? ESCAPE '\\' OR name LIKE ? ESCAPE '\\')", $"%{Escaped(word)}%");
        }

        if (filter.FromUtc is { } from)
        {
            Add("modified >= ?", from.Ticks);
        }

        if (filter.BeforeUtc is { } before)
        {
            Add("modified < ?", before.Ticks);
        }

        return (string.Join(" AND ", where), [.. parameters]);
    }

    private static string Escaped(string word) => word
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
