using System.Runtime.CompilerServices;

namespace Gyo.Curation;

/// <summary>Moves points until those that belong together are together: the paper's stochastic gradient descent with negative samples.</summary>
/// <remarks>
/// Two points at distance d are neighbours to the degree 1 / (1 + a d^2b); a and b are those of a least distance of 0.1 and a spread of 1. An edge
/// is drawn together in every so manieth epoch as its weight says, from both ends.
/// </remarks>
internal static class MapLayout
{
    private const float A = 1.5769434f;
    private const float B = 0.8950609f;

    /// <summary>Most that a point moves along an axis at once, before the rate. 4: the paper's program.</summary>
    private const float MostStep = 4;

    /// <summary>Points that a thread moves before it asks for others.</summary>
    private const int Together = 256;

    /// <summary>Fewer blocks than this are moved by one thread: on a busy machine, waiting for others each epoch takes longer than the work.</summary>
    private const int FewestBlocks = 8;

    /// <summary>Moves points in place.</summary>
    /// <param name="places">[N, 2].</param>
    /// <param name="graph">Their edges; those that move have their edges to every neighbour.</param>
    /// <param name="firstMoving">Points before this one stay where they are.</param>
    /// <param name="epochs">How often.</param>
    /// <param name="options">Negative samples, threads and seed.</param>
    /// <param name="progress">Is told the share that is done.</param>
    /// <param name="cancel">Honoured between epochs.</param>
    public static void Settle(
        float[] places, FuzzyGraph graph, int firstMoving, int epochs, EmbeddingMapOptions options, IProgress<double>? progress, CancellationToken cancel)
    {
        int count = places.Length / 2;
        float heaviest = graph.Weights.DefaultIfEmpty(0).Max();
        float[] periods = [.. graph.Weights.Select(w => w * epochs >= heaviest ? heaviest / w : float.PositiveInfinity)]; // in epochs
        float[] due = [.. periods];
        float[] before = [.. places];
        float firstRate = firstMoving == 0 ? 1 : 0.25f; // those that come to a map begin near where they belong
        int blocks = (count - firstMoving + Together - 1) / Together;
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = blocks < FewestBlocks ? 1 : options.Workers, CancellationToken = cancel };
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            float rate = firstRate * (1 - (epoch - 1f) / epochs);
            Epoch now = new(graph, periods, due, before, places, epoch, rate, options);
            Parallel.For(0, blocks, parallel, block =>
            {
                int first = firstMoving + block * Together;
                now.Move(first, Math.Min(first + Together, count));
            });
            places.AsSpan(2 * firstMoving).CopyTo(before.AsSpan(2 * firstMoving));
            progress?.Report((double)epoch / epochs);
        }
    }

    /// <summary>One time over all points.</summary>
    private sealed class Epoch(FuzzyGraph graph, float[] periods, float[] due, float[] before, float[] after, int number, float rate, EmbeddingMapOptions options)
    {
        public void Move(int first, int end)
        {
            for (int i = first; i < end; i++)
            {
                Move(i);
            }
        }

        private void Move(int i)
        {
            (float x, float y) = (before[2 * i], before[2 * i + 1]);
            ulong random = Mix((uint)options.Seed * 0x9E3779B97F4A7C15 + ((ulong)number << 32) + (uint)i);
            for (int e = graph.Starts[i]; e < graph.Starts[i + 1]; e++)
            {
                if (due[e] > number)
                {
                    continue;
                }

                due[e] += periods[e];
                int j = graph.Ends[e];
                Draw(ref x, ref y, before[2 * j], before[2 * j + 1]); // by the edge that leaves this point,
                Draw(ref x, ref y, before[2 * j], before[2 * j + 1]); // and by the one that comes back
                for (int n = 0; n < options.NegativeSamples; n++)
                {
                    random = random * 6364136223846793005 + 1442695040888963407;
                    int other = (int)((random >> 32) * (ulong)(before.Length / 2) >> 32);
                    if (other != i)
                    {
                        Push(ref x, ref y, before[2 * other], before[2 * other + 1]);
                    }
                }
            }

            (after[2 * i], after[2 * i + 1]) = (x, y);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Draw(ref float x, ref float y, float toX, float toY)
        {
            (float dx, float dy) = (x - toX, y - toY);
            float square = dx * dx + dy * dy;
            if (square > 0)
            {
                float power = MathF.Pow(square, B);
                float pull = -2 * A * B * power / (square * (1 + A * power));
                x += rate * Math.Clamp(pull * dx, -MostStep, MostStep);
                y += rate * Math.Clamp(pull * dy, -MostStep, MostStep);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Push(ref float x, ref float y, float fromX, float fromY)
        {
            (float dx, float dy) = (x - fromX, y - fromY);
            float square = dx * dx + dy * dy;
            if (square > 0)
            {
                float push = 2 * B / ((0.001f + square) * (1 + A * MathF.Pow(square, B)));
                x += rate * Math.Clamp(push * dx, -MostStep, MostStep);
                y += rate * Math.Clamp(push * dy, -MostStep, MostStep);
            }
        }

        /// <summary>SplitMix64's last step: numbers that follow each other become numbers that have nothing to do with each other.</summary>
        private static ulong Mix(ulong z)
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
