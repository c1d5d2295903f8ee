using System.Runtime.Intrinsics;
using Gyo.Imaging;

namespace Gyo.Curation;

/// <summary>
/// Lays one miniature on another as exactly as can be: Gauss-Newton steps over an affine placement, a gain and an offset of brightness, in which
/// what does not fit (text, a border) weighs little.
/// </summary>
/// <remarks>
/// Lucas and Kanade, "An Iterative Image Registration Technique with an Application to Stereo Vision", IJCAI 1981; the weights are those of Geman
/// and McClure, as reviewed in Baker, Gross and Matthews, "Lucas-Kanade 20 Years On: Part 2" (2003). Not safe to share between threads.
/// </remarks>
internal sealed class CopyAlignment
{
    private const int Side = PictureFingerprint.Side;
    private const int Unknowns = 8; // the placement's six, gain, offset
    private const int CoarseSteps = 6; // on every other cell both ways
    private const int FineSteps = 3;

    // Brightness is measured from its middle in units of about its spread: all unknowns are then of one size.
    private const float Middle = 128;
    private const float Unit = 64;

    /// <summary>What agrees less than this after the coarse steps does not come to agree in the fine ones.</summary>
    private const float Lost = 0.55f;

    /// <summary>A difference of this share of the contrast weighs a quarter of none.</summary>
    private const float Doubtful = 0.5f;

    private readonly double[] _matrix = new double[Unknowns * (Unknowns + 1)]; // [8, 9]: the normal equations and their right side

    /// <summary>Where the one picture lies in the other.</summary>
    public Placement Place { get; private set; }

    /// <summary>How much the contrast of the one is that of the other.</summary>
    public float Gain { get; private set; }

    /// <summary>What is to be added to it.</summary>
    public float Offset { get; private set; }

    /// <summary>Finds the placement.</summary>
    /// <param name="whole">[32, 32], smooth: the picture that the other is laid on.</param>
    /// <param name="piece">[32, 32], smooth: the picture that is laid.</param>
    /// <param name="start">Where to begin.</param>
    /// <returns>False when it is lost: nothing overlaps, or nothing is to be seen there.</returns>
    public bool Align(ReadOnlySpan<float> whole, ReadOnlySpan<float> piece, Placement start)
    {
        Place = start;
        if (!Brightness(whole, piece, out float contrast))
        {
            return false;
        }

        for (int step = 0; step < CoarseSteps + FineSteps; step++)
        {
            if (step == CoarseSteps && CopyEvidence.Of(whole, piece, Place, Gain).Agreement < Lost)
            {
                return false;
            }

            if (!Accumulate(whole, piece, step < CoarseSteps ? 2 : 1, Doubtful * contrast) || !Solve())
            {
                return false;
            }

            double moved = Move();
            if (Math.Abs(Place.Area) is < 0.15f or > 4 || Gain <= 0.1f)
            {
                return false;
            }

            if (moved < 0.004 && step < CoarseSteps)
            {
                step = CoarseSteps - 1;
            }
            else if (moved < 0.001)
            {
                break;
            }
        }

        return true;
    }

    /// <summary>The first gain and offset: those that give both the same mean and contrast where they overlap.</summary>
    private bool Brightness(ReadOnlySpan<float> whole, ReadOnlySpan<float> piece, out float contrast)
    {
        (double count, double a, double b, double aa, double bb) = (0, 0, 0, 0, 0);
        for (int i = 0; i < piece.Length; i += 3)
        {
            if (Sample(whole, Place, i, out float value, out _, out _))
            {
                count++;
                a += value;
                aa += value * value;
                b += piece[i];
                bb += piece[i] * piece[i];
            }
        }

        double deviationA = Math.Sqrt(Math.Max(0, aa / count - a / count * (a / count)));
        double deviationB = Math.Sqrt(Math.Max(0, bb / count - b / count * (b / count)));
        contrast = (float)deviationA;
        Gain = (float)(deviationA / deviationB);
        Offset = (float)(a / count - Gain * b / count);
        return count > 64 && deviationA > 1 && deviationB > 1;
    }

    /// <summary>Sums the normal equations up, a row of eight at a time.</summary>
    private bool Accumulate(ReadOnlySpan<float> whole, ReadOnlySpan<float> piece, int every, float doubtful)
    {
        float allowed = 1 / (doubtful * doubtful);
        int used = 0;
        Span<Vector256<float>> rows = stackalloc Vector256<float>[Unknowns];
        rows.Clear();
        Vector256<float> right = Vector256<float>.Zero;
        for (int y = every / 2; y < Side; y += every)
        {
            for (int x = every / 2; x < Side; x += every)
            {
                int i = y * Side + x;
                if (!Sample(whole, Place, i, out float value, out float slopeX, out float slopeY))
                {
                    continue;
                }

                used++;
                (float u, float v) = (Along(x), Along(y));
                float rest = Gain * piece[i] + Offset - value;
                float trust = 1 / (1 + rest * rest * allowed);
                Vector256<float> slopes = Vector256.Create(
                    slopeX * u, slopeX * v, slopeX, slopeY * u, slopeY * v, slopeY, (Middle - piece[i]) / Unit, -1);
                Vector256<float> weighted = slopes * (trust * trust);
                right += weighted * rest;
                rows[0] += slopes * weighted[0];
                rows[1] += slopes * weighted[1];
                rows[2] += slopes * weighted[2];
                rows[3] += slopes * weighted[3];
                rows[4] += slopes * weighted[4];
                rows[5] += slopes * weighted[5];
                rows[6] += slopes * weighted[6];
                rows[7] += slopes * weighted[7];
            }
        }

        for (int row = 0; row < Unknowns; row++)
        {
            for (int column = 0; column < Unknowns; column++)
            {
                _matrix[row * (Unknowns + 1) + column] = rows[row][column];
            }

            _matrix[row * (Unknowns + 1) + Unknowns] = right[row];
        }

        return used * every * every > Side * Side / 5;
    }

    /// <summary>Solves the normal equations, slightly damped, by Gaussian elimination: the last column becomes the step.</summary>
    private bool Solve()
    {
        const int Width = Unknowns + 1;
        for (int row = 0; row < Unknowns; row++)
        {
            _matrix[row * Width + row] *= 1.001;
            double pivot = _matrix[row * Width + row];
            if (pivot < 1e-6)
            {
                return false;
            }

            for (int below = row + 1; below < Unknowns; below++)
            {
                double factor = _matrix[below * Width + row] / pivot;
                for (int column = row; column < Width; column++)
                {
                    _matrix[below * Width + column] -= factor * _matrix[row * Width + column];
                }
            }
        }

        for (int row = Unknowns - 1; row >= 0; row--)
        {
            double sum = _matrix[row * Width + Unknowns];
            for (int column = row + 1; column < Unknowns; column++)
            {
                sum -= _matrix[row * Width + column] * _matrix[column * Width + Unknowns];
            }

            _matrix[row * Width + Unknowns] = sum / _matrix[row * Width + row];
        }

        return true;
    }

    /// <summary>Takes the step, shortened where it is long: far from the end the slopes promise too much.</summary>
    /// <returns>The largest change of the placement.</returns>
    private double Move()
    {
        double Step(int unknown) => _matrix[unknown * (Unknowns + 1) + Unknowns];
        double largest = 0;
        for (int k = 0; k < 6; k++)
        {
            largest = Math.Max(largest, Math.Abs(Step(k)));
        }

        double scale = largest > 0.15 ? 0.15 / largest : 1;
        float Scaled(int unknown) => (float)(scale * Step(unknown));
        Place = new Placement(
            Place.Xu + Scaled(0), Place.Xv + Scaled(1), Place.X0 + Scaled(2), Place.Yu + Scaled(3), Place.Yv + Scaled(4), Place.Y0 + Scaled(5));
        Gain += Scaled(6) / Unit;
        Offset += Scaled(7) - Scaled(6) * Middle / Unit;
        return largest;
    }

    /// <summary>The middle of a cell, from −1 to 1.</summary>
    public static float Along(int cell) => (cell + 0.5f) * 2 / Side - 1;

    /// <summary>Reads the whole where a cell of the piece lies on it.</summary>
    /// <param name="whole">[32, 32].</param>
    /// <param name="place">Where the piece lies.</param>
    /// <param name="i">The cell.</param>
    /// <param name="value">What is there.</param>
    /// <param name="slopeX">How that changes to the right, for each half of the picture's width.</param>
    /// <param name="slopeY">Downwards, for each half of its height.</param>
    /// <returns>False outside of the whole.</returns>
    public static bool Sample(ReadOnlySpan<float> whole, Placement place, int i, out float value, out float slopeX, out float slopeY)
    {
        (float u, float v) = (Along(i % Side), Along(i / Side));
        (float x, float y) = place.Apply(u, v);
        x = (x + 1) * Side / 2 - 0.5f;
        y = (y + 1) * Side / 2 - 0.5f;
        if (!(x >= -0.5f && y >= -0.5f && x <= Side - 0.5f && y <= Side - 0.5f))
        {
            (value, slopeX, slopeY) = (0, 0, 0);
            return false;
        }

        x = Math.Clamp(x, 0, Side - 1.001f);
        y = Math.Clamp(y, 0, Side - 1.001f);
        (int left, int top) = ((int)x, (int)y);
        (float right, float down) = (x - left, y - top);
        int at = top * Side + left;
        float topValue = whole[at] + (whole[at + 1] - whole[at]) * right;
        float bottomValue = whole[at + Side] + (whole[at + Side + 1] - whole[at + Side]) * right;
        value = topValue + (bottomValue - topValue) * down;
        slopeX = ((whole[at + 1] - whole[at]) * (1 - down) + (whole[at + Side + 1] - whole[at + Side]) * down) * Side / 2;
        slopeY = (bottomValue - topValue) * Side / 2;
        return true;
    }
}
