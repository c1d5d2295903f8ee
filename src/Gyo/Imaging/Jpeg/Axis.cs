namespace Gyo.Imaging.Jpeg;

/// <summary>How a colour of a JPEG becomes the columns, or the rows, of a plane.</summary>
/// <param name="Length">How many pixels the picture has on it; not a whole number where it ends within one.</param>
/// <param name="PixelsOfBlock">How many of them come of a block, 1 to 8.</param>
/// <param name="Blocks">How many blocks there are, which go beyond the picture.</param>
/// <param name="IsSoft">Whether it is to look as if it had been enlarged to twice as many pixels before anything else.</param>
internal readonly record struct Axis(double Length, int PixelsOfBlock, int Blocks, bool IsSoft = false)
{
    /// <summary>How many pixels show something of the picture.</summary>
    public int Count => (int)Math.Ceiling(Length);

    /// <summary>The axis at the smallest scale that has as many pixels as are wanted, if the colour has them at all.</summary>
    /// <param name="pixels">Pixels of the picture.</param>
    /// <param name="blocks">Blocks of this colour in a unit.</param>
    /// <param name="mostBlocks">Blocks of the finest colour in a unit.</param>
    /// <param name="wanted">How many pixels are wanted.</param>
    /// <param name="units">How many units there are.</param>
    /// <param name="softens">Whether a colour with fewer blocks than the finest is soft; one that has to be enlarged will be without this.</param>
    public static Axis Covering(int pixels, int blocks, int mostBlocks, double wanted, int units, bool softens)
    {
        double own = (double)pixels * blocks / mostBlocks;
        int scale = Math.Clamp((int)Math.Ceiling(wanted * BlockTransform.Side / own), 1, BlockTransform.Side);
        return new Axis(own * scale / BlockTransform.Side, scale, units * blocks, softens && blocks < mostBlocks && own > wanted);
    }

    /// <summary>How much of a frequency there is to be.</summary>
    /// <param name="frequency">0 to 7, as a block has them.</param>
    /// <remarks>Enlarging to twice as many pixels weighs neighbours by 3/4 and 1/4; of a wave of frequency f that leaves cos³(πf/32).</remarks>
    public float Share(int frequency) => IsSoft ? (float)Math.Pow(Math.Cos(Math.PI * frequency / (4 * BlockTransform.Side)), 3) : 1;
}
