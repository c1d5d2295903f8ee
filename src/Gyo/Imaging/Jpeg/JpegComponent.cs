namespace Gyo.Imaging.Jpeg;

/// <summary>One of a JPEG's colours: luminance, or a difference to blue or red.</summary>
/// <param name="Id">What the scan calls it.</param>
/// <param name="Across">Blocks of it side by side in a unit.</param>
/// <param name="Down">Blocks of it below each other in a unit.</param>
/// <param name="Quantisation">64 steps, in zigzag order.</param>
internal sealed record JpegComponent(byte Id, int Across, int Down, ushort[] Quantisation)
{
    /// <summary>The code of the first coefficient of a block.</summary>
    public HuffmanTable Dc { get; set; } = null!;

    /// <summary>The code of the others.</summary>
    public HuffmanTable Ac { get; set; } = null!;
}
