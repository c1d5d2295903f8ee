using System.Collections.Concurrent;

namespace Gyo.Web.Asking;

/// <summary>Pictures that somebody is asking with: kept in memory for a while, never in the gallery.</summary>
/// <remarks>Safe to share between threads. Beyond the bounds the one that was used least recently goes.</remarks>
public sealed class QueryPictures
{
    private const int MostPictures = 256;
    private const long MostBytes = 256L << 20; // four of the largest, or hundreds of usual ones

    private readonly ConcurrentDictionary<Guid, QueryFile> _pictures = new();
    private readonly Lock _adding = new();
    private long _clock;

    /// <summary>Keeps a picture.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What it is called.</param>
    public QueryFile Add(byte[] bytes, string name)
    {
        QueryFile file = new(Guid.NewGuid(), name, bytes) { LastUsed = Interlocked.Increment(ref _clock) };
        lock (_adding)
        {
            _pictures[file.Id] = file;
            QueryFile[] oldest = [.. _pictures.Values.OrderBy(p => p.LastUsed)];
            long total = oldest.Sum(p => (long)p.Bytes.Length);
            for (int i = 0; i < oldest.Length - 1 && (total > MostBytes || oldest.Length - i > MostPictures); i++)
            {
                _pictures.TryRemove(oldest[i].Id, out _);
                total -= oldest[i].Bytes.Length;
            }
        }

        return file;
    }

    /// <summary>A picture; null when it has been let go.</summary>
    public QueryFile? Find(Guid id)
    {
        if (_pictures.TryGetValue(id, out QueryFile? file))
        {
            file.LastUsed = Interlocked.Increment(ref _clock);
        }

        return file;
    }
}
