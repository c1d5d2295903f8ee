using System.Runtime.InteropServices;
using NetVips;

namespace Gyo.Imaging;

/// <summary>The one place where libvips decodes a file, and the settings it does so with.</summary>
internal static class LibVips
{
    /// <summary>A side no picture reaches (libvips' own maximum): with <see cref="Enums.Size.Down"/>, nothing is resized.</summary>
    public const int OwnSize = 10_000_000;

    private const string DisplayProfile = "srgb";

    // Loader classes as libvips names them: TIFF's loader covers BigTIFF, HEIF's AVIF, Uhdr's the JPEG of recent phones.
    private static readonly (string Loader, string Extension)[] Loaders =
    [
        ("Jpeg", ".jpg"), ("Uhdr", ".jpg"), ("Png", ".png"), ("Webp", ".webp"), ("Nsgif", ".gif"), ("Tiff", ".tif"), ("Heif", ".avif"),
    ];

    // Kept alive as long as libvips may call it. What it would say of damaged files on stderr, the exception says.
    private static readonly Log.LogDelegate Silence = static (_, _, _) => { };

    /// <summary>
    /// Settings of the process, made once before the first picture. Gyo decodes many pictures at a time, so one thread each; no
    /// cache of operations, which would answer for a file that has changed; no loader that libvips does not trust with strangers' files.
    /// </summary>
    static LibVips()
    {
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        NetVips.NetVips.BlockUntrusted = true;
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, Silence);
    }

    /// <summary>Decodes a file into memory: upright 8-bit sRGB, three bands, alpha laid over the background.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="side">Width and height of the box in pixels.</param>
    /// <param name="fit">Force fills the box, Both scales up or down to fit inside, Down only scales down.</param>
    /// <param name="options">Limits, background and the part that is wanted.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part lies outside of the picture or is empty.</exception>
    /// <exception cref="ImageDecodeException">Not a supported picture, damaged, or beyond a limit.</exception>
    public static Image Load(ReadOnlyMemory<byte> file, string name, int side, Enums.Size fit, DecodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (options.Crop is not { } crop)
        {
            return LoadWhole(file, name, side, fit, options);
        }

        if (!crop.IsValid)
        {
            throw new ArgumentOutOfRangeException(nameof(options), crop, "A crop lies within the picture, from 0 to 1, and is not empty.");
        }

        // As large as the part needs it, in pictures up to four times as long as wide.
        using Image whole = LoadWhole(file, name, (int)Math.Min(OwnSize, 4 * side / Math.Min(crop.Width, crop.Height)), Enums.Size.Down, options);
        return Part(whole, crop, side, fit);
    }

    /// <inheritdoc cref="ImageDecoder.ExtensionOf"/>
    public static string ExtensionOf(ReadOnlyMemory<byte> file, string name) => Extension(AsArray(file)) ?? throw Foreign(name);

    /// <inheritdoc cref="ImageDecoder.SizeOf"/>
    public static (int Width, int Height) SizeOf(ReadOnlyMemory<byte> file, string name)
    {
        byte[] bytes = AsArray(file);
        _ = Extension(bytes) ?? throw Foreign(name);
        try
        {
            using Image header = Image.NewFromBuffer(bytes, access: Enums.Access.Sequential);
            bool onItsSide = header.Contains("orientation") && (int)header.Get("orientation") >= 5; // EXIF: 5 to 8 swap the axes
            return onItsSide ? (header.Height, header.Width) : (header.Width, header.Height);
        }
        catch (VipsException e)
        {
            throw Damaged(bytes, name, e);
        }
    }

    /// <summary>A part of a picture that is in memory, brought to a size.</summary>
    public static Image Part(Image whole, CropBox crop, int side, Enums.Size fit)
    {
        (int left, int top, int width, int height) = crop.Of(whole.Width, whole.Height);
        using Image part = whole.Crop(left, top, width, height);
        return part.ThumbnailImage(side, height: side, size: fit);
    }

    private static Image LoadWhole(ReadOnlyMemory<byte> file, string name, int side, Enums.Size fit, DecodeOptions options)
    {
        ImageDecoder.RefuseLarge(file.Length, name, options.MaxBytes);
        if (file.IsEmpty)
        {
            throw new ImageDecodeException(name, "the file is empty.");
        }

        byte[] bytes = AsArray(file);
        _ = Extension(bytes) ?? throw Foreign(name);

        try
        {
            using Image header = Image.NewFromBuffer(bytes, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error);
            RefuseHuge(header, name, options.MaxPixels);

            // fail_on goes to the loader by its option string: the argument of the same name does not reach it (libvips 8.18).
            // The conversion from a profile takes as long as the rest, so it is asked for only where there is one.
            string? profile = header.Contains("icc-profile-data") ? DisplayProfile : null;
            using Image scaled = HasOneSize(header)
                ? header.ThumbnailImage(side, height: side, size: fit, outputProfile: profile)
                : Image.ThumbnailBuffer(bytes, side, optionString: "[fail_on=error]", height: side, size: fit, outputProfile: profile);
            using Image srgb = scaled.Colourspace(Enums.Interpretation.Srgb);
            using Image opaque = Flatten(srgb, options.Background);
            using Image eightBit = opaque.Cast(Enums.BandFormat.Uchar);
            return eightBit.CopyMemory();
        }
        catch (VipsException e)
        {
            throw Damaged(bytes, name, e);
        }
    }

    private static ImageDecodeException Damaged(byte[] file, string name, VipsException e) => new(
        name,
        IsHeic(file)
            ? "the decoder for HEIC is not shipped; convert the picture to JPEG or AVIF."
            : "the picture is damaged, cut short or of a rare kind; save it again as JPEG or PNG.",
        e);

    private static ImageDecodeException Foreign(string name) => new(name, "not a JPEG, PNG, WebP, GIF, TIFF or AVIF picture; convert it to one of these.");

    /// <summary>Holds a picture's size against the limit.</summary>
    private static void RefuseHuge(Image header, string name, long maxPixels)
    {
        long pixels = (long)header.Width * header.Height;
        if (pixels > maxPixels)
        {
            throw new ImageDecodeException(
                name,
                $"{header.Width}×{header.Height} is more than the limit of {maxPixels:N0} pixels; "
                + $"scale it down or raise {nameof(DecodeOptions.MaxPixels)}.");
        }
    }

    // PNG and GIF can only be decoded as large as they are: what was opened for its header goes on to be decoded.
    private static bool HasOneSize(Image header) => header.Get("vips-loader") is "pngload_buffer" or "gifload_buffer";

    /// <summary>What the name of a file should end in; null when no loader that is trusted takes it.</summary>
    private static string? Extension(byte[] file)
    {
        string? loader = Image.FindLoadBuffer(file);
        return Array.Find(Loaders, trusted => loader == $"VipsForeignLoad{trusted.Loader}Buffer").Extension;
    }

    // What phones write: an ISO media file whose brand is heic, heix, hevc …; AVIF's is avif.
    private static bool IsHeic(ReadOnlySpan<byte> file) => file.Length > 10 && file[4..10].SequenceEqual("ftyphe"u8);

    // Bands beyond red, green and blue are alpha or, in scientific files, of no colour.
    private static Image Flatten(Image srgb, RgbColor background)
    {
        if (srgb.HasAlpha())
        {
            return srgb.Flatten([background.R, background.G, background.B]);
        }

        return srgb.Bands > RgbImage.Channels ? srgb.ExtractBand(0, RgbImage.Channels) : srgb.Copy();
    }

    private static byte[] AsArray(ReadOnlyMemory<byte> file) =>
        MemoryMarshal.TryGetArray(file, out ArraySegment<byte> segment) && segment.Count == segment.Array!.Length
            ? segment.Array
            : file.ToArray();
}
