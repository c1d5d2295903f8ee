using Gyo.Tests.Indexing;

namespace Gyo.Tests.Ranking;

/// <summary>
/// Characters as a <see cref="Gyo.Ranking.CharacterSpace"/> takes them to be: each a direction, its pictures about it, and three directions
/// along which all pictures differ loudly whoever they show.
/// </summary>
internal sealed class CharacterWorld(int seed, int dimension = 16)
{
    private const int Nuisances = 3;
    private const float Quiet = 0.4f;
    private const float Loud = 4;

    private readonly Random _random = new(seed);

    /// <summary>Draws pictures of new characters.</summary>
    /// <returns>Unit vectors and their characters' names.</returns>
    public (float[][] Vectors, string[] Labels) Draw(int characters, int each, string prefix = "") => Draw(New(characters), each, prefix);

    /// <summary>Draws characters.</summary>
    public float[][] New(int characters) => [.. Enumerable.Range(0, characters).Select(_ => Noise(1))];

    /// <summary>Draws pictures of characters.</summary>
    public (float[][] Vectors, string[] Labels) Draw(float[][] characters, int each, string prefix = "") => (
        [.. characters.SelectMany(c => Enumerable.Range(0, each).Select(_ => Picture(c)))],
        [.. Enumerable.Range(0, characters.Length).SelectMany(c => Enumerable.Repeat($"{prefix}{c:d3}", each))]);

    private float[] Picture(float[] character)
    {
        float[] noise = Noise(Quiet);
        return UnitVectors.Normalise([.. character.Select((x, d) => x + noise[d] * (d < Nuisances ? Loud / Quiet : 1))]);
    }

    private float[] Noise(float deviation) => [.. Enumerable.Range(0, dimension).Select(_ => deviation * Normal())];

    /// <summary>Box and Muller, 1958.</summary>
    private float Normal() =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble()));
}
