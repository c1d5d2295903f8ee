namespace Gyo.Imaging.Jpeg;

/// <summary>The second byte of a marker; the first is 255 (ITU-T T.81, table B.1).</summary>
internal static class JpegMarker
{
    public const byte BaselineFrame = 0xC0;
    public const byte ExtendedFrame = 0xC1;
    public const byte HuffmanTables = 0xC4;
    public const byte Restart0 = 0xD0;
    public const byte Start = 0xD8;
    public const byte End = 0xD9;
    public const byte Scan = 0xDA;
    public const byte QuantisationTables = 0xDB;
    public const byte RestartInterval = 0xDD;
    public const byte Application0 = 0xE0;

    /// <summary>Exif: how a camera was held, and much else; or XMP.</summary>
    public const byte Application1 = 0xE1;

    /// <summary>A colour profile, or further pictures.</summary>
    public const byte Application2 = 0xE2;
    public const byte Application15 = 0xEF;
    public const byte Comment = 0xFE;

    /// <summary>Says what the three colours are.</summary>
    public const byte Adobe = 0xEE;
}
