#:project ../src/Gyo.Training/Gyo.Training.csproj
#:package System.CommandLine
#:property PublishAot=false
#:property ConcurrentGarbageCollection=false
#:property AssemblyName=profile-training

// Where the time of a training step goes:
//
//     dotnet run -c Release eng/profile-training.cs -- FOLDER --frozen 8
//
// Trains nothing: it takes steps of the default recipe, each part timed by itself, and prints the median and the range of every part.

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Gyo.Collections;
using Gyo.Training;
using Gyo.Training.Data;
using Gyo.Training.Losses;
using Gyo.Training.Networks;
using Gyo.Training.Optimisation;
using static TorchSharp.torch;

Argument<string> folder = new("FOLDER") { Description = "Pictures, one sub-folder per character." };
Option<int> frozen = new("--frozen") { Description = "Frozen stages.", DefaultValueFactory = _ => Recipes.Default.FrozenStages };
Option<int> size = new("--size") { Description = "Side of the pictures.", DefaultValueFactory = _ => Recipes.Default.Size };
Option<int> steps = new("--steps") { Description = "Steps that count, after four that warm up.", DefaultValueFactory = _ => 20 };
var command = new RootCommand("Profiles a training step.") { folder, frozen, size, steps };
command.SetAction(parsed => Profile(
    parsed.GetRequiredValue(folder),
    Recipes.Default with { FrozenStages = parsed.GetValue(frozen), Size = parsed.GetValue(size) },
    parsed.GetValue(steps)));
return command.Parse(args).Invoke();

static void Profile(string folder, Recipe recipe, int steps)
{
    const int WarmUp = 4;
    NativeRuntime.Prepare();
    TrainingPictures pictures = TrainingPictures.Load(folder, ImageFolder.Scan(folder), Trainer.PreprocessingFor(recipe));
    using EmbeddingNetwork network = EmbeddingNetwork.Create(recipe, seed: 1);
    using FrozenStages? lower = network.LowerStages();
    using var loss = new ProxyAnchorLoss(pictures.Characters.Count, recipe.Dimension, recipe.Margin, seed: 1);
    using var optimiser = new AdamW(
        [
            new ParameterGroup([.. network.BackboneParameters], 1),
            new ParameterGroup([.. network.HeadParameters], recipe.HeadFactor),
            new ParameterGroup([.. loss.parameters()], recipe.ProxyFactor),
        ],
        recipe.WeightDecay,
        recipe.AdamEpsilon);
    var random = new Random(1);
    var times = new Dictionary<string, List<double>>();
    network.train();
    for (int step = 0; step < WarmUp + steps; step++)
    {
        int[] batch = [.. Enumerable.Range(0, recipe.BatchSize).Select(_ => random.Next(pictures.Count))];
        TorchStep.Run(() =>
        {
            Tensor labels = tensor(batch.Select(i => (long)pictures.Labels[i]).ToArray());
            Tensor drawn = Timed("vary the pictures", () => PictureBatch.Varied(pictures, batch, recipe.Augmentation!, null, random));
            Tensor input = lower is null
                ? drawn
                : Timed("vary them and run the frozen stages", () => PictureBatch.Varied(pictures, batch, recipe.Augmentation!, null, random, lower));
            optimiser.ZeroGradients();
            Tensor embeddings = Timed("forward", () => network.call(input, null));
            Tensor value = Timed("loss", () => loss.call(embeddings, labels));
            Timed("backward", () => { value.backward(); return 0; });
            Timed("optimiser", () => { optimiser.Step(0); return 0; });
            if (lower is not null)
            {
                using IDisposable still = no_grad();
                Timed("(forward with the frozen stages in TorchSharp, no gradients)", () => network.call(drawn, null));
            }

            return 0;
        });
    }

    foreach ((string part, List<double> all) in times)
    {
        double[] sorted = [.. all.Skip(WarmUp).Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{part,-62} {sorted[sorted.Length / 2],6:f1} ms ({sorted[0]:f1}–{sorted[^1]:f1})"));
    }

    T Timed<T>(string part, Func<T> work)
    {
        long start = Stopwatch.GetTimestamp();
        T result = work();
        if (!times.TryGetValue(part, out List<double>? all))
        {
            times[part] = all = [];
        }

        all.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        return result;
    }
}
