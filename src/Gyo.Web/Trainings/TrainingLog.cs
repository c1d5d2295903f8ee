using System.Text.Json;

namespace Gyo.Web.Trainings;

/// <summary>Reads <c>training.jsonl</c>, also while it is written.</summary>
internal static class TrainingLog
{
    /// <summary>What a model folder calls it.</summary>
    public const string FileName = "training.jsonl";

    /// <summary>Longest log that is read, in bytes: many thousand epochs.</summary>
    private const int MostBytes = 8 << 20;

    /// <summary>The epochs of a log, by number. A line that is no epoch, as the last one may be while it is written, is passed over.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static IReadOnlyList<TrainingEpoch> Read(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[(int)Math.Min(stream.Length, MostBytes)];
        int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        Dictionary<int, TrainingEpoch> epochs = [];
        ReadOnlySpan<byte> text = bytes.AsSpan(0, length);
        foreach (Range line in text.Split((byte)'\n'))
        {
            if (Parse(text[line]) is { } epoch)
            {
                epochs[epoch.Epoch] = epoch;
            }
        }

        return [.. epochs.Values.OrderBy(e => e.Epoch)];
    }

    private static TrainingEpoch? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return line.Trim((byte)'\r').IsEmpty || JsonSerializer.Deserialize<TrainingEpoch>(line, JsonSerializerOptions.Web) is not { Epoch: > 0 } epoch || !double.IsFinite(epoch.Loss)
                ? null
                : epoch;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
