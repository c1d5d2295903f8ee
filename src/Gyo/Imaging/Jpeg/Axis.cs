namespace Gyo.Imaging.Jpeg;

/// <summary>How a colour of a JPEG becomes the columns, or the rows, of a plane.</summary>
/// <param name="Length">How many pixels the picture has on it; not a whole number where it ends within one.</param>
/// <param name="PixelsOfBlock">How many of them come of a block, 1 to 8.</param>
/// <param name="Blocks">How many blocks there are, which go beyond the picture.</param>
internal readonly record struct Axis(double Length, int PixelsOfBlock, int Blocks)
{
    /// <summary>How many pixels show something of the picture.</summary>
    public int Count => (int)Math.Ceiling(Length);

    /// <summary>The axis at the smallest scale that has as many pixels as are wanted, if the colour has them at all.</summary>
    /// <param name="pixels">Pixels of the picture.</param>
    /// <param name="blocks">Blocks of this colour in a unit.</param>
    /// <param name="mostBlocks">Blocks of the finest colour in a unit.</param>
    /// <param name="wanted">How many pixels are wanted.</param>
    /// <param name="units">How many units there are.</param>
    public static Axis Covering(int pixels, int blocks, int mostBlocks, double wanted, int units)
    {
        double own = (double)pixels * blocks / mostBlocks;
        int scale = Math.Clamp((int)Math.Ceiling(wanted * BlockTransform.Side / own), 1, BlockTransform.Side);
        return new Axis(own * scale / BlockTransform.Side, scale, units * blocks);
    }
}
