using System.Text;
using System.Text.Json;

namespace Gyo.Training.Tuning;

/// <summary>
/// The file in which a search survives: every finished trial is a line of JSON, on the disk before the next one begins. A search that
/// begins again finds them here. Nobody else may write to it meanwhile.
/// </summary>
public sealed class TrialLog : IDisposable
{
    private readonly FileStream _file;
    private readonly Dictionary<(string Pictures, int Seed, Recipe Recipe), Trial> _trials = [];

    private TrialLog(FileStream file) => _file = file;

    /// <summary>Opens a log, or begins one.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">Another search is using it, or it can't be written.</exception>
    public static TrialLog Open(string path)
    {
        var log = new TrialLog(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        log.ReadLines();
        return log;
    }

    /// <summary>The trial of a recipe, or null if there was none.</summary>
    /// <param name="pictures">The fingerprint of the pictures.</param>
    /// <param name="seed">The trial's own seed.</param>
    /// <param name="recipe">With the number of epochs of its rung.</param>
    public Trial? Find(string pictures, int seed, Recipe recipe) => _trials.GetValueOrDefault((pictures, seed, recipe));

    /// <summary>Keeps a finished trial.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public void Add(Trial trial)
    {
        _file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(trial, RecipeJson.OneLine) + "\n"));
        _file.Flush(flushToDisk: true);
        Remember(trial);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private void ReadLines()
    {
        byte[] bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);

        // A kill in the middle of a write leaves a line without its end: that trial is run again, on a line of its own.
        int whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        _file.SetLength(whole);
        _file.Seek(0, SeekOrigin.End);
        foreach (string line in Encoding.UTF8.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Parse(line) is { } trial)
            {
                Remember(trial);
            }
        }
    }

    private void Remember(Trial trial) => _trials[(trial.Pictures, trial.Seed, trial.Recipe)] = trial;

    /// <summary>A line's trial, or null if it holds none: what can't be read is run again.</summary>
    private static Trial? Parse(string line)
    {
        try
        {
            Trial? trial = JsonSerializer.Deserialize<Trial>(line, RecipeJson.OneLine);
            return trial is { Figures: not { SeenRanks.Count: > 0, UnseenRanks.Count: > 0 }, Failure: null } ? null : trial;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
