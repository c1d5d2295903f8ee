namespace Gyo.Tests.Indexing;

/// <summary>Seeded vectors of unit L2 norm.</summary>
internal static class UnitVectors
{
    public static float[] Random(Random random, int dimension)
    {
        float[] vector = [.. Enumerable.Range(0, dimension).Select(_ => random.NextSingle() - 0.5f)];
        return Normalise(vector);
    }

    public static float[] Normalise(float[] vector)
    {
        float norm = MathF.Sqrt(vector.Sum(v => v * v));
        return [.. vector.Select(v => v / norm)];
    }

    public static float Dot(float[] a, float[] b) => a.Zip(b).Sum(v => v.First * v.Second);
}
