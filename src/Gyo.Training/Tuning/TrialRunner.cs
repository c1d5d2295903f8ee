using System.Diagnostics;
using Gyo.Embedding;

namespace Gyo.Training.Tuning;

/// <summary>Runs a search's trials, or finds them in the log, and keeps account of what they gave and took.</summary>
internal sealed class TrialRunner(TuningOptions options, TrialLog log, RunTrial run)
{
    private readonly Dictionary<int, Recipe> _recipes = [];
    private readonly List<Trial> _trials = [];
    private readonly TrialTime _time = new();

    /// <summary>All trials so far, in order.</summary>
    public IReadOnlyList<Trial> Trials => _trials;

    /// <summary>Seconds that the trials so far took, whether in this process or an earlier one.</summary>
    public double Spent { get; private set; }

    /// <summary>The recipe of a candidate, with all its epochs.</summary>
    public Recipe RecipeOf(int candidate)
    {
        if (!_recipes.TryGetValue(candidate, out Recipe? recipe))
        {
            recipe = RecipeSpace.Draw(options.Start, options.Seed, candidate);
            _recipes.Add(candidate, recipe);
        }

        return recipe;
    }

    /// <summary>Seconds that a trial will take, by what earlier ones took.</summary>
    public double Cost(int candidate, int rung) => _time.Of(OnRung(candidate, rung));

    /// <summary>Learns what a training would take that was not finished.</summary>
    public void Learn(int candidate, int rung, double trainSeconds) => _time.Learn(OnRung(candidate, rung), trainSeconds, measureSeconds: 0);

    /// <summary>Runs one trial. A training that fails is a failed trial.</summary>
    /// <param name="candidate">Whose.</param>
    /// <param name="rung">On which rung.</param>
    /// <param name="seed">Of its split and training.</param>
    /// <param name="progress">Told after every step of its training.</param>
    /// <param name="cancel">Stops it; nothing of it is kept then.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Trial Run(int candidate, int rung, int seed, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Recipe recipe = OnRung(candidate, rung);
        Trial? found = log.Find(options.Pictures, seed, recipe);
        Trial trial = found is null
            ? Train(candidate, rung, seed, recipe, progress, cancel)
            : found with { Candidate = candidate, Rung = rung };
        if (found is null)
        {
            log.Add(trial);
        }

        _trials.Add(trial);
        _time.Learn(trial);
        Spent += trial.Seconds;
        return trial;
    }

    private Recipe OnRung(int candidate, int rung)
    {
        Recipe recipe = RecipeOf(candidate);
        return recipe with { Epochs = SuccessiveHalving.Epochs(recipe.Epochs, rung) };
    }

    private Trial Train(int candidate, int rung, int seed, Recipe recipe, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        var trial = new Trial
        {
            Pictures = options.Pictures,
            Candidate = candidate,
            Rung = rung,
            Seed = seed,
            Recipe = recipe,
            Figures = null,
            TrainSeconds = 0,
            MeasureSeconds = 0,
            Seconds = 0,
        };
        var watch = Stopwatch.StartNew();
        try
        {
            TrialOutcome outcome = run(recipe, seed, progress, cancel);
            return trial with
            {
                Figures = outcome.Figures,
                TrainSeconds = outcome.TrainSeconds,
                MeasureSeconds = outcome.MeasureSeconds,
                Seconds = outcome.Seconds,
            };
        }
        catch (Exception e) when (e is TrainingException or ModelFormatException) // a model without finite vectors is a recipe's fault too
        {
            return trial with { Failure = e.Message, TrainSeconds = watch.Elapsed.TotalSeconds, Seconds = watch.Elapsed.TotalSeconds };
        }
    }
}
