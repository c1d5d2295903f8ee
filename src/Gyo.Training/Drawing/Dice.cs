namespace Gyo.Training.Drawing;

/// <summary>Seeded chance (SplitMix64): the same on every machine and runtime, so that a seed is a picture.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>One seed out of two: different for every pair, however close the numbers are.</summary>
    public static ulong Mix(ulong a, ulong b) => new Dice(new Dice(a).Next() ^ (b * 0xD6E8FEB86659FD93UL)).Next();

    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number in [0, count).</summary>
    public int Below(int count) => (int)((Next() >> 33) % (ulong)count);

    /// <summary>A number in [low, high).</summary>
    public float Between(float low, float high) => low + (high - low) * ((Next() >> 40) / (float)(1 << 24));

    public bool Chance(float probability) => Between(0, 1) < probability;

    /// <summary>One of the options, all equally likely; name an option twice to make it twice as likely.</summary>
    public T Of<T>(params ReadOnlySpan<T> options) => options[Below(options.Length)];

    /// <summary>Any value of an enumeration, all equally likely.</summary>
    public T Any<T>() where T : struct, Enum => Of<T>(Enum.GetValues<T>());

    /// <summary>An enumeration's first value ("None") unless the chance is met, then any of the others.</summary>
    public T Rarely<T>(float probability) where T : struct, Enum
    {
        T[] values = Enum.GetValues<T>();
        return Chance(probability) ? values[1 + Below(values.Length - 1)] : values[0];
    }
}
