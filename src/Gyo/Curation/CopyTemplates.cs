using System.Numerics.Tensors;
using Gyo.Imaging;

namespace Gyo.Curation;

/// <summary>
/// Miniatures made ready to be laid on each other roughly: a picture as it is, and the pieces of it that a copy could show, cropped, turned and
/// mirrored. Each is T×T cells without mean and of unit norm, so that an inner product is a correlation.
/// </summary>
internal static class CopyTemplates
{
    /// <summary>T. 12: an eighth of a picture is still to be seen, and a shift of half a cell costs little.</summary>
    private const int Cells = 12;

    /// <summary>Floats in one template.</summary>
    public const int Size = Cells * Cells;

    private const int Side = PictureFingerprint.Side;

    /// <summary>The pieces, by where they lie in the whole.</summary>
    public static Placement[] Pieces { get; } = MakePieces();

    // [P, T × T]: where each cell of each piece is read.
    private static readonly Reading[] Readings = MakeReadings();

    /// <summary>Both pictures as they are: always worth a trial, because text and bars hide most from rough templates.</summary>
    public static Trial AsItIs { get; } = new(1, 0);

    /// <summary>One of them mirrored: as much.</summary>
    public static Trial Mirrored { get; } = new(1, Pieces.Length / 2);

    /// <summary>A miniature, slightly blurred: what lies between its cells can then be read off it, and edges can be followed.</summary>
    /// <returns>[32, 32] of 0 to 255.</returns>
    public static float[] Smooth(PictureFingerprint picture)
    {
        ReadOnlySpan<byte> grey = picture.Grey;
        float[] across = new float[Side * Side];
        float[] smooth = new float[Side * Side];
        for (int i = 0; i < smooth.Length; i++)
        {
            int x = i % Side;
            across[i] = (grey[x == 0 ? i : i - 1] + 2 * grey[i] + grey[x == Side - 1 ? i : i + 1]) / 4f;
        }

        for (int i = 0; i < smooth.Length; i++)
        {
            smooth[i] = (across[i < Side ? i : i - Side] + 2 * across[i] + across[i >= Side * (Side - 1) ? i : i + Side]) / 4f;
        }

        return smooth;
    }

    /// <summary>The template of a picture as it is.</summary>
    /// <param name="smooth">Of <see cref="Smooth"/>.</param>
    /// <param name="template">Receives T × T floats.</param>
    public static void Whole(ReadOnlySpan<float> smooth, Span<float> template) => Take(smooth, 0, template);

    /// <summary>The templates of all pieces.</summary>
    /// <param name="smooth">Of <see cref="Smooth"/>.</param>
    /// <param name="templates">Receives P × T × T floats.</param>
    public static void AllPieces(ReadOnlySpan<float> smooth, Span<float> templates)
    {
        int half = Pieces.Length / 2; // the others are the same, mirrored
        for (int p = 0; p < half; p++)
        {
            Span<float> template = templates.Slice(p * Size, Size);
            Take(smooth, p, template);
            Span<float> mirrored = templates.Slice((half + p) * Size, Size);
            for (int row = 0; row < Size; row += Cells)
            {
                template.Slice(row, Cells).CopyTo(mirrored[row..]);
                mirrored.Slice(row, Cells).Reverse();
            }
        }
    }

    /// <summary>The two pieces that look most like a whole.</summary>
    /// <param name="pieces">[P, T × T].</param>
    /// <param name="whole">[T × T].</param>
    public static (Trial Best, Trial Second) Closest(ReadOnlySpan<float> pieces, ReadOnlySpan<float> whole)
    {
        (Trial best, Trial second) = (new Trial(-1, 0), new Trial(-1, 0));
        for (int p = 0; p < Pieces.Length; p++)
        {
            float correlation = TensorPrimitives.Dot(pieces.Slice(p * Size, Size), whole);
            if (correlation > best.Correlation)
            {
                second = Pieces[p].IsLike(Pieces[best.Piece]) ? second : best;
                best = new Trial(correlation, p);
            }
            else if (correlation > second.Correlation && !Pieces[p].IsLike(Pieces[best.Piece]))
            {
                second = new Trial(correlation, p);
            }
        }

        return (best, second);
    }

    private static void Take(ReadOnlySpan<float> smooth, int piece, Span<float> template)
    {
        ReadOnlySpan<Reading> readings = Readings.AsSpan(piece * Size, Size);
        for (int cell = 0; cell < Size; cell++)
        {
            Reading from = readings[cell];
            float top = smooth[from.At] + (smooth[from.At + 1] - smooth[from.At]) * from.Right;
            float bottom = smooth[from.At + Side] + (smooth[from.At + Side + 1] - smooth[from.At + Side]) * from.Right;
            template[cell] = top + (bottom - top) * from.Down;
        }

        TensorPrimitives.Subtract(template, TensorPrimitives.Sum(template) / Size, template);
        float norm = TensorPrimitives.Norm(template);
        if (norm > Size * 0.05f) // flatter than a twentieth of a grey level a cell: nothing is to be seen
        {
            TensorPrimitives.Divide(template, norm, template);
        }
        else
        {
            template.Clear();
        }
    }

    private static Reading[] MakeReadings() =>
    [
        .. from place in Pieces
           from cell in Enumerable.Range(0, Size)
           let at = place.Apply((cell % Cells + 0.5f) * 2 / Cells - 1, (cell / Cells + 0.5f) * 2 / Cells - 1)
           let x = Math.Clamp((at.X + 1) * Side / 2 - 0.5f, 0, Side - 1.001f)
           let y = Math.Clamp((at.Y + 1) * Side / 2 - 0.5f, 0, Side - 1.001f)
           select new Reading((int)y * Side + (int)x, x - (int)x, y - (int)y),
    ];

    private static Placement[] MakePieces()
    {
        List<Placement> pieces = [];
        foreach ((float across, float down) in new[] { (1f, 1f), (0.85f, 0.85f), (0.72f, 0.72f), (1f, 0.8f), (0.8f, 1f), (1f, 0.65f), (0.65f, 1f) })
        {
            pieces.AddRange(from x in Shifts(across) from y in Shifts(down) select Placement.Piece(across, down, 0, x, y));
        }

        foreach (float degrees in new[] { -14f, -7f, 7f, 14f })
        {
            pieces.Add(Placement.Piece(1, 1, degrees, 0, 0));
            pieces.Add(Placement.Piece(0.85f, 0.85f, degrees, 0, 0));
            pieces.Add(Placement.Piece(0.72f, 0.72f, degrees, 0, 0));
        }

        return [.. pieces, .. pieces.Select(p => p.Mirrored())];
    }

    /// <summary>Where a piece can lie along a side, so that none is further away than half a cell or so.</summary>
    private static float[] Shifts(float length)
    {
        float free = 1 - length;
        int steps = (int)MathF.Round(free / 0.09f);
        return steps == 0 ? [0] : [.. Enumerable.Range(0, steps + 1).Select(i => (2f * i / steps - 1) * free)];
    }

    /// <summary>A piece and how well it fits, −1 to 1.</summary>
    public readonly record struct Trial(float Correlation, int Piece);

    /// <summary>A place between four cells of a miniature: the upper left one, and how far it lies to the right and down, 0 to 1.</summary>
    private readonly record struct Reading(int At, float Right, float Down);
}
