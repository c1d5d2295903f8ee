using System.Globalization;
using Gyo.Embedding;

namespace Gyo.Tests;

/// <summary>Models that see only colour: a picture's mean red, green and blue. Instant, and a vector can be told by hand.</summary>
internal static class FakeModels
{
    /// <summary>Opens a gallery with a model of a version; another version is another model.</summary>
    public static Gallery Open(string directory, int version = 1, Action<int>? embedding = null) => Gallery.OpenOrCreate(
        directory,
        Of(version, embedding),
        folder =>
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "fake"), version.ToString(CultureInfo.InvariantCulture));
        },
        Load);

    /// <summary>Opens a gallery with the models it keeps.</summary>
    public static Gallery OpenExisting(string directory) => Gallery.Open(directory, Load);

    /// <summary>Indexes a folder, for as long as the test runs.</summary>
    public static IndexResult IndexNow(this Gallery gallery, string folder) =>
        gallery.Index(folder, progress: null, TestContext.Current.CancellationToken);

    private static LoadedModel Load(string folder) =>
        Of(int.Parse(File.ReadAllText(Path.Combine(folder, "fake")), CultureInfo.InvariantCulture), embedding: null);

    private static LoadedModel Of(int version, Action<int>? embedding) =>
        new(new MeanColour(version, embedding));

    /// <param name="version">Version v embeds into 3 + v dimensions; each starts at 0.1, and the first three are added to.</param>
    /// <param name="embedding">Is told how many pictures are about to be embedded.</param>
    private sealed class MeanColour(int version, Action<int>? embedding) : IEmbedder
    {
        public string ModelId { get; } = $"mean-colour-{version}";

        public Preprocessing Preprocessing { get; } = new() { Size = 8 };

        public int Dimension => 3 + version;

        public void Embed(ReadOnlySpan<byte> pixels, Span<float> vectors, CancellationToken cancel = default)
        {
            const int Length = 8 * 8 * 3;
            embedding?.Invoke(pixels.Length / Length);
            for (int n = 0; n < pixels.Length / Length; n++)
            {
                float[] vector = [.. Enumerable.Repeat(0.1f, Dimension)];
                for (int i = 0; i < Length; i++)
                {
                    vector[i % 3] += pixels[(n * Length) + i] / (255f * 64);
                }

                float norm = MathF.Sqrt(vector.Sum(x => x * x));
                vector.Select(x => x / norm).ToArray().CopyTo(vectors[(n * Dimension)..]);
            }
        }

        public void Dispose()
        {
        }
    }
}
