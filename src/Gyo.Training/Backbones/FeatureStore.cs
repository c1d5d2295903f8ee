using Gyo.Embedding;

namespace Gyo.Training.Backbones;

/// <summary>
/// What a backbone made of pictures, kept in memory, and in a training's folder until its model is written: with a large backbone it
/// is hours of work. It is a cache: what can't be read is computed again.
/// </summary>
/// <param name="identity">Tells backbone, preprocessing and views from all others.</param>
internal sealed class FeatureStore(string identity)
{
    private const string FileName = "features.safetensors";
    private const string WhatFor = "features";

    private readonly Dictionary<string, NamedTensor> _features = new(StringComparer.Ordinal);

    /// <summary>How many pictures it holds.</summary>
    public int Count => _features.Count;

    /// <summary>The features of a picture's views, [V, F] row-major; null if they are not there.</summary>
    public float[]? this[string key] => _features.GetValueOrDefault(key)?.Values;

    /// <summary>Keeps a picture's features.</summary>
    /// <param name="key">The picture's key.</param>
    /// <param name="width">F.</param>
    /// <param name="features">[V, F], row-major.</param>
    public void Add(string key, int width, float[] features) => _features[key] = new NamedTensor(key, [features.Length / width, width], features);

    /// <summary>Adds what an interrupted training left in its folder, if it is of the same identity.</summary>
    public void Load(string directory)
    {
        string file = Path.Combine(directory, FileName);
        try
        {
            if (File.Exists(file) && SafeTensors.Read(file) is var kept && kept.Metadata.GetValueOrDefault(WhatFor) == identity)
            {
                foreach (NamedTensor tensor in kept.Tensors)
                {
                    _features.TryAdd(tensor.Name, tensor);
                }
            }
        }
        catch (ModelFormatException)
        {
            // damaged: the next save replaces it
        }
    }

    /// <summary>Writes all features into a training's folder, under a temporary name first.</summary>
    public void Save(string directory)
    {
        Directory.CreateDirectory(directory);
        new SafeTensors(_features.Values, new Dictionary<string, string> { [WhatFor] = identity }).Write(Path.Combine(directory, FileName));
    }

    /// <summary>Removes the file of a training whose model is written.</summary>
    public static void Discard(string directory) => File.Delete(Path.Combine(directory, FileName));
}
