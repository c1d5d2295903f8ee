using System.Buffers;

namespace Gyo.Imaging.Jpeg;

/// <summary>
/// The pixels of one colour, −128 to 127, column after column: what comes next scales all rows at once, and for that each column must lie
/// in one piece.
/// </summary>
internal sealed class Plane : IDisposable
{
    private readonly float[] _pixels;

    /// <summary>Makes a plane of what happens to lie in memory.</summary>
    public Plane(Axis across, Axis down)
    {
        (Across, Down) = (across, down);
        Stride = Resampling.Padded(down.Blocks * down.PixelsOfBlock + BlockTransform.Side);
        _pixels = ArrayPool<float>.Shared.Rent(across.Blocks * across.PixelsOfBlock * Stride);
    }

    /// <summary>Its columns.</summary>
    public Axis Across { get; }

    /// <summary>Its rows.</summary>
    public Axis Down { get; }

    /// <summary>From a column to the next: rows, and room for what a block writes too many.</summary>
    public int Stride { get; }

    /// <summary>The plane from a column on.</summary>
    public ReadOnlySpan<float> From(int column) => _pixels.AsSpan(column * Stride);

    /// <summary>The plane from a block's first pixel on.</summary>
    public Span<float> Block(int across, int down) => _pixels.AsSpan(across * Across.PixelsOfBlock * Stride + down * Down.PixelsOfBlock);

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<float>.Shared.Return(_pixels);
}
