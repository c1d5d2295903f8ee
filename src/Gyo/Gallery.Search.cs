using System.Diagnostics;
using System.Numerics.Tensors;
using Gyo.Collections;
using Gyo.Imaging;
using Gyo.Indexing;
using Gyo.Ranking;

namespace Gyo;

/// <content>Asking.</content>
public sealed partial class Gallery
{
    /// <summary>How far pictures that are not meant push an answer away: half as far as those that are meant pull it.</summary>
    /// <remarks>Rocchio, "Relevance feedback in information retrieval", 1971; its weights are a matter of taste.</remarks>
    private const float UnlikeWeight = 0.5f;

    /// <summary>Asks who is in a picture.</summary>
    /// <param name="path">The picture's file.</param>
    /// <param name="options">What the answer should hold; the defaults if null.</param>
    /// <exception cref="ImageDecodeException">The file can't be read or decoded.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public SearchAnswer Search(string path, SearchOptions? options = null) => Search(new Query(QueryPicture.FromFile(path)), options);

    /// <summary>Asks who is in a picture that is in memory.</summary>
    /// <param name="file">All bytes of the picture's file.</param>
    /// <param name="name">What the answer and errors call it.</param>
    /// <param name="options">What the answer should hold; the defaults if null.</param>
    /// <exception cref="ImageDecodeException">It can't be decoded.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public SearchAnswer Search(ReadOnlyMemory<byte> file, string name, SearchOptions? options = null) =>
        Search(new Query(QueryPicture.FromBytes(file, name)), options);

    /// <summary>Asks who is in several pictures that show the same character: much surer than one picture (docs/quality.md). Confidence and stranger rate
    /// are told as for a single picture.</summary>
    /// <param name="paths">The pictures' files, at least one.</param>
    /// <param name="options">What the answer should hold; the defaults if null.</param>
    /// <exception cref="ArgumentException">There is no picture.</exception>
    /// <exception cref="ImageDecodeException">A file can't be read or decoded.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public SearchAnswer SearchTogether(IReadOnlyList<string> paths, SearchOptions? options = null) =>
        Search(new Query([.. paths.Select(path => QueryPicture.FromFile(path))], []), options);

    /// <summary>
    /// Asks with any number of examples and counter-examples: the mean of those that are meant, less half of the mean of those that are not.
    /// </summary>
    /// <param name="query">The examples.</param>
    /// <param name="options">What the answer should hold; the defaults if null.</param>
    /// <exception cref="ArgumentException">There is no picture that is meant, or one is not in the gallery.</exception>
    /// <exception cref="ImageDecodeException">A file can't be read or decoded.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option, or a crop, is out of its range.</exception>
    public SearchAnswer Search(Query query, SearchOptions? options = null)
    {
        if (query.Like.Count == 0)
        {
            throw new ArgumentException("There is no picture to ask with.", nameof(query));
        }

        options ??= new SearchOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Pictures, nameof(options));
        GalleryView view = View;
        RankingOptions ranking = new() { Top = options.Top, BestPictures = options.BestPictures, FalseAcceptRate = options.FalseAcceptRate };
        CharacterRanker ranker = new(ranking, view.Calibration);
        HashSet<long> unlike = [.. query.Unlike.Select(p => p.Id).OfType<long>()];

        long start = Stopwatch.GetTimestamp();
        byte[][] squares = [.. query.Like.Concat(query.Unlike).Where(p => p.Read is not null).Select(p => p.Read!(view.Model.Reader).Pixels)];
        long decoded = Stopwatch.GetTimestamp();
        view.Model.AwaitGraph(); // only the first question may have to
        long ready = Stopwatch.GetTimestamp();
        float[] vector = VectorOf(query, squares.Length == 0 ? [] : view.Model.Embed(squares), view.Model);
        long embedded = Stopwatch.GetTimestamp();
        CharacterRanking answer;
        Neighbour[] nearest;
        try
        {
            (answer, nearest) = Rank(view, vector, ranker, options, unlike);
        }
        catch (IndexFormatException e)
        {
            // A vector in the snapshot is damaged: everything is made again from the database, and asked again.
            DropSnapshot(e);
            Refresh();
            view = View;
            (answer, nearest) = Rank(view, vector, ranker, options, unlike);
        }

        Neighbour[] shown = [.. nearest.Take(options.Pictures)];
        IReadOnlyDictionary<long, StoredImage> pictures = _store.Find([.. shown.Concat(answer.Matches.SelectMany(m => m.Evidence)).Select(n => n.Id).Distinct()]);
        long ranked = Stopwatch.GetTimestamp();
        view.Keep(SnapshotPath);

        IReadOnlyList<PictureMatch> Pictures(IEnumerable<Neighbour> neighbours) =>
            [.. neighbours.Select(n => pictures.GetValueOrDefault(n.Id) is { } i ? new PictureMatch(n.Id, i.Path, n.Similarity) : null).OfType<PictureMatch>()];
        return new SearchAnswer(
            query.Name,
            answer.Unknown,
            answer.StrangerRate,
            [.. answer.Matches.Select(m => new CharacterAnswer(m.Name, m.Rank, m.Confidence, m.Similarity, Pictures(m.Evidence)))],
            Pictures(shown),
            new SearchMilliseconds(
                Stopwatch.GetElapsedTime(start, decoded).TotalMilliseconds,
                Stopwatch.GetElapsedTime(ready, embedded).TotalMilliseconds,
                Stopwatch.GetElapsedTime(embedded, ranked).TotalMilliseconds));
    }

    private static (CharacterRanking Answer, Neighbour[] Nearest) Rank(
        GalleryView view, float[] vector, CharacterRanker ranker, SearchOptions options, HashSet<long> left)
    {
        (Neighbour[] nearest, CharacterScore[] scores, float[] direction) = view.Ask(vector, options.Pictures + left.Count);
        Neighbour[] Kept(Neighbour[] neighbours) => left.Count == 0 ? neighbours : Array.FindAll(neighbours, n => !left.Contains(n.Id));
        nearest = Kept(nearest);
        CharacterRanking answer = ranker.Rank(scores, nearest, view.CharacterOf);
        CharacterMatch[] matches = [.. answer.Matches];
        Parallel.For(0, matches.Length, i =>
        {
            CharacterMatch match = matches[i];
            if (match.Evidence.Count < Math.Min(options.BestPictures, view.Characters.GetValueOrDefault(match.Name)))
            {
                Neighbour[] own = Kept(view.NearestOf(direction, match.Name, options.BestPictures + left.Count)); // some are not among the nearest of all
                matches[i] = match.With(own[..Math.Min(own.Length, options.BestPictures)]);
            }
        });
        return (answer with { Matches = matches }, nearest);
    }

    /// <summary>The vector of a question, given those of its pictures that are not in the gallery, in their order.</summary>
    private float[] VectorOf(Query query, float[][] embedded, LoadedModel model)
    {
        if (embedded.Length == 1 && query.Like.Count + query.Unlike.Count == 1)
        {
            return embedded[0];
        }

        var stored = query.Like.Concat(query.Unlike).Select(p => p.Id).OfType<long>().Distinct().ToDictionary(
            id => id,
            id => _store.FindVector(id, model.Id, model.Dimension) ?? throw new ArgumentException($"Picture {id} is not in the gallery.", nameof(query)));
        int next = 0;
        float[] Vector(QueryPicture picture) => picture.Id is { } id ? stored[id] : embedded[next++];
        float[][] like = [.. query.Like.Select(Vector)];
        float[] sum = Mean(like);
        if (query.Unlike.Count > 0)
        {
            float[] unlike = Mean([.. query.Unlike.Select(Vector)]);
            TensorPrimitives.MultiplyAdd<float>(unlike, -UnlikeWeight, sum, sum);
        }

        float norm = TensorPrimitives.Norm<float>(sum);
        if (norm == 0)
        {
            return like[0]; // they cancel out
        }

        TensorPrimitives.Divide(sum, norm, sum);
        return sum;
    }

    private static float[] Mean(float[][] vectors)
    {
        float[] mean = new float[vectors[0].Length];
        foreach (float[] vector in vectors)
        {
            TensorPrimitives.Add(mean, vector, mean);
        }

        TensorPrimitives.Divide(mean, vectors.Length, mean);
        return mean;
    }
}
