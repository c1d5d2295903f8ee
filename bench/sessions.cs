#:project ../src/Gyo/Gyo.csproj
#:package System.CommandLine
#:property PublishAot=false
#:property ConcurrentGarbageCollection=false
#:property AssemblyName=sessions

// What ONNX Runtime's settings are worth on this machine:
//
//     dotnet run -c Release bench/sessions.cs -- [MODEL]
//
// Runs one picture through a model (the built-in one if none is named) under each setting, one setting after the other, round after round, so
// that whatever else the machine does meets them all; prints the median and the tenth of each in milliseconds, and two pictures side by side.

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Gyo.Embedding;
using Microsoft.ML.OnnxRuntime;

Argument<string> model = new("MODEL") { Description = "A model's folder, or base.", DefaultValueFactory = _ => "base" };
Option<int> rounds = new("--rounds") { Description = "Rounds that count.", DefaultValueFactory = _ => 400 };
var command = new RootCommand("Compares ONNX Runtime's settings.") { model, rounds };
command.SetAction(parsed => Compare(parsed.GetRequiredValue(model), parsed.GetValue(rounds)));
return command.Parse(args).Invoke();

static void Compare(string model, int rounds)
{
    ModelPackage package = model == "base" ? BaseModel.Create() : ModelPackage.Load(model);
    (string Name, Action<SessionOptions> Set)[] settings =
    [
        ("1 thread, all optimisations", _ => { }),
        ("1 thread, extended optimisations", o => o.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_EXTENDED),
        ("1 thread, basic optimisations", o => o.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC),
        ("1 thread, no memory arena", o => o.EnableCpuMemArena = false),
        ("1 thread, no memory pattern", o => o.EnableMemoryPattern = false),
        ("1 thread, denormals are zero", o => o.AddSessionConfigEntry("session.set_denormal_as_zero", "1")),
        ("2 threads, spinning", o => o.IntraOpNumThreads = 2),
        ("2 threads, sleeping", o => { o.IntraOpNumThreads = 2; o.AddSessionConfigEntry("session.intra_op.allow_spinning", "0"); }),
    ];
    Run[] runs = [.. settings.Select(s => new Run(package, s.Set)).Append(new Run(package, _ => { }, batch: 8))];
    string[] names = [.. settings.Select(s => s.Name), "1 thread, 8 pictures a run (each)"];
    List<double>[] alone = [.. runs.Select(_ => new List<double>())];
    List<double>[] beside = [.. runs.Select(_ => new List<double>())];
    const int WarmUp = 20;
    for (int round = 0; round < WarmUp + rounds; round++)
    {
        for (int i = 0; i < runs.Length; i++)
        {
            double one = Timed(() => runs[i].Go(0)), two = Timed(() => Parallel.For(0, 2, runs[i].Go)) / 2;
            if (round >= WarmUp)
            {
                alone[i].Add(one / runs[i].Batch);
                beside[i].Add(two / runs[i].Batch);
            }
        }
    }

    Console.WriteLine($"{"",-36} {"one alone",16} {"two at once, each",20}   ms: median (tenth)");
    for (int i = 0; i < runs.Length; i++)
    {
        Console.WriteLine($"{names[i],-36} {Show(alone[i]),16} {Show(beside[i]),20}");
        runs[i].Dispose();
    }
}

static double Timed(Action work)
{
    long start = Stopwatch.GetTimestamp();
    work();
    return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
}

static string Show(List<double> times)
{
    times.Sort();
    return string.Create(CultureInfo.InvariantCulture, $"{times[times.Count / 2]:f3} ({times[times.Count / 10]:f3})");
}

/// <summary>A session under one setting.</summary>
internal sealed class Run : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly float[][] _inputs;
    private readonly float[][] _outputs;
    private readonly long[] _inputShape;
    private readonly long[] _outputShape;

    public Run(ModelPackage package, Action<SessionOptions> set, int batch = 1)
    {
        using SessionOptions options = new()
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = 1,
        };
        set(options);
        _session = new InferenceSession(package.Onnx, options);
        Batch = batch;
        int size = package.Manifest.Preprocessing.Size;
        (_inputShape, _outputShape) = ([batch, 3, size, size], [batch, package.Manifest.Dimension]);
        var random = new Random(1);
        _inputs = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, batch * 3 * size * size).Select(_ => random.NextSingle()).ToArray())];
        _outputs = [.. Enumerable.Range(0, 2).Select(_ => new float[batch * package.Manifest.Dimension])];
    }

    /// <summary>Pictures a run.</summary>
    public int Batch { get; }

    public void Go(int buffer)
    {
        using OrtValue from = OrtValue.CreateTensorValueFromMemory(_inputs[buffer], _inputShape);
        using OrtValue to = OrtValue.CreateTensorValueFromMemory(_outputs[buffer], _outputShape);
        _session.Run(_options, [.. _session.InputMetadata.Keys], [from], [.. _session.OutputMetadata.Keys], [to]);
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }
}
