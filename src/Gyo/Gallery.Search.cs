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
    /// <summary>Asks who is in a picture.</summary>
    /// <param name="path">The picture's file.</param>
    /// <param name="options">What the answer should hold; the defaults if null.</param>
    /// <exception cref="ImageDecodeException">The file can't be read or decoded.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public SearchAnswer Search(string path, SearchOptions? options = null) => Search(path, reader => reader.Read(path), options);

    /// <summary>Asks who is in a picture that is in memory.</summary>
    /// <param name="file">All bytes of the picture's file.</param>
    /// <param name="name">What the answer and errors call it.</param>
    /// <param name="options">What the answer should hold; the defaults if null.</param>
    /// <exception cref="ImageDecodeException">It can't be decoded.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public SearchAnswer Search(ReadOnlyMemory<byte> file, string name, SearchOptions? options = null) =>
        Search(name, reader => reader.Read(file, name), options);

    /// <summary>Asks who is in several pictures that show the same character: much surer than one picture (docs/quality.md). Confidence and stranger rate
    /// are told as for a single picture.</summary>
    /// <param name="paths">The pictures' files, at least one.</param>
    /// <param name="options">What the answer should hold; the defaults if null.</param>
    /// <exception cref="ArgumentException">There is no picture.</exception>
    /// <exception cref="ImageDecodeException">A file can't be read or decoded.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public SearchAnswer SearchTogether(IReadOnlyList<string> paths, SearchOptions? options = null) => paths.Count == 0
        ? throw new ArgumentException("There is no picture to ask with.", nameof(paths))
        : Search(string.Join(" + ", paths), [.. paths.Select<string, Func<PictureReader, RgbImage>>(path => reader => reader.Read(path))], options);

    private SearchAnswer Search(string name, Func<PictureReader, RgbImage> read, SearchOptions? options) => Search(name, [read], options);

    /// <summary>Several pictures of one character are asked with the mean of their vectors.</summary>
    private SearchAnswer Search(string name, IReadOnlyList<Func<PictureReader, RgbImage>> reads, SearchOptions? options)
    {
        options ??= new SearchOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Pictures, nameof(options));
        GalleryView view = View;
        RankingOptions ranking = new() { Top = options.Top, BestPictures = options.BestPictures, FalseAcceptRate = options.FalseAcceptRate };
        CharacterRanker ranker = new(ranking, view.Calibration);

        long start = Stopwatch.GetTimestamp();
        byte[][] squares = [.. reads.Select(read => read(view.Model.Reader).Pixels)];
        long decoded = Stopwatch.GetTimestamp();
        view.Model.AwaitGraph(); // only the first question may have to
        long ready = Stopwatch.GetTimestamp();
        float[] vector = MeanDirection(view.Model.Embed(squares));
        long embedded = Stopwatch.GetTimestamp();
        CharacterRanking answer;
        Neighbour[] nearest;
        try
        {
            (answer, nearest) = Rank(view, vector, ranker, options);
        }
        catch (IndexFormatException e)
        {
            // A vector in the snapshot is damaged: everything is made again from the database, and asked again.
            DropSnapshot(e);
            Refresh();
            view = View;
            (answer, nearest) = Rank(view, vector, ranker, options);
        }

        Neighbour[] shown = [.. nearest.Take(options.Pictures)];
        IReadOnlyDictionary<long, StoredImage> pictures = _store.Find([.. shown.Concat(answer.Matches.SelectMany(m => m.Evidence)).Select(n => n.Id).Distinct()]);
        long ranked = Stopwatch.GetTimestamp();
        view.Keep(SnapshotPath);

        IReadOnlyList<PictureMatch> Pictures(IEnumerable<Neighbour> neighbours) =>
            [.. neighbours.Select(n => pictures.GetValueOrDefault(n.Id) is { } i ? new PictureMatch(i.Path, n.Similarity) : null).OfType<PictureMatch>()];
        return new SearchAnswer(
            name,
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
        GalleryView view, float[] vector, CharacterRanker ranker, SearchOptions options)
    {
        (Neighbour[] nearest, CharacterScore[] scores, float[] direction) = view.Ask(vector, options.Pictures);
        CharacterRanking answer = ranker.Rank(scores, nearest, view.CharacterOf);
        CharacterMatch[] matches = [.. answer.Matches];
        Parallel.For(0, matches.Length, i =>
        {
            CharacterMatch match = matches[i];
            if (match.Evidence.Count < Math.Min(options.BestPictures, view.Characters.GetValueOrDefault(match.Name)))
            {
                matches[i] = match.With(view.NearestOf(direction, match.Name, options.BestPictures)); // some are not among the nearest of all
            }
        });
        return (answer with { Matches = matches }, nearest);
    }

    /// <summary>The mean of unit vectors, brought to unit length; of vectors that cancel out the first.</summary>
    private static float[] MeanDirection(float[][] vectors)
    {
        if (vectors.Length == 1)
        {
            return vectors[0];
        }

        float[] sum = new float[vectors[0].Length];
        foreach (float[] vector in vectors)
        {
            TensorPrimitives.Add(sum, vector, sum);
        }

        float norm = TensorPrimitives.Norm<float>(sum);
        if (norm == 0)
        {
            return vectors[0];
        }

        TensorPrimitives.Divide(sum, norm, sum);
        return sum;
    }
}
