namespace Gyo.Training.Tuning;

/// <summary>
/// Searches a recipe that is better than the one it starts from: <see cref="SuccessiveHalving"/> over candidates of
/// <see cref="RecipeSpace"/>, within a time. Its course depends on the seed and on the time that trials take.
/// </summary>
/// <param name="options">Start, time and seed.</param>
/// <param name="log">Keeps every finished trial; those found in it are not run again.</param>
/// <param name="run">Runs a trial, on the thread that <see cref="Search"/> is called on.</param>
public sealed class Tuner(TuningOptions options, TrialLog log, RunTrial run)
{
    /// <summary>Steps of the first training after which its speed is believed; the first ones warm up.</summary>
    private const int StepsToBelieve = 3;

    private readonly TrialRunner _trials = new(options, log, run);
    private readonly IReadOnlyList<int> _seeds = TuningOptions.InnerSeeds(options.Seed);
    private IProgress<TuningProgress>? _progress;

    private double Budget => options.Budget.TotalSeconds;

    /// <summary>Searches; once for each tuner.</summary>
    /// <param name="progress">Told after every training step.</param>
    /// <param name="cancel">Stops between two steps; finished trials are in the log.</param>
    /// <exception cref="TrainingException">The time does not suffice, or the start itself cannot be trained.</exception>
    /// <exception cref="IOException">The log can't be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public TuningResult Search(IProgress<TuningProgress>? progress = null, CancellationToken cancel = default)
    {
        _progress = progress;
        RunFirst(cancel);
        if (TuningPlan.FewestSeconds(_trials.Cost) > Budget)
        {
            throw TooShort();
        }

        IReadOnlyList<int> field = [.. Enumerable.Range(1, TuningPlan.MostOthers)];
        for (int rung = 0; rung < SuccessiveHalving.FinalRung; rung++)
        {
            field = Halve(field, rung, fewest: rung == 0 ? TuningPlan.FewestOthers : 1, cancel);
        }

        return Decide(RunFinal(field, cancel));
    }

    /// <summary>Runs the start on the first rung, which tells how fast this machine is on these pictures.</summary>
    private void RunFirst(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        TimeSpan? tooLong = null;
        try
        {
            Trial first = _trials.Run(0, 0, _seeds[0], new InlineProgress(StopIfHopeless), limit.Token);
            if (first.Failure is { } failure)
            {
                throw CannotTrainStart(failure);
            }
        }
        catch (OperationCanceledException) when (tooLong is not null && !cancel.IsCancellationRequested)
        {
            _trials.Learn(0, 0, tooLong.Value.TotalSeconds);
            throw TooShort();
        }

        // Who gives a minute for a million pictures should not wait an hour to hear that it was too little.
        void StopIfHopeless(TrainingProgress p)
        {
            Report(0, 0, p);
            if ((p.Epoch > 1 || p.Step >= StepsToBelieve) && p.Remaining > options.Budget)
            {
                tooLong = p.Remaining;
                limit.Cancel();
            }
        }
    }

    /// <summary>Runs the start and a field of candidates on a rung, as many as time allows, and returns those that go on, best first.</summary>
    private IReadOnlyList<int> Halve(IReadOnlyList<int> field, int rung, int fewest, CancellationToken cancel)
    {
        if (rung > 0)
        {
            Run(0, rung, _seeds[rung], cancel);
        }

        var done = new List<Trial>();
        foreach (int candidate in field)
        {
            int[] tried = [.. done.Select(t => t.Candidate), candidate];
            if (done.Count >= fewest && !TuningPlan.LeavesEnough(Budget, _trials.Spent, rung, tried, _trials.Cost))
            {
                break;
            }

            done.Add(Run(candidate, rung, _seeds[rung], cancel));
        }

        return SuccessiveHalving.Best(done, SuccessiveHalving.GoingOn(done.Count, rung));
    }

    /// <summary>Trains the start and the finalists to the end, on a split of its own each round.</summary>
    /// <returns>For each round the start's trial, then one for each finalist.</returns>
    private List<Trial[]> RunFinal(IReadOnlyList<int> finalists, CancellationToken cancel)
    {
        int[] field = [0, .. finalists];
        while (field.Length > 2 && _trials.Spent + TuningPlan.FewestRounds * RoundCost() > Budget)
        {
            field = field[..^1]; // the last is the worst
        }

        var rounds = new List<Trial[]>();
        while (rounds.Count < TuningPlan.FewestRounds || (rounds.Count < TuningPlan.MostRounds && _trials.Spent + RoundCost() <= Budget))
        {
            int seed = _seeds[SuccessiveHalving.FinalRung + rounds.Count];
            rounds.Add([.. field.Select(candidate => Run(candidate, SuccessiveHalving.FinalRung, seed, cancel))]);
        }

        return rounds;

        double RoundCost() => field.Sum(c => _trials.Cost(c, SuccessiveHalving.FinalRung));
    }

    private TuningResult Decide(List<Trial[]> rounds)
    {
        Trial[][] measured = [.. rounds.Where(r => r[0].Figures is not null)];
        if (measured.Length == 0)
        {
            throw CannotTrainStart(rounds[0][0].Failure!);
        }

        int[] places = [.. Enumerable.Range(1, measured[0].Length - 1).Where(i => measured.All(r => r[i].Figures is not null))];
        double confidence = FinalComparison.Confidence(Math.Max(1, places.Length));
        return new TuningResult
        {
            Start = options.Start,
            Trials = _trials.Trials,
            StartSeenMrr = measured.Average(r => r[0].Figures!.SeenMrr),
            StartUnseenMrr = measured.Average(r => r[0].Figures!.UnseenMrr),
            Finalists =
            [
                .. places.Select(i => FinalComparison.Compare(
                        _trials.RecipeOf(measured[0][i].Candidate), [.. measured.Select(r => (r[i], r[0]))], confidence))
                    .OrderByDescending(f => f.Difference),
            ],
            Rounds = measured.Length,
            Confidence = confidence,
        };
    }

    private Trial Run(int candidate, int rung, int seed, CancellationToken cancel) =>
        _trials.Run(candidate, rung, seed, new InlineProgress(p => Report(candidate, rung, p)), cancel);

    private void Report(int candidate, int rung, TrainingProgress p)
    {
        double trained = (p.Epoch - 1 + p.Step / (double)p.Steps) / p.Epochs;
        double current = _trials.Trials.Count == 0 ? 0 : trained * _trials.Cost(candidate, rung);
        double share = Math.Min(1, (_trials.Spent + current) / Budget);
        _progress?.Report(new TuningProgress(rung, SuccessiveHalving.FinalRung + 1, _trials.Trials.Count + 1, share, p));
    }

    private TrainingException TooShort()
    {
        double minutes = Math.Ceiling(TuningPlan.FewestSeconds(_trials.Cost) / 60);
        return new TrainingException(
            $"{options.Budget.TotalMinutes:0.##} minute(s) do not suffice to search on these pictures: at this machine's speed it takes at least "
            + $"{minutes:0}. Give --minutes {minutes:0} or more.");
    }

    private TrainingException CannotTrainStart(string failure) =>
        new($"The recipe '{options.Start.Name}', which the search starts from, cannot be trained on these pictures: {failure}");

    /// <summary>Reports on the training's own thread, at once and in order; <see cref="Progress{T}"/> would post.</summary>
    private sealed class InlineProgress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
