#:project ../src/Gyo.Training/Gyo.Training.csproj
#:package System.CommandLine
#:property PublishAot=false
#:property ConcurrentGarbageCollection=false
#:property AssemblyName=cleaning

// How many wrong labels are found, and what accepting the finds gives back:
//
//     dotnet run -c Release bench/cleaning.cs -- FOLDER [--noise 0.05 0.1 0.2] [--seeds 3] [--model base default] [--regain] [--keep DIR]
//
// The folder is split as by gyo eval; of the training pictures a share is shown as another of the trained characters, each equally likely. The
// suspects are looked for among the training pictures alone, by the built-in model's vectors or by those of a model that was trained on the
// wrong labels themselves. AP: average precision of the list, pictures that are not on it last. Accepted: as many from the top as the list itself
// expects to be wrong, the sum of its scores; of these, right means that the label was wrong, named that the proposal is the true character.
// Regain: seen top-1 of "default" trained on the true labels, on the wrong ones, and on those that accepting leaves, each with its gallery.
// Trained models are kept in --keep DIR and taken from there the next time.

using System.CommandLine;
using System.Globalization;
using Gyo;
using Gyo.Curation;
using Gyo.Embedding;
using Gyo.Evaluation;
using Gyo.Training;

Argument<string> folderArgument = new("FOLDER") { Description = "Pictures, one sub-folder per character." };
Option<double[]> noiseOption = new("--noise") { DefaultValueFactory = _ => [0.05, 0.1, 0.2], AllowMultipleArgumentsPerToken = true };
Option<int> firstOption = new("--first-seed") { DefaultValueFactory = _ => 1 };
Option<int> seedsOption = new("--seeds") { DefaultValueFactory = _ => 3 };
Option<string[]> modelOption = new("--model") { DefaultValueFactory = _ => ["base", "default"], AllowMultipleArgumentsPerToken = true };
Option<bool> regainOption = new("--regain") { Description = "Train again on what accepting leaves." };
Option<string?> keepOption = new("--keep") { HelpName = "DIR" };
var command = new RootCommand("Measures the search for wrong labels.") { folderArgument, noiseOption, firstOption, seedsOption, modelOption, regainOption, keepOption };
command.SetAction(parsed =>
{
    FolderPictures pictures = FolderPictures.Read(parsed.GetRequiredValue(folderArgument));
    Models models = new(parsed.GetValue(keepOption));
    int first = parsed.GetValue(firstOption);
    foreach (string model in parsed.GetRequiredValue(modelOption))
    {
        foreach (double noise in parsed.GetRequiredValue(noiseOption))
        {
            List<Outcome> outcomes = [];
            foreach (int seed in Enumerable.Range(first, parsed.GetValue(seedsOption)))
            {
                Outcome outcome = new Trial(pictures, model, noise, seed, models).Measure(parsed.GetValue(regainOption));
                outcomes.Add(outcome);
                Console.WriteLine($"{model} {noise:p0} seed {seed}: {outcome}");
            }

            Console.WriteLine($"{model} {noise:p0}, {outcomes.Count} seeds: {Outcome.Mean(outcomes)}");
        }
    }
});
return command.Parse(args).Invoke();

/// <summary>Models by what they were trained on.</summary>
internal sealed class Models(string? directory)
{
    public ModelPackage Of(string name, FolderPictures pictures, Split split, int seed)
    {
        string? kept = directory is null ? null : Path.Combine(directory, name);
        if (kept is not null && Directory.Exists(kept))
        {
            return ModelPackage.Load(kept);
        }

        ModelPackage model = ModelBuilder.Build(pictures, split, Recipes.Default, new TrainOptions { Seed = seed }).Model;
        if (kept is not null)
        {
            model.Save(kept);
        }

        return model;
    }
}

/// <summary>One folder, one seed, one share of wrong labels.</summary>
internal sealed class Trial
{
    private readonly string _model;
    private readonly double _noise;
    private readonly int _seed;
    private readonly Models _models;
    private readonly FolderPictures _clean;
    private readonly FolderPictures _noisy;
    private readonly Split _split;
    private readonly HashSet<int> _wrong = [];

    public Trial(FolderPictures pictures, string model, double noise, int seed, Models models)
    {
        (_clean, _model, _noise, _seed, _models) = (pictures, model, noise, seed, models);
        _split = pictures.Split(new ProtocolOptions { Seed = seed });
        Random random = new(seed);
        string[] labels = [.. pictures.Files.Select(f => f.Character!)];
        int[] training = [.. _split.Training];
        random.Shuffle(training);
        foreach (int i in training.Take((int)Math.Round(noise * training.Length)))
        {
            string[] others = [.. _split.SeenCharacters.Where(c => c != labels[i])];
            labels[i] = others[random.Next(others.Length)];
            _wrong.Add(i);
        }

        _noisy = pictures.Labelled(labels);
    }

    public Outcome Measure(bool regain)
    {
        bool isBase = _model == BaseModel.Name;
        ModelPackage noisy = isBase ? BaseModel.Create() : Trained("noisy", _noisy);
        int[] training = [.. _split.Training];
        string[] labels = [.. training.Select(i => _noisy.Files[i].Character!)];
        using LoadedModel loaded = LoadedModel.Of(noisy);
        EmbeddedPictures embedded = _noisy.Embed(loaded);
        IReadOnlyList<LabelSuspect> suspects = LabelSuspects.Find(
            embedded.Dimension, [.. training.Select(i => (long)i)], labels, i => embedded.MemoryOf(training[i]));
        LabelSuspect[] accepted = [.. suspects.Take((int)Math.Round(suspects.Sum(s => (double)s.Score)))];
        HashSet<long> listed = [.. suspects.Select(s => s.Id)];
        int[] unlisted = [.. training.Where(i => !listed.Contains(i))];
        new Random(_seed).Shuffle(unlisted);
        return new Outcome(
            AveragePrecision: AveragePrecision([.. suspects.Select(s => (int)s.Id), .. unlisted]),
            Listed: suspects.Count,
            Accepted: accepted.Length,
            Right: accepted.Count(s => _wrong.Contains((int)s.Id)),
            Named: accepted.Count(s => s.Proposed == _clean.Files[(int)s.Id].Character),
            Wrong: _wrong.Count,
            Regain: regain && !isBase ? Regained(noisy, accepted) : null);
    }

    private double AveragePrecision(int[] order)
    {
        double sum = 0;
        int found = 0;
        for (int rank = 0; rank < order.Length; rank++)
        {
            if (_wrong.Contains(order[rank]))
            {
                sum += (double)++found / (rank + 1);
            }
        }

        return found == 0 ? double.NaN : sum / found;
    }

    /// <summary>Accepts the suspects: they show who is proposed, or are taken out where nobody is.</summary>
    private Regain Regained(ModelPackage noisy, LabelSuspect[] accepted)
    {
        Dictionary<int, string?> proposed = accepted.ToDictionary(s => (int)s.Id, s => s.Proposed);
        FolderPictures better = _noisy.Labelled([.. _noisy.Files.Select((f, i) => proposed.GetValueOrDefault(i) ?? f.Character!)]);
        HashSet<int> gone = [.. proposed.Where(p => p.Value is null).Select(p => p.Key)];
        Split left = _split with
        {
            Training = [.. _split.Training.Where(i => !gone.Contains(i))],
            Gallery = [.. _split.Gallery.Where(i => !gone.Contains(i))],
        };
        return new Regain(
            Clean: SeenTop1(Trained("clean", _clean), _clean, _split),
            Noisy: SeenTop1(noisy, _noisy, _split),
            Fixed: SeenTop1(ModelBuilder.Build(better, left with { Pictures = better.Pictures }, Recipes.Default, new TrainOptions { Seed = _seed }).Model, better, left));
    }

    private static double SeenTop1(ModelPackage model, FolderPictures pictures, Split split) =>
        ModelEvaluation.Measure(model, pictures, split with { Pictures = pictures.Pictures }).Seen!.Top1;

    private ModelPackage Trained(string name, FolderPictures pictures) => _models.Of(
        $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(pictures.Folder))}-{_seed}-{(name == "clean" ? name : $"{name}-{_noise.ToString(CultureInfo.InvariantCulture)}")}",
        pictures,
        _split with { Pictures = pictures.Pictures },
        _seed);
}

/// <summary>Seen top-1 of a model trained on the true labels, on the wrong ones, and on what accepting leaves.</summary>
internal sealed record Regain(double Clean, double Noisy, double Fixed)
{
    public double Share => (Fixed - Noisy) / (Clean - Noisy);
}

/// <summary>What a search found.</summary>
internal sealed record Outcome(double AveragePrecision, double Listed, double Accepted, double Right, double Named, double Wrong, Regain? Regain)
{
    public static Outcome Mean(IReadOnlyList<Outcome> outcomes) => new(
        outcomes.Average(o => o.AveragePrecision),
        outcomes.Average(o => o.Listed),
        outcomes.Average(o => o.Accepted),
        outcomes.Average(o => o.Right),
        outcomes.Average(o => o.Named),
        outcomes.Average(o => o.Wrong),
        outcomes[0].Regain is null ? null : new Regain(
            outcomes.Average(o => o.Regain!.Clean), outcomes.Average(o => o.Regain!.Noisy), outcomes.Average(o => o.Regain!.Fixed)));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"AP {AveragePrecision:f3}; {Wrong:0.#} wrong, {Listed:0.#} listed, {Accepted:0.#} accepted: {Right:0.#} right, {Named:0.#} named")
        + (Regain is null ? "" : string.Create(CultureInfo.InvariantCulture,
            $"; seen top-1 clean {Regain.Clean:f4}, noisy {Regain.Noisy:f4}, fixed {Regain.Fixed:f4}: {Regain.Share:p0} regained"));
}
