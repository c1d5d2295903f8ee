using Gyo.Training;
using Gyo.Training.Tuning;

namespace Gyo.Tests.Training.Tuning;

/// <summary>Trials without training: a candidate is as good as a test says, and an epoch takes a second.</summary>
/// <param name="start">What the search starts from.</param>
/// <param name="seed">The search's.</param>
/// <param name="quality">The share of the queries that a candidate puts first, by its number; the others come second.</param>
internal sealed class FakeTrials(Recipe start, int seed, Func<int, double> quality)
{
    public const int Queries = 100;

    private readonly Dictionary<Recipe, int> _numbers =
        Enumerable.Range(0, TuningPlan.MostOthers + 1).ToDictionary(n => RecipeSpace.Draw(start, seed, n) with { Epochs = 1 });

    /// <summary>What was trained, in order.</summary>
    public List<(int Candidate, int Epochs, int Seed)> Calls { get; } = [];

    /// <summary>Seconds that an epoch takes from now on.</summary>
    public double SecondsAnEpoch { get; set; } = 1;

    /// <summary>Candidates whose trainings fail.</summary>
    public HashSet<int> Failing { get; } = [];

    /// <summary>Called before each trial.</summary>
    public Action<int> Beginning { get; set; } = _ => { };

    public TrialOutcome Run(Recipe recipe, int trialSeed, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        int candidate = _numbers[recipe with { Epochs = 1 }];
        Beginning(candidate);
        cancel.ThrowIfCancellationRequested();
        Calls.Add((candidate, recipe.Epochs, trialSeed));
        progress.Report(new TrainingProgress(1, recipe.Epochs, 4, 4, 1, 1, TimeSpan.FromSeconds((recipe.Epochs - 1) * SecondsAnEpoch)));
        cancel.ThrowIfCancellationRequested();
        if (Failing.Contains(candidate))
        {
            throw new TrainingException("The training collapsed.");
        }

        int[] ranks = [.. Enumerable.Range(0, Queries).Select(i => i < quality(candidate) * Queries ? 1 : 2)];
        double trained = recipe.Epochs * SecondsAnEpoch;
        return new TrialOutcome(new TrialFigures(ranks, ranks, 0.5), trained, MeasureSeconds: 0, Seconds: trained);
    }
}
