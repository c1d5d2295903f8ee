using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Gyo.Embedding;
using Gyo.Evaluation;
using Gyo.Training.Data;

namespace Gyo.Training.Tuning;

/// <summary>
/// Runs trials on the training pictures of a folder, split once more: what <c>gyo eval</c> asks with the same seed is never looked at.
/// </summary>
/// <remarks>Pictures are decoded once for each size and stay in memory: 48 kB each at 128 px.</remarks>
public sealed class FolderTrials
{
    private const int EmbeddingBatch = 64;

    private readonly Dictionary<int, Split> _splits;
    private readonly Dictionary<(int Size, int Margin), TrainingPictures> _bySize = [];

    /// <summary>Splits a folder's pictures, and the training pictures of that split again.</summary>
    /// <param name="pictures">All pictures of a folder.</param>
    /// <param name="seed">Of the search, and of the split whose queries are left for measuring what it finds.</param>
    /// <exception cref="TrainingException">There are too few characters or pictures to be split twice.</exception>
    public FolderTrials(FolderPictures pictures, int seed)
    {
        Known = pictures.Of(pictures.Split(new ProtocolOptions { Seed = seed }).Training);
        _splits = TuningOptions.InnerSeeds(seed).ToDictionary(s => s, s => Known.Split(new ProtocolOptions { Seed = s }));
        if (!_splits.Values.All(CanBeSearchedOn))
        {
            throw new TrainingException(
                $"{pictures.Folder} has too few characters or pictures to search for a recipe: they are split twice, into what is kept for the "
                + "end, what is trained on and what is asked. Give at least 4 characters with 5 different pictures each.");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Known.Fingerprint()} {typeof(FolderTrials).Assembly.GetName().Version} read with margins"));
        hash.AppendData(BaseWeights.Load().ToBytes());
        hash.AppendData(MobileNetV2Weights.Load().ToBytes());
        Fingerprint = Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>
    /// What the trials' results belong to: the pictures that are searched on, the weights that trainings begin with, Gyo's version.
    /// </summary>
    public string Fingerprint { get; }

    /// <summary>The pictures that are searched on: the training pictures of the split whose queries are left for the end.</summary>
    internal FolderPictures Known { get; }

    /// <summary>The splits of <see cref="Known"/>, by inner seed.</summary>
    internal IReadOnlyDictionary<int, Split> Splits => _splits;

    /// <summary>Trains a recipe on an inner split's training pictures and asks its queries, as <c>gyo eval</c> does.</summary>
    /// <param name="recipe">What to train; all recipes of a search scale pixels alike.</param>
    /// <param name="seed">One of the search's inner seeds: of the split and of the training.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancel">Stops between two steps or pictures.</param>
    /// <exception cref="TrainingException">The training collapsed or diverged.</exception>
    /// <exception cref="IOException">Pictures were changed since the search began: no fault of the recipe.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public TrialOutcome Run(Recipe recipe, int seed, IProgress<TrainingProgress>? progress = null, CancellationToken cancel = default)
    {
        var watch = Stopwatch.StartNew();
        Split split = _splits[seed];
        TrainingPictures squares = Load(Trainer.PreprocessingFor(recipe), cancel);
        TrainedModel model = Trainer.Train(squares.Of(split.Training), recipe, new TrainOptions { Seed = seed }, progress, cancel);
        TrainingPictures asked = Load(model.Package.Manifest.Preprocessing, cancel);
        var measuring = Stopwatch.StartNew();
        RunResult result = Measure(model.Package, asked, split, cancel);
        return new TrialOutcome(
            new TrialFigures(Ranks(result.SeenQueries), Ranks(result.UnseenQueries), result.All!.MapAtR),
            model.Duration.TotalSeconds,
            measuring.Elapsed.TotalSeconds,
            watch.Elapsed.TotalSeconds);
    }

    private static bool CanBeSearchedOn(Split split) =>
        split.SeenCharacters.Count >= 2
        && split.Training.Count > split.SeenCharacters.Count
        && split.SeenQueries.Count > 0
        && split.UnseenQueries.Count > 0;

    private static int[] Ranks(IReadOnlyList<QueryResult> queries) => [.. queries.Select(q => q.Outcome.Rank)];

    private RunResult Measure(ModelPackage package, TrainingPictures squares, Split split, CancellationToken cancel)
    {
        using var model = LoadedModel.Of(package);
        var vectors = new List<float>(squares.Count * model.Dimension);
        foreach (byte[][] batch in squares.Pixels.Chunk(EmbeddingBatch))
        {
            vectors.AddRange(model.Embed(batch, cancel).SelectMany(v => v));
        }

        return new Evaluator(model.SinglePictureTemperature).Run(split, new EmbeddedPictures(Known.Pictures, [.. vectors]), cancel);
    }

    /// <summary>All known pictures at a size, in the order of their numbers in the splits.</summary>
    private TrainingPictures Load(Preprocessing preprocessing, CancellationToken cancel)
    {
        if (!_bySize.TryGetValue((preprocessing.Size, preprocessing.Margin), out TrainingPictures? squares))
        {
            try
            {
                squares = TrainingPictures.Load(Known.Folder, Known.Files, preprocessing, cancel: cancel);
            }
            catch (TrainingException e)
            {
                throw Changed(e.Message);
            }

            if (squares.Skipped is [{ } unreadable, ..])
            {
                throw Changed($"{unreadable.Path}: {unreadable.Reason}.");
            }

            _bySize.Add((preprocessing.Size, preprocessing.Margin), squares);
        }

        return squares;

        IOException Changed(string what) =>
            new($"The pictures in {Known.Folder} were changed since the search began. {what} Run it again; trials of the same pictures are kept.");
    }
}
