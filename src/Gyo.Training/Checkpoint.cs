using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gyo.Embedding;
using Gyo.Training.Data;

namespace Gyo.Training;

/// <summary>
/// The files in which a training survives: <c>checkpoint.safetensors</c> after every epoch (written beside and renamed, so that
/// there is always a whole one) and <c>training.jsonl</c>, a line an epoch.
/// </summary>
internal sealed class Checkpoint(string directory)
{
    private const string WhatFor = "training";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly string _file = Path.Combine(directory, "checkpoint.safetensors");
    private readonly string _log = Path.Combine(directory, "training.jsonl");

    /// <summary>Whether there is something to resume.</summary>
    public bool Exists => File.Exists(_file);

    /// <summary>Starts a new training's files.</summary>
    /// <exception cref="TrainingException">Another training left a checkpoint here; hours may be in it, so it is not overwritten.</exception>
    public void Begin(TrainingRun run, string identity)
    {
        RefuseUnfinished();
        Save(run, identity, null);
    }

    /// <summary>Makes sure that no other training's files are in the way.</summary>
    /// <exception cref="TrainingException">They are.</exception>
    public void RefuseUnfinished()
    {
        if (Exists)
        {
            throw new TrainingException(
                $"{directory} holds an unfinished training. Add --resume to continue it, or delete {_file} to begin anew.");
        }
    }

    /// <summary>Keeps the run as it is, and the report of the epoch it just finished (null before the first).</summary>
    public void Save(TrainingRun run, string identity, EpochReport? report)
    {
        Directory.CreateDirectory(directory);
        if (report is null)
        {
            File.WriteAllText(_log, "");
        }
        else
        {
            File.AppendAllText(_log, JsonSerializer.Serialize(report, Json) + "\n");
        }

        SafeTensors state = run.State();
        new SafeTensors(state.Tensors, new Dictionary<string, string>(state.Metadata) { [WhatFor] = identity }).Write(_file);
    }

    /// <summary>Puts the run where the checkpoint left it.</summary>
    /// <exception cref="TrainingException">There is no checkpoint, or it belongs to other pictures, another recipe or seed.</exception>
    /// <exception cref="ModelFormatException">The checkpoint is damaged.</exception>
    public void Restore(TrainingRun run, string identity)
    {
        if (!Exists)
        {
            throw new TrainingException($"There is no checkpoint in {directory} to resume from. Leave out --resume to begin anew.");
        }

        SafeTensors state = SafeTensors.Read(_file);
        if (state.Metadata.GetValueOrDefault(WhatFor) != identity)
        {
            throw new TrainingException(
                $"The checkpoint in {directory} belongs to other pictures, another recipe, number of epochs or seed. "
                + "Resume with what it was begun with, or leave out --resume to begin anew.");
        }

        run.Restore(state);

        // The log is written first, so a kill between the two files leaves a line too many; the checkpoint decides.
        string[] lines = File.Exists(_log) ? File.ReadAllLines(_log) : [];
        File.WriteAllLines(_log, lines.Take(run.EpochsDone));
    }

    /// <summary>Removes the checkpoint once the model is written; the log stays.</summary>
    public void Delete() => File.Delete(_file);

    /// <summary>What a checkpoint belongs to: a hash over recipe, seed, start weights (it lacks the frozen ones) and every training picture.</summary>
    public static string Identity(TrainingPictures pictures, Recipe recipe, int seed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(recipe, Json));
        hash.AppendData(BitConverter.GetBytes(seed));
        hash.AppendData(recipe.LoadStartWeights().ToBytes());
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', pictures.Characters)));
        for (int i = 0; i < pictures.Count; i++)
        {
            hash.AppendData(BitConverter.GetBytes(pictures.Labels[i]));
            hash.AppendData(pictures.Pixels[i]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
