using System.Diagnostics;
using Gyo.Collections;

namespace Gyo.Tests;

/// <summary>A process that indexes is killed again and again, as `kill -9` does it; nothing may be lost, doubled or half there.</summary>
[Trait("Category", "Slow")]
public sealed class GalleryKillTests : IDisposable
{
    private const int Pictures = 256; // eight batches
    private const int Kills = 20;

    /// <summary>A picture's vector may differ in the last bits with the batch it was embedded in.</summary>
    private const float VectorTolerance = 1e-4f;

    private const string Content =
        "SELECT f.path, i.path, character, bytes, modified, sha256, problem FROM image i JOIN folder f ON f.id = i.folder_id ORDER BY 1, 2";

    private readonly GalleryFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Index_KilledAtRandomMoments_LosesAndDoublesNothing()
    {
        Random random = new(20);
        for (int i = 0; i < Pictures; i++)
        {
            _fixture.Draw($"character{i % 8}/{i:000}.png", random.Next(256), random.Next(256), random.Next(256), size: 16 + (i % 50));
        }

        _fixture.WriteBroken("character0/broken.png");
        string reference = _fixture.Directory + "-unbroken";
        Stopwatch watch = Stopwatch.StartNew();
        await IndexAsync(reference, killAfter: null);
        TimeSpan unbroken = watch.Elapsed;

        int midWork = 0;
        for (int kills = 0; kills < Kills;)
        {
            if (!await IndexAsync(_fixture.Directory, unbroken * random.NextDouble()))
            {
                Directory.Delete(_fixture.Directory, recursive: true); // it was done before: once more from the beginning
                continue;
            }

            kills++;
            midWork += CheckAfterKill() is > 0 and < Pictures ? 1 : 0;
        }

        await IndexAsync(_fixture.Directory, killAfter: null);

        TestContext.Current.TestOutputHelper?.WriteLine($"{midWork} of {Kills} kills fell between the first and the last batch.");
        Assert.True(midWork >= Kills / 4);
        Assert.Equal(GalleryFixture.Rows(reference, Content), _fixture.Rows(Content));
        Dictionary<string, float[]> expected = Vectors(reference);
        Dictionary<string, float[]> actual = Vectors(_fixture.Directory);
        Assert.Equal(Pictures, actual.Count);
        Assert.All(expected, e => Assert.True(e.Value.Zip(actual[e.Key]).Max(v => MathF.Abs(v.First - v.Second)) < VectorTolerance));
    }

    /// <returns>How many pictures have a vector.</returns>
    private int CheckAfterKill()
    {
        if (!File.Exists(Path.Combine(_fixture.Directory, GalleryStore.FileName))
            || _fixture.Rows("SELECT 1 FROM sqlite_schema").Length == 0)
        {
            return 0; // killed before there was a gallery
        }

        Assert.Equal(["ok"], _fixture.Rows("PRAGMA integrity_check"));
        Assert.Empty(_fixture.Rows("PRAGMA foreign_key_check"));
        Assert.Empty(_fixture.Rows("SELECT path FROM image GROUP BY folder_id, path HAVING count(*) > 1"));
        Assert.Empty(_fixture.Rows("SELECT image_id FROM vector GROUP BY image_id HAVING count(*) > 1"));
        Assert.Empty(_fixture.Rows(
            "SELECT i.path FROM image i LEFT JOIN vector v ON v.image_id = i.id WHERE (v.image_id IS NULL) <> (i.problem IS NOT NULL)"));
        return Vectors(_fixture.Directory).Count;
    }

    /// <summary>Every vector by the picture's path; reading them checks their length.</summary>
    private static Dictionary<string, float[]> Vectors(string directory)
    {
        using GalleryStore store = GalleryStore.Open(directory);
        using Gallery gallery = Gallery.Open(directory); // as a user would next
        Dictionary<string, float[]> vectors = [];
        store.ReadVectors(store.ModelId, gallery.Dimension, (id, _, vector) => vectors.Add(store.Find([id])[id].Path, vector));
        Assert.Equal(vectors.Count, gallery.Count);
        return vectors;
    }

    /// <summary>Runs <c>gyo index</c> to its end, or kills it.</summary>
    /// <returns>Whether it was killed before its end.</returns>
    private async Task<bool> IndexAsync(string gallery, TimeSpan? killAfter)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Gyo.Cli.dll"), "index", _fixture.Pictures, "--gallery", gallery];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        bool killed = false;
        if (killAfter is { } delay)
        {
            await Task.WhenAny(
                process.WaitForExitAsync(TestContext.Current.CancellationToken), Task.Delay(delay, TestContext.Current.CancellationToken));
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
