namespace Gyo.Curation;

/// <summary>Puts pictures of the same bytes back beside the one that stood for them.</summary>
/// <param name="pictures">All pictures.</param>
/// <param name="contents">Their places by content.</param>
/// <param name="areNoCopies">What a person said of two ids.</param>
internal sealed class CopyGathering(IReadOnlyList<CopyPicture> pictures, List<int>[] contents, Func<long, long, bool>? areNoCopies)
{
    /// <summary>The groups, the most alike first.</summary>
    /// <param name="groups">Of those that stand for contents.</param>
    /// <param name="seen">Their places among all pictures.</param>
    public IReadOnlyList<CopyGroup> Gather(CopyGroups groups, int[] seen)
    {
        Dictionary<string, List<int>> byContent = contents.ToDictionary(c => pictures[c[0]].Content, StringComparer.Ordinal);
        List<CopyGroup> found = [];
        foreach (IReadOnlyList<(int Place, float Similarity)> group in groups.All)
        {
            List<CopyMember> members = [];
            CopyPicture middle = pictures[seen[group[0].Place]];
            foreach ((int place, float similarity) in group)
            {
                CopyPicture picture = pictures[seen[place]];
                string words = place == group[0].Place ? "" : NearCopies.Compare(middle.Fingerprint!, picture.Fingerprint!).Words;
                members.Add(new CopyMember(picture.Id, similarity, words));
                AddSame(members, picture, byContent, words.Length == 0 ? "the same file" : words, similarity);
            }

            found.Add(new CopyGroup(members.Min(m => m.Similarity), members));
        }

        HashSet<string> done = [.. groups.All.SelectMany(g => g).Select(m => pictures[seen[m.Place]].Content)];
        foreach (List<int> content in contents.Where(c => c.Count > 1 && !done.Contains(pictures[c[0]].Content)))
        {
            List<CopyMember> members = [new CopyMember(pictures[content[0]].Id, 1, "")];
            AddSame(members, pictures[content[0]], byContent, "the same file", 1);
            if (members.Count > 1)
            {
                found.Add(new CopyGroup(1, members));
            }
        }

        return [.. found.OrderByDescending(g => g.Similarity).ThenBy(g => g.Members[0].Id)];
    }

    private void AddSame(List<CopyMember> members, CopyPicture picture, Dictionary<string, List<int>> byContent, string words, double similarity)
    {
        foreach (int i in byContent[picture.Content])
        {
            long id = pictures[i].Id;
            if (id != picture.Id && !members.Exists(m => areNoCopies?.Invoke(m.Id, id) ?? false))
            {
                members.Add(new CopyMember(id, similarity, words));
            }
        }
    }
}
