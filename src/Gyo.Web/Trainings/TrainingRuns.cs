using System.Collections.Concurrent;
using Gyo.Embedding;

namespace Gyo.Web.Trainings;

/// <summary>Finds the trainings in the folders that the options name.</summary>
/// <remarks>Safe to share between threads. A log that has not changed is not read again.</remarks>
public sealed class TrainingRuns(GyoWebOptions options)
{
    private const string CheckpointFile = "checkpoint.safetensors";
    private const int MostRuns = 24;

    /// <summary>A training that is silent for longer than this, and than four of its epochs, is taken as interrupted.</summary>
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, (DateTime Changed, long Length, IReadOnlyList<TrainingEpoch> Epochs)> _read = new(StringComparer.Ordinal);

    /// <summary>Where trainings are looked for.</summary>
    public IReadOnlyList<string> Folders => options.Models is { } models
        ? [.. models.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]
        : Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Gallery))) is { } parent ? [parent] : [];

    /// <summary>The trainings, the one that was written last first. Folders that are not there, or can't be read, hold none.</summary>
    public IReadOnlyList<TrainingRun> Find() =>
    [
        .. Folders.SelectMany(WithSubfolders).Distinct(StringComparer.Ordinal)
            .Select(folder => new FileInfo(Path.Combine(folder, TrainingLog.FileName)))
            .Where(log => log.Exists)
            .OrderByDescending(log => log.LastWriteTimeUtc)
            .Take(MostRuns)
            .Select(Read)
            .OfType<TrainingRun>(),
    ];

    private static IEnumerable<string> WithSubfolders(string folder)
    {
        try
        {
            return [Path.GetFullPath(folder), .. Directory.GetDirectories(Path.GetFullPath(folder))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private TrainingRun? Read(FileInfo log)
    {
        try
        {
            string folder = log.DirectoryName!;
            if (!_read.TryGetValue(log.FullName, out var known) || known.Changed != log.LastWriteTimeUtc || known.Length != log.Length)
            {
                known = _read[log.FullName] = (log.LastWriteTimeUtc, log.Length, TrainingLog.Read(log.FullName));
            }

            FileInfo checkpoint = new(Path.Combine(folder, CheckpointFile));
            ModelManifest? manifest = checkpoint.Exists ? null : Manifest(folder);
            TrainingState state = manifest is not null ? TrainingState.Finished
                : DateTime.UtcNow - Latest(log, checkpoint) < Patience(known.Epochs) ? TrainingState.Running : TrainingState.Interrupted;
            return new TrainingRun(log.Directory!.Name, folder, state, log.LastWriteTimeUtc, known.Epochs, manifest);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it is being replaced, or is not for us
        }
    }

    private static DateTime Latest(FileInfo log, FileInfo checkpoint) =>
        checkpoint.Exists && checkpoint.LastWriteTimeUtc > log.LastWriteTimeUtc ? checkpoint.LastWriteTimeUtc : log.LastWriteTimeUtc;

    private static TimeSpan Patience(IReadOnlyList<TrainingEpoch> epochs) =>
        epochs is [.., TrainingEpoch { Seconds: > 0 and < 1e6 } last] && TimeSpan.FromSeconds(4 * last.Seconds) > LeastPatience ? TimeSpan.FromSeconds(4 * last.Seconds) : LeastPatience;

    private static ModelManifest? Manifest(string folder)
    {
        try
        {
            return ModelPackage.LoadManifest(folder);
        }
        catch (ModelFormatException)
        {
            return null;
        }
    }
}
