using System.Diagnostics;
using Gyo.Tests.Cli;
using Microsoft.Data.Sqlite;

namespace Gyo.Tests;

/// <summary>
/// Processes that care for a collection are killed again and again, as `kill -9` does it: each step is there whole or not at all, no picture is
/// lost, and everything can still be taken back to what it was at first.
/// </summary>
[Trait("Category", "Slow")]
public sealed class CurationKillTests : IDisposable
{
    private const int Kills = 50;
    private const int Characters = 6;
    private const int PicturesEach = 12;
    private const int Copies = 30;
    private const int Broken = 20;

    private const string State = "SELECT i.path, label, decided, hidden FROM image i ORDER BY i.path";
    private const string Verdicts = "SELECT kind, a, b FROM verdict ORDER BY 1, 2, 3";

    private readonly GalleryFixture _fixture = new();
    private readonly Random _random = new(50);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task AnyOperation_KilledAtRandomMoments_LeavesEachStepWholeAndUndoable()
    {
        Draw();
        await RunAsync(["index", _fixture.Pictures], killWhen: null);
        string[] state = _fixture.Rows(State);
        Assert.Equal(Characters * PicturesEach + Copies + Broken, state.Length);

        string[][] operations =
        [
            ["clean", "accept", "unreadable"],
            ["clean", "accept", "duplicates"],
            ["clean", "accept", "duplicates", "labels", "unreadable"],
            ["clean", "undo", "1000"],
            ["index", _fixture.Pictures],
        ];
        Dictionary<string[], TimeSpan> unbroken = [];
        foreach (string[] operation in operations)
        {
            Stopwatch watch = Stopwatch.StartNew();
            await RunAsync(operation, killWhen: null);
            unbroken[operation] = watch.Elapsed;
        }

        int midWork = 0;
        for (int kills = 0; kills < Kills;)
        {
            string[] operation = operations[_random.Next(operations.Length)];
            string before = Journal();

            // Half of them at any moment, half as soon as some steps were seen done: most of a process's time is spent before its first.
            bool anyMoment = kills % 2 == 0;
            if (await RunAsync(operation, anyMoment
                ? ended => Task.Delay(unbroken[operation] * _random.NextDouble(), ended)
                : ended => JournalChangesAsync(_random.Next(1, 15), ended)))
            {
                kills++;
                midWork += Journal() != before ? 1 : 0;
                Check(state);
            }
        }

        await RunAsync(["clean", "undo", "1000"], killWhen: null);
        Assert.Equal(state, _fixture.Rows(State));
        TestContext.Current.TestOutputHelper?.WriteLine($"{midWork} of {Kills} kills fell between the first and the last step.");
        Assert.True(midWork >= Kills / 5, "no kill fell between two steps: the operations are too short to be interrupted");
    }

    /// <summary>Waits until the journal has changed so many times; some operations never do.</summary>
    private async Task JournalChangesAsync(int times, CancellationToken cancel)
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(_fixture.Directory, "gallery.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA data_version"; // another connection's commits change it
        for (object? last = command.ExecuteScalar(); times > 0; times--)
        {
            while (Equals(command.ExecuteScalar(), last))
            {
                await Task.Delay(1, cancel);
            }

            last = command.ExecuteScalar();
        }
    }

    private string Journal() => string.Join(',', _fixture.Rows("SELECT id FROM change ORDER BY id"));

    private void Check(string[] state)
    {
        Assert.Equal(["ok"], _fixture.Rows("PRAGMA integrity_check"));
        Assert.Empty(_fixture.Rows("PRAGMA foreign_key_check"));
        Assert.Equal(state.Length, _fixture.Rows(State).Length);
        Assert.Empty(_fixture.Rows("SELECT id FROM change WHERE words = '' OR pictures = 0")); // half a step
        Assert.Empty(_fixture.Rows(
            "SELECT id FROM change c WHERE (SELECT count(*) FROM change_picture p WHERE p.change_id = c.id) NOT IN (0, pictures)"));

        // And all of it can be taken back, in a copy.
        using var folder = new TemporaryFolder();
        string copy = folder.File("copy");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(_fixture.Directory, "gallery.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        using (var store = Gyo.Collections.GalleryStore.Open(copy))
        {
            store.Transaction(() =>
            {
                while (store.Undo() is not null)
                {
                }
            });
        }

        Assert.Equal(state, GalleryFixture.Rows(copy, State));
        Assert.Empty(GalleryFixture.Rows(copy, Verdicts));
    }

    private void Draw()
    {
        List<string> files = [];
        for (int i = 0; i < Characters * PicturesEach; i++)
        {
            files.Add(DrawPattern($"character{i % Characters}/{i:000}.png"));
        }

        for (int i = 0; i < Copies; i++)
        {
            File.Copy(files[i], Path.Combine(Path.GetDirectoryName(files[i])!, $"copy{i:000}.png"));
        }

        for (int i = 0; i < Broken; i++)
        {
            _fixture.WriteBroken($"character{i % Characters}/broken{i:000}.png");
        }
    }

    /// <summary>Coarse noise: no picture is like another.</summary>
    private string DrawPattern(string name)
    {
        string path = _fixture.Path(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using NetVips.Image cells = NetVips.Image.Gaussnoise(6, 6, seed: _random.Next(), mean: 128, sigma: 80);
        using NetVips.Image picture = cells.Resize(12).Cast(NetVips.Enums.BandFormat.Uchar);
        File.WriteAllBytes(path, picture.PngsaveBuffer());
        return path;
    }

    /// <summary>Runs a command of gyo to its end, or kills it.</summary>
    /// <returns>Whether it was killed before its end.</returns>
    private async Task<bool> RunAsync(string[] arguments, Func<CancellationToken, Task>? killWhen)
    {
        using Process process = GyoProcess.Start([.. arguments, "--gallery", _fixture.Directory]);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        bool killed = false;
        if (killWhen is not null)
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            await Task.WhenAny(process.WaitForExitAsync(TestContext.Current.CancellationToken), killWhen(ended.Token));
            await ended.CancelAsync();
            killed = !process.HasExited;
            process.Kill();
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await output;
        const int DoneWithSkipped = 3;
        bool done = process.ExitCode is 0 or DoneWithSkipped;
        Assert.True(done || killed, await errors);
        return !done;
    }
}
