using Gyo.Embedding;
using Gyo.Web.Trainings;

namespace Gyo.Web.Tests.Trainings;

public sealed class TrainingRunsTests : IDisposable
{
    private const string Whole = """{"epoch":1,"epochs":3,"loss":2.5,"learningRate":0.0003,"imagesPerSecond":80,"seconds":4}""" + "\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("gyo-trainings").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", 0)]
    [InlineData("\n\n", 0)]
    [InlineData(Whole, 1)]
    [InlineData(Whole + Whole, 1)] // a training that was resumed may tell an epoch again
    [InlineData(Whole + "{\"epoch\":2,\"epochs\":3,\"lo", 1)]
    [InlineData("[]\nnull\n7\n\"text\"\n{}\n{\"epoch\":-1}\n{\"epoch\":\"two\"}\n\0\0\0\n" + Whole, 1)]
    public void Find_WhateverStandsInALog_ReadsItsEpochs(string log, int epochs)
    {
        Write("model", log);

        TrainingRun run = Assert.Single(Runs(_folder).Find());

        Assert.Equal(("model", epochs), (run.Name, run.Epochs.Count));
        Assert.All(run.Epochs, e => Assert.Equal(new TrainingEpoch(1, 3, 2.5, 0.0003, 80, 4), e));
    }

    [Fact]
    public void Find_State_IsToldByCheckpointModelAndTime()
    {
        string running = Write("running", Whole);
        File.WriteAllText(Path.Combine(running, "checkpoint.safetensors"), "");
        string interrupted = Write("interrupted", Whole);
        File.WriteAllText(Path.Combine(interrupted, "checkpoint.safetensors"), "");
        Array.ForEach(Directory.GetFiles(interrupted), f => File.SetLastWriteTimeUtc(f, DateTime.UtcNow.AddHours(-1)));
        BaseModel.Create().Save(Write("finished", Whole));

        Dictionary<string, TrainingRun> runs = Runs(_folder).Find().ToDictionary(r => r.Name);

        Assert.Equal(TrainingState.Running, runs["running"].State);
        Assert.Equal(TrainingState.Interrupted, runs["interrupted"].State);
        Assert.Equal(TrainingState.Finished, runs["finished"].State);
        Assert.Equal(BaseModel.Name, runs["finished"].Manifest!.Recipe);
    }

    [Fact]
    public void Find_SeveralFoldersOneOfThemMissing_FindsWhatIsThere()
    {
        string direct = Write("one", Whole);
        Write("many/two", Whole);

        TrainingRuns runs = Runs(string.Join(Path.PathSeparator, direct, Path.Combine(_folder, "many"), Path.Combine(_folder, "nowhere")));

        Assert.Equal(["one", "two"], runs.Find().Select(r => r.Name).Order());
    }

    [Fact]
    public void Find_NoFolderNamed_LooksBesideTheGallery()
    {
        Write("model", Whole);

        Assert.Equal("model", Assert.Single(new TrainingRuns(new GyoWebOptions { Gallery = Path.Combine(_folder, "gallery") }).Find()).Name);
    }

    private static TrainingRuns Runs(string models) => new(new GyoWebOptions { Models = models });

    private string Write(string name, string log)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "training.jsonl"), log);
        return folder;
    }
}
