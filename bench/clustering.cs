#:project ../src/Gyo.Training/Gyo.Training.csproj
#:package System.CommandLine
#:property PublishAot=false
#:property ConcurrentGarbageCollection=false
#:property AssemblyName=clustering

// How well pictures of characters that nobody named are grouped:
//
//     dotnet run -c Release bench/clustering.cs -- FOLDER [--model DIR|base] [--seeds 3] [--seed 1] [--known] [--unlabelled] [--least S] [--keep DIR]
//     dotnet run -c Release bench/clustering.cs -- --count 100000 [--dimension 128] [--each 40]
//
// FOLDER has one sub-folder per character. The split is that of `gyo eval`: a quarter of the characters is unseen. A model is trained with the
// default recipe on the training pictures of the others, unless one is named; those stay labelled in a gallery, all pictures of the unseen lose
// their labels, and the gallery groups them. With --known the queries of the seen characters lose theirs too: they should be matched.
// With --unlabelled nobody has a label. BCubed (Bagga and Baldwin 1998) is over all pictures of unseen characters: those that were taken for a
// known character are in its group, those left alone are groups of one. Purity error: the mean of |estimate − truth| over the clusters shown.
//
// --count makes vectors up, in clusters of --each, and tells how long it takes: the gallery's part of the work without its database.

using System.CommandLine;
using System.Diagnostics;
using Gyo;
using Gyo.Curation;
using Gyo.Embedding;
using Gyo.Evaluation;
using Gyo.Ranking;
using Gyo.Training;

Argument<string?> folderArgument = new("FOLDER") { Arity = ArgumentArity.ZeroOrOne };
Option<string?> modelOption = new("--model") { Description = "A model's folder, or base; one is trained for each seed if left out." };
Option<int> seedsOption = new("--seeds") { DefaultValueFactory = _ => 3 };
Option<int> seedOption = new("--seed") { DefaultValueFactory = _ => 1, Description = "The first." };
Option<bool> knownOption = new("--known") { Description = "Let the seen characters' queries lose their labels too." };
Option<bool> unlabelledOption = new("--unlabelled") { Description = "Let all pictures lose their labels." };
Option<string?> keepOption = new("--keep") { Description = "Keep the trained models here, and take them from here if they are." };
Option<double?> leastOption = new("--least") { Description = "Another least similarity, to see what it is worth." };
Option<int> countOption = new("--count");
Option<int> dimensionOption = new("--dimension") { DefaultValueFactory = _ => 128 };
Option<int> eachOption = new("--each") { DefaultValueFactory = _ => 40 };
var command = new RootCommand("Measures clusters.")
{
    folderArgument, modelOption, seedsOption, seedOption, knownOption, unlabelledOption, keepOption, leastOption, countOption, dimensionOption, eachOption,
};
command.SetAction(parsed =>
{
    if (parsed.GetValue(folderArgument) is not { } folder)
    {
        OfMixture(parsed.GetValue(countOption), parsed.GetValue(dimensionOption), parsed.GetValue(eachOption));
        return;
    }

    FolderPictures pictures = FolderPictures.Read(folder);
    List<Outcome> outcomes = [];
    for (int seed = parsed.GetValue(seedOption); outcomes.Count < parsed.GetValue(seedsOption); seed++)
    {
        Split split = pictures.Split(new ProtocolOptions { Unseen = 0.25, Query = 0.2, Seed = seed });
        string? kept = parsed.GetValue(keepOption) is { } keep ? Path.Combine(keep, $"{Path.GetFileName(Path.GetFullPath(folder))}-{seed}") : null;
        ModelPackage model = Model(parsed.GetValue(modelOption), kept, pictures, split, seed);
        Outcome outcome = OfFolder(folder, model, split, parsed.GetValue(knownOption), parsed.GetValue(unlabelledOption), Options(parsed.GetValue(leastOption)));
        outcomes.Add(outcome);
        Console.WriteLine($"seed {seed}: {outcome}");
    }

    Console.WriteLine($"mean F1 {outcomes.Average(o => o.F1):f3} ({outcomes.Min(o => o.F1):f3} to {outcomes.Max(o => o.F1):f3}), "
        + $"purity error {outcomes.Average(o => o.PurityError):f3} ({outcomes.Min(o => o.PurityError):f3} to {outcomes.Max(o => o.PurityError):f3})");
});
return command.Parse(args).Invoke();

static PictureClusterOptions Options(double? least) =>
    least is { } s ? new PictureClusterOptions { LeastSimilarity = s, LeastSimilarityUntaught = s } : new PictureClusterOptions();

static ModelPackage Model(string? name, string? kept, FolderPictures pictures, Split split, int seed)
{
    if (name is not null)
    {
        return name == BaseModel.Name ? BaseModel.Create() : ModelPackage.Load(name);
    }

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

static Outcome OfFolder(string folder, ModelPackage model, Split split, bool known, bool unlabelled, PictureClusterOptions options)
{
    string directory = Directory.CreateTempSubdirectory("gyo-clustering-").FullName;
    try
    {
        using Gallery gallery = Gallery.OpenOrCreate(directory, model);
        gallery.Index(folder);
        HashSet<string> unseen = [.. split.UnseenCharacters];
        HashSet<string> queries = [.. split.SeenQueries.Select(i => split.Pictures[i].Path)];
        Dictionary<string, string> truth = gallery.Pictures(new PictureFilter(), 0, int.MaxValue).Pictures
            .Where(p => p.Character is not null).ToDictionary(p => p.Path, p => p.Character!);
        bool LosesLabel(GalleryPicture p) => unlabelled || unseen.Contains(p.Character!)
            || (known && queries.Contains(Path.GetRelativePath(Path.GetFullPath(folder), p.Path).Replace('\\', '/')));
        gallery.Relabel([.. gallery.Pictures(new PictureFilter(), 0, int.MaxValue).Pictures.Where(p => p.Character is not null && LosesLabel(p)).Select(p => p.Id)], null);
        gallery.Refresh();
        var watch = Stopwatch.StartNew();
        GalleryClusters clusters = gallery.Cluster(options);
        return Outcome.Of(clusters, truth, unlabelled ? [.. truth.Values] : unseen, watch.Elapsed);
    }
    finally
    {
        Directory.Delete(directory, recursive: true);
    }
}

static void OfMixture(int count, int dimension, int each)
{
    var random = new Random(1);
    float[] Noise() => [.. Enumerable.Range(0, dimension).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    float[] directions = new float[count * dimension];
    float[] centre = [];
    for (int i = 0; i < count; i++)
    {
        centre = i % each == 0 ? Noise() : centre;
        float[] noise = Noise();
        float norm = 0;
        for (int d = 0; d < dimension; d++)
        {
            directions[i * dimension + d] = centre[d] + 0.8f * noise[d];
            norm += directions[i * dimension + d] * directions[i * dimension + d];
        }

        for (int d = 0; d < dimension; d++)
        {
            directions[i * dimension + d] /= MathF.Sqrt(norm);
        }
    }

    var watch = Stopwatch.StartNew();
    CharacterSpace space = CharacterSpace.Fit(dimension, [], _ => default);
    KnownCharacters nobody = KnownCharacters.Of(
        space, new CharacterModels(space), new Calibration { Temperature = 1 }, [.. Enumerable.Range(0, count).Select(i => (ReadOnlyMemory<float>)directions.AsMemory(i * dimension, dimension))], (_, _) => false, default);
    PictureClustering found = PictureClustering.Find(dimension, directions, nobody, ClusterPurity.Usual, new PictureClusterOptions(), progress: null, default);
    Console.WriteLine($"{count} x {dimension}: {watch.Elapsed.TotalSeconds:f1} s, {found.Clusters.Count} clusters of {(count + each - 1) / each}, {found.Alone.Count} alone");
}

internal sealed record Outcome(double Precision, double Recall, double PurityError, int Clusters, int Alone, int Strangers, int Wrongly, int Known, int Rightly, double Seconds)
{
    public double F1 => 2 * Precision * Recall / (Precision + Recall);

    public static Outcome Of(GalleryClusters found, Dictionary<string, string> truth, HashSet<string> unseen, TimeSpan elapsed)
    {
        List<(string Group, string Character)> placed =
        [
            .. found.Matches.Select(m => ($"known {m.Character}", truth[m.Picture.Path])),
            .. found.Clusters.SelectMany(c => c.Pictures.Select(p => (c.Id, truth[p.Path]))),
            .. found.Alone.Select(p => ($"alone {p.Path}", truth[p.Path])),
        ];
        int known = placed.Count(p => !unseen.Contains(p.Character));
        placed.RemoveAll(p => !unseen.Contains(p.Character));
        Dictionary<string, int> groups = placed.CountBy(p => p.Group).ToDictionary();
        Dictionary<string, int> characters = placed.CountBy(p => p.Character).ToDictionary();
        (double precision, double recall) = (0, 0);
        foreach (((string group, string character), int both) in placed.CountBy(p => p))
        {
            precision += (double)both * both / groups[group] / placed.Count;
            recall += (double)both * both / characters[character] / placed.Count;
        }

        double[] errors = [.. found.Clusters.Select(c => Math.Abs(
            c.Purity - c.Pictures.CountBy(p => truth[p.Path]).Max(p => p.Value) / (double)c.Pictures.Count))];
        return new Outcome(
            precision, recall, errors.DefaultIfEmpty().Average(), found.Clusters.Count, found.Alone.Count, placed.Count,
            found.Matches.Count(m => unseen.Contains(truth[m.Picture.Path])), known, found.Matches.Count(m => m.Character == truth[m.Picture.Path]), elapsed.TotalSeconds);
    }

    public override string ToString() =>
        $"BCubed {Precision:f3} / {Recall:f3} / F1 {F1:f3}, purity error {PurityError:f3}, {Clusters} clusters, {Alone} alone, "
        + $"{Wrongly} of {Strangers} strangers matched, {Rightly} of {Known} known matched rightly, {Seconds:f1} s";
}
