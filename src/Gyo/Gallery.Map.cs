using System.IO.Hashing;
using System.Runtime.InteropServices;
using Gyo.Collections;
using Gyo.Curation;

namespace Gyo;

/// <content>All pictures in two dimensions.</content>
public sealed partial class Gallery
{
    /// <summary>All is computed anew when more than this share of the pictures that were computed together has come since.</summary>
    private const double ShareUntilNewMap = 0.25;

    private readonly Lock _mapping = new();
    private (GalleryView View, int Count, GalleryMap Map)? _map;

    /// <summary>
    /// The pictures in two dimensions, as near to each other as the ranking sees them. Computed once and kept in the gallery's directory as
    /// <c>map.gyo</c>; pictures that came since are placed among those that are there, until they are more than a quarter of them.
    /// </summary>
    /// <remarks>Searches go on meanwhile. Where the file is damaged or of another model, the map is computed anew.</remarks>
    /// <param name="progress">Is told the share that is done, 0 to 1, if there is something to compute.</param>
    /// <param name="cancel">Honoured every few hundred pictures; nothing is kept then.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    /// <exception cref="GalleryException">The database can't be read.</exception>
    public GalleryMap Map(IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        lock (_mapping)
        {
            GalleryView view = View;
            int count = view.Count;
            if (_map is { } known && known.View == view && known.Count == count)
            {
                return known.Map;
            }

            GalleryMap map = MakeMap(view, progress, cancel);
            _map = (view, count, map);
            return map;
        }
    }

    private GalleryMap MakeMap(GalleryView view, IProgress<double>? progress, CancellationToken cancel)
    {
        List<long> ids = [];
        List<string?> characters = [];
        List<float[]> vectors = [];
        _store.ReadVectors(view.Model.Id, view.Model.Dimension, (id, character, vector) =>
        {
            ids.Add(id);
            characters.Add(character);
            vectors.Add(vector);
        });
        ulong[] seen = [.. vectors.Select(v => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(v.AsSpan())))];
        string path = Path.Combine(Directory, MapSnapshot.FileName);
        MapSnapshot? kept = MapSnapshot.Read(path, view.Model.Id);
        float[] places = new float[2 * ids.Count];
        List<int> known = [];
        List<int> fresh = [];
        for (int i = 0; i < ids.Count; i++)
        {
            int place = kept is null ? -1 : Array.BinarySearch(kept.Ids, ids[i]);
            bool isKnown = place >= 0 && kept!.Seen[place] == seen[i];
            (isKnown ? known : fresh).Add(i);
            if (isKnown)
            {
                kept!.Places.AsSpan(2 * place, 2).CopyTo(places.AsSpan(2 * i));
            }
        }

        if (kept is null || kept.Placed + fresh.Count > ShareUntilNewMap * kept.Computed)
        {
            float[] directions = view.Directions(vectors);
            places = EmbeddingMap.Compute(view.Index, ids.ToArray(), directions, options: null, progress, cancel);
            new MapSnapshot(ids.Count, 0, [.. ids], places, seen).Write(path, view.Model.Id);
        }
        else if (fresh.Count > 0)
        {
            float[] directions = view.Directions([.. fresh.Select(i => vectors[i])]);
            float[] among = [.. known.SelectMany(i => places[(2 * i)..(2 * i + 2)])];
            float[] found = EmbeddingMap.Place(view.Index, known.Select(i => ids[i]).ToArray(), among, directions, options: null, cancel);
            for (int n = 0; n < fresh.Count; n++)
            {
                found.AsSpan(2 * n, 2).CopyTo(places.AsSpan(2 * fresh[n]));
            }

            new MapSnapshot(kept.Computed, kept.Placed + fresh.Count, [.. ids], places, seen).Write(path, view.Model.Id);
        }

        string[] names = [.. characters.OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        return new GalleryMap([.. ids], places, [.. characters.Select(c => c is null ? -1 : Array.BinarySearch(names, c, StringComparer.Ordinal))], names);
    }
}
