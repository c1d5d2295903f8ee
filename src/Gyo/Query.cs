namespace Gyo;

/// <summary>What a gallery is asked: who looks like some pictures, and not like others.</summary>
/// <param name="Like">Pictures of one character, at least one.</param>
/// <param name="Unlike">Pictures that are not meant; they lead the answer away from themselves and are not in it.</param>
public sealed record Query(IReadOnlyList<QueryPicture> Like, IReadOnlyList<QueryPicture> Unlike)
{
    /// <summary>Asks with one picture.</summary>
    public Query(QueryPicture like)
        : this([like], [])
    {
    }

    /// <summary>What the answer calls it.</summary>
    internal string Name => string.Join(" + ", Like.Select(p => p.Name));
}
