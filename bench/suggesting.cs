#:project ../src/Gyo/Gyo.csproj
#:package System.CommandLine
#:property PublishAot=false
#:property ConcurrentGarbageCollection=false
#:property AssemblyName=suggesting

// What it is worth to follow `gyo suggest`, measured by giving pictures back that were hidden:
//
//     dotnet run -c Release bench/suggesting.cs -- FOLDER [--seeds 10] [--share 0.2] [--more 5] [--most 10] [--each]
//
// Of every character --asked pictures are questions, and 1 to --most of the rest (drawn evenly) make the gallery; what is left is hidden. The
// gallery alone says which --share of the characters should get --more pictures; these are given back from what was hidden, and the questions
// asked again. The same for other ways of choosing as many characters: at random (the mean of --draws choices), those with the fewest pictures,
// and those found least by leaving pictures out. With --each, every character is given pictures back by itself too, which takes longer: it tells
// how true the expected gains are, and how much those characters gain together that gain most alone, which nobody can know beforehand.
// Recall is top-1, the mean over characters, by the built-in model, which has seen none of them.

using System.CommandLine;
using System.Globalization;
using Gyo;
using Gyo.Curation;
using Gyo.Embedding;
using Gyo.Evaluation;
using Gyo.Ranking;

Argument<string> folder = new("FOLDER") { Description = "One sub-folder per character." };
Option<int> seeds = new("--seeds") { DefaultValueFactory = _ => 10 };
Option<double> share = new("--share") { DefaultValueFactory = _ => 0.2 };
Option<int> more = new("--more") { DefaultValueFactory = _ => 5 };
Option<int> most = new("--most") { DefaultValueFactory = _ => 10 };
Option<int> asked = new("--asked") { DefaultValueFactory = _ => 8 };
Option<int> draws = new("--draws") { DefaultValueFactory = _ => 10 };
Option<bool> each = new("--each");
var command = new RootCommand("Measures what suggestions are worth.") { folder, seeds, share, more, most, asked, draws, each };
command.SetAction(parsed =>
{
    FolderPictures read = FolderPictures.Read(parsed.GetRequiredValue(folder));
    using LoadedModel model = LoadedModel.Of(BaseModel.Create());
    EmbeddedPictures pictures = read.Embed(model);
    string[] ways = ["suggest", "random", "fewest", "least found", .. parsed.GetValue(each) ? ["best alone"] : Array.Empty<string>()];
    Dictionary<string, List<double>> gains = ways.ToDictionary(w => w, _ => new List<double>());
    List<double> befores = [];
    List<double> correlations = [];
    List<double> offs = [];
    for (int seed = 1; seed <= parsed.GetValue(seeds); seed++)
    {
        Trial trial = new(pictures, seed, parsed.GetValue(asked), parsed.GetValue(most), parsed.GetValue(more));
        IReadOnlyList<CharacterTrials> trials = trial.Tried();
        IReadOnlyList<GrowthSuggestion> suggestions = GrowthPlan.Rank(trials, parsed.GetValue(more));
        int count = Math.Max(1, (int)Math.Round(parsed.GetValue(share) * suggestions.Count));
        double before = trial.Recall([]);
        befores.Add(before);
        double Gain(IEnumerable<string> chosen) => trial.Recall([.. chosen.Take(count)]) - before;
        gains["suggest"].Add(Gain(suggestions.Select(s => s.Character)));
        gains["fewest"].Add(Gain(trials.OrderBy(t => t.Pictures).Select(t => t.Character)));
        gains["least found"].Add(Gain(trials.OrderByDescending(t => t.Asked == 0 ? 1 : t.Missed).Select(t => t.Character)));
        var random = new Random(seed);
        gains["random"].Add(Enumerable.Range(0, parsed.GetValue(draws)).Average(_ => Gain(random.GetItems([.. suggestions], suggestions.Count).Select(s => s.Character).Distinct())));
        if (!parsed.GetValue(each))
        {
            continue;
        }

        Dictionary<string, double> alone = suggestions.ToDictionary(s => s.Character, s => trial.OwnGain(s.Character));
        gains["best alone"].Add(Gain(alone.OrderByDescending(a => a.Value).Select(a => a.Key)));
        correlations.Add(Correlation([.. suggestions.Select(s => s.Gain)], [.. suggestions.Select(s => alone[s.Character])]));
        offs.Add(suggestions.Average(s => s.Gain) - alone.Values.Average());
    }

    Say($"{pictures.Pictures.Count} pictures, {befores.Count} seeds; recall before {Spread(befores)}");
    foreach (string way in ways)
    {
        Say($"{way,-12} gains {Spread(gains[way])}, {gains[way].Average() / gains["random"].Average():f2} times what random does, better than it in {gains[way].Zip(gains["random"]).Count(p => p.First > p.Second)} of {befores.Count}");
    }

    if (parsed.GetValue(each))
    {
        Say($"expected and true gains of single characters correlate by {Spread(correlations)}; expected less true {Spread(offs)} on average");
    }
});
return command.Parse(args).Invoke();

static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

static string Spread(List<double> values)
{
    double mean = values.Average();
    double deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, values.Count - 1));
    return string.Create(CultureInfo.InvariantCulture, $"{mean:f4} ± {deviation:f4}");
}

static double Correlation(double[] a, double[] b)
{
    (double ma, double mb) = (a.Average(), b.Average());
    double Sum(Func<int, double> of) => Enumerable.Range(0, a.Length).Sum(of);
    return Sum(i => (a[i] - ma) * (b[i] - mb)) / Math.Sqrt(Sum(i => Math.Pow(a[i] - ma, 2)) * Sum(i => Math.Pow(b[i] - mb, 2)));
}

/// <summary>One way of hiding pictures.</summary>
internal sealed class Trial
{
    private readonly EmbeddedPictures _pictures;
    private readonly int _more;
    private readonly Dictionary<string, (int[] Questions, int[] Gallery, int[] Hidden)> _split = new(StringComparer.Ordinal);

    public Trial(EmbeddedPictures pictures, int seed, int asked, int most, int more)
    {
        (_pictures, _more) = (pictures, more);
        var random = new Random(seed);
        foreach (IGrouping<string, int> character in Enumerable.Range(0, pictures.Pictures.Count).GroupBy(i => pictures.Pictures[i].Character!, StringComparer.Ordinal))
        {
            int[] order = [.. character];
            random.Shuffle(order);
            int kept = asked + random.Next(1, most + 1);
            _split[character.Key] = (order[..asked], order[asked..kept], order[kept..]);
        }
    }

    public IReadOnlyList<CharacterTrials> Tried()
    {
        int[] gallery = [.. _split.Values.SelectMany(s => s.Gallery)];
        return GrowthTrials.Ask(_pictures.Dimension, [.. gallery.Select(LabelOf)], i => VectorOf(gallery[i]));
    }

    /// <summary>Top-1, the mean over characters, once some have been given pictures back.</summary>
    public double Recall(HashSet<string> given) => Answer(given).Values.Average();

    /// <summary>What a character's own questions gain if it alone is given pictures back.</summary>
    public double OwnGain(string character) => Answer([character])[character] - (_before ??= Answer([]))[character];

    private Dictionary<string, double>? _before;

    private Dictionary<string, double> Answer(HashSet<string> given)
    {
        int[] gallery = [.. _split.SelectMany(s => given.Contains(s.Key) ? s.Value.Gallery.Concat(s.Value.Hidden.Take(_more)) : s.Value.Gallery)];
        string[] labels = [.. gallery.Select(LabelOf)];
        CharacterSpace space = CharacterSpace.Fit(_pictures.Dimension, labels, i => VectorOf(gallery[i]));
        CharacterModels models = CharacterModels.Of(space, labels, i => VectorOf(gallery[i]));
        return _split.AsParallel().ToDictionary(
            s => s.Key,
            s => s.Value.Questions.Average(q => models.Score(space.Project(VectorOf(q).Span)).MaxBy(m => m.Score).Name == s.Key ? 1.0 : 0),
            StringComparer.Ordinal);
    }

    private string LabelOf(int picture) => _pictures.Pictures[picture].Character!;

    private ReadOnlyMemory<float> VectorOf(int picture) => _pictures.VectorOf(picture).ToArray();
}
