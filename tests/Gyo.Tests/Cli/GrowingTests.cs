using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Gyo.Tests.Training;
using NetVips;

namespace Gyo.Tests.Cli;

/// <summary>The verbs map, suggest and watch, each as a process.</summary>
public sealed class GrowingTests : IDisposable
{
    private const int Interrupt = 2;
    private const int Characters = 4;
    private const int PicturesEach = 6;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Pictures => _folder.File("characters");

    private string Gallery => _folder.File("gallery");

    [Fact]
    public async Task Map_AsPageAndAsPicture_IsWrittenWholeAndToldOf()
    {
        await IndexAsync();
        string page = _folder.File("new/map.html");

        GyoProcess html = await GyoProcess.RunAsync("map", "--gallery", Gallery, "--out", page, "--json");
        GyoProcess png = await GyoProcess.RunAsync("map", "--gallery", Gallery, "--out", _folder.File("map.png"), "--width", "900", "--height", "600", "--dark");

        Assert.Equal(0, html.ExitCode);
        using JsonDocument told = JsonDocument.Parse(html.Output);
        Assert.Equal(Characters * PicturesEach, told.RootElement.GetProperty("thumbnails").GetInt32());
        Assert.StartsWith("<!doctype html>", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, png.ExitCode);
        Assert.Contains($"{Characters * PicturesEach} pictures of {Characters} characters", png.Output, StringComparison.Ordinal);
        using Image picture = Image.NewFromFile(_folder.File("map.png"));
        Assert.Equal((900, 600), (picture.Width, picture.Height));
        Assert.True(picture.Deviate() > 5, "nothing is drawn");
        Assert.Empty(Directory.GetFiles(_folder.File("new"), ".*")); // no half file
    }

    [Fact]
    public async Task Suggest_OneCharacterOfFewPictures_NamesItFirst()
    {
        await IndexAsync();
        string few = Directory.GetDirectories(Pictures).Order(StringComparer.Ordinal).First();
        Array.ForEach([.. Directory.GetFiles(few).Skip(1)], File.Delete);
        await GyoProcess.RunAsync("index", Pictures, "--gallery", Gallery);

        GyoProcess words = await GyoProcess.RunAsync("suggest", "--gallery", Gallery, "--top", "2");
        GyoProcess json = await GyoProcess.RunAsync("suggest", "--gallery", Gallery, "--top", "2", "--more", "3", "--json");

        Assert.Contains($"1. {Path.GetFileName(few)} has 1 picture; characters with 1 are found in ", words.Output, StringComparison.Ordinal);
        using JsonDocument told = JsonDocument.Parse(json.Output);
        Assert.Equal(2, told.RootElement.GetArrayLength());
        Assert.Equal(Path.GetFileName(few), told.RootElement[0].GetProperty("character").GetString());
        Assert.Equal(3, told.RootElement[0].GetProperty("more").GetInt32());
        Assert.True(told.RootElement[0].GetProperty("gain").GetDouble() > 0);
    }

    [Fact]
    public async Task Watch_KilledAndStartedAgain_CatchesUpAndEndsWellWhenInterrupted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals");
        DrawnPictures.Write(Pictures, Characters, PicturesEach);
        string[] drawn = Directory.GetFiles(Pictures, "*", SearchOption.AllDirectories);
        string aside = _folder.File("aside" + Path.GetExtension(drawn[0]));
        File.Move(drawn[0], aside);
        using (Process killed = GyoProcess.Start("watch", Pictures, "--gallery", Gallery, "--json"))
        {
            using JsonDocument first = JsonDocument.Parse((await killed.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);
            Assert.Equal(Characters * PicturesEach - 1, first.RootElement.GetProperty("added").GetInt32());
            File.Copy(aside, drawn[0]);
            using JsonDocument added = JsonDocument.Parse((await killed.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);
            Assert.Equal("added", added.RootElement.GetProperty("change").GetString());
            Assert.EndsWith(Path.GetFileName(drawn[0]), added.RootElement.GetProperty("path").GetString(), StringComparison.Ordinal);
            killed.Kill();
            await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        File.Delete(drawn[1]);
        using Process again = GyoProcess.Start("watch", Pictures, "--gallery", Gallery);
        string caughtUp = (await again.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
        Assert.StartsWith($"0 added, 0 updated, 0 moved, 1 removed, {drawn.Length - 1} unchanged", caughtUp, StringComparison.Ordinal);
        File.Delete(drawn[2]);
        Assert.StartsWith("removed ", await again.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, SendSignal(again.Id, Interrupt));
        await again.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, again.ExitCode);
    }

    private async Task IndexAsync()
    {
        DrawnPictures.Write(Pictures, Characters, PicturesEach);
        await GyoProcess.RunAsync("index", Pictures, "--gallery", Gallery);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
}
