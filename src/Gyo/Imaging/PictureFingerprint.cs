namespace Gyo.Imaging;

/// <summary>Interim.</summary>
public sealed class PictureFingerprint
{
    private readonly ulong _hash;

    private PictureFingerprint(ulong hash) => _hash = hash;

    /// <summary>Interim.</summary>
    public static PictureFingerprint Of(RgbImage image) => new(PerceptualHash.Compute(image));

    /// <summary>Interim.</summary>
    public byte[] ToBytes() => BitConverter.GetBytes(_hash);
}
