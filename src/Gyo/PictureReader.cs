using Gyo.Collections;
using Gyo.Embedding;
using Gyo.Imaging;

namespace Gyo;

/// <summary>
/// Files to the squares that a model sees: the one bridge between Imaging and Embedding, used by training and by answering, so that
/// both see a picture the same way. Safe to share between threads.
/// </summary>
public sealed class PictureReader
{
    private readonly Preprocessing _preprocessing;
    private readonly DecodeOptions _options;

    /// <summary>Makes a reader for a model.</summary>
    /// <param name="preprocessing">The model's own.</param>
    /// <param name="limits">What a file may cost; the defaults if null. Its background gives way to the model's.</param>
    public PictureReader(Preprocessing preprocessing, DecodeOptions? limits = null)
    {
        _preprocessing = preprocessing;
        _options = (limits ?? new DecodeOptions()) with { Background = preprocessing.Background };
    }

    /// <summary>Bytes in one square: R × R × 3.</summary>
    public int SquareLength => _preprocessing.ReadSize * _preprocessing.ReadSize * RgbImage.Channels;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>R × R pixels.</returns>
    /// <exception cref="ImageDecodeException">The file can't be read, is not a picture, is damaged or beyond a limit.</exception>
    public RgbImage Read(string path) => Read(ReadFile(path), path);

    /// <summary>Reads a file that is in memory.</summary>
    /// <param name="file">All of its bytes.</param>
    /// <param name="name">What errors call it.</param>
    /// <returns>R × R pixels.</returns>
    /// <exception cref="ImageDecodeException">It is not a picture, damaged or beyond a limit.</exception>
    public RgbImage Read(ReadOnlyMemory<byte> file, string name) =>
        ImageDecoder.Decode(file, name, _preprocessing.ReadSize, _preprocessing.Resize, _options);

    /// <summary>Reads a part of a picture that is in memory.</summary>
    /// <param name="file">All of the file's bytes.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="crop">The part; null for all of it.</param>
    /// <returns>R × R pixels.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part lies outside of the picture or is empty.</exception>
    /// <exception cref="ImageDecodeException">It is not a picture, damaged or beyond a limit.</exception>
    public RgbImage Read(ReadOnlyMemory<byte> file, string name, CropBox? crop) =>
        ImageDecoder.Decode(file, name, _preprocessing.ReadSize, _preprocessing.Resize, _options with { Crop = crop });

    /// <summary>Reads several parts of a picture that is in memory and decoded once.</summary>
    /// <param name="file">All of the file's bytes.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="crops">The parts.</param>
    /// <returns>R × R pixels of each.</returns>
    /// <exception cref="ImageDecodeException">It is not a picture, damaged or beyond a limit.</exception>
    public RgbImage[] ReadParts(ReadOnlyMemory<byte> file, string name, IReadOnlyList<CropBox> crops) =>
        ImageDecoder.DecodeParts(file, name, crops, _preprocessing.ReadSize, _preprocessing.Resize, _options);

    /// <summary>What a picture looks like whatever the model, for a caller that has read it.</summary>
    /// <param name="file">All of the file's bytes.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="square">What <see cref="Read(ReadOnlyMemory{byte}, string)"/> made of it.</param>
    internal static PictureContent Look(ReadOnlyMemory<byte> file, string name, RgbImage square)
    {
        (int width, int height) = ImageDecoder.SizeOf(file, name);
        return new PictureContent(width, height, PictureFingerprint.Of(square).ToBytes());
    }

    /// <summary>A file's bytes, for a caller that wants more of them than one picture.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ImageDecodeException">The file can't be read or is beyond the limit.</exception>
    public byte[] ReadFile(string path) => ImageDecoder.ReadFile(path, _options);
}
