using System.Security.Cryptography;
using System.Text.Json;

namespace Gyo.Embedding;

/// <summary>A model as it is kept and passed on: a folder with <c>embedding.onnx</c> and <c>model.json</c>.</summary>
public sealed class ModelPackage
{
    /// <summary>The graph: [N, 3, S, S] float32 in, [N, D] float32 of unit L2 norm out.</summary>
    public const string OnnxFile = "embedding.onnx";

    /// <summary>The manifest.</summary>
    public const string ManifestFile = "model.json";

    // Far beyond any backbone's input and output, and small enough that no length in bytes overflows.
    private const int LargestSize = 4096;
    private const int LargestDimension = 65536;

    private const string Retrain = "Train the model again, or fetch the package again.";

    private ModelPackage(string name, ModelManifest manifest, byte[] onnx) => (Name, Manifest, Onnx) = (name, manifest, onnx);

    /// <summary>Puts a new package together; the manifest gets the graph's SHA-256.</summary>
    /// <param name="manifest">What is known about the model.</param>
    /// <param name="onnx">The bytes of the ONNX file.</param>
    /// <exception cref="ArgumentException">The manifest contradicts itself: a size, dimension or preprocessing that can't be.</exception>
    public ModelPackage(ModelManifest manifest, byte[] onnx)
        : this(manifest.Recipe, manifest with { OnnxSha256 = Hash(onnx) }, onnx)
    {
        if (Flaw(manifest) is { } flaw)
        {
            throw new ArgumentException($"The manifest needs {flaw.Expected}, not {flaw.Actual}.", nameof(manifest));
        }
    }

    /// <summary>What to call it in messages: the folder that it came from, or the recipe that made it.</summary>
    public string Name { get; }

    /// <summary>What is known about the model.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The bytes of the ONNX file.</summary>
    public byte[] Onnx { get; }

    /// <summary>Reads a package; whether graph and manifest fit each other is checked by <see cref="OnnxEmbedder"/>.</summary>
    /// <param name="folder">Its folder.</param>
    /// <exception cref="ModelFormatException">A file is missing or damaged, or the package is of another version.</exception>
    /// <exception cref="IOException">A file is there but can't be read.</exception>
    public static ModelPackage Load(string folder)
    {
        ModelManifest manifest = LoadManifest(folder);
        string onnxPath = Path.Combine(folder, OnnxFile);
        byte[] onnx = ReadFile(onnxPath);
        string hash = Hash(onnx);
        return hash == manifest.OnnxSha256
            ? new ModelPackage(folder, manifest, onnx)
            : throw new ModelFormatException(onnxPath, $"the graph that {ManifestFile} was written for (SHA-256 {manifest.OnnxSha256})",
                $"SHA-256 {hash}", "One of the two files was changed or cut short. " + Retrain);
    }

    /// <summary>Reads what is known about a package's model, and leaves its weights alone.</summary>
    /// <param name="folder">Its folder.</param>
    /// <exception cref="ModelFormatException">The manifest is missing or damaged, or of another version.</exception>
    /// <exception cref="IOException">It is there but can't be read.</exception>
    public static ModelManifest LoadManifest(string folder)
    {
        string path = Path.Combine(folder, ManifestFile);
        ModelManifest manifest = Parse(path, ReadFile(path));
        return Flaw(manifest) is { } flaw ? throw new ModelFormatException(path, flaw.Expected, flaw.Actual, Retrain) : manifest;
    }

    /// <summary>
    /// Writes the package. Each file is written to a temporary name and renamed, the manifest last: a kill between the two leaves a
    /// package whose hashes disagree, which <see cref="Load"/> refuses.
    /// </summary>
    /// <param name="folder">Its folder; made if need be, older files of a package in it are replaced.</param>
    /// <exception cref="IOException">A file can't be written.</exception>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        AtomicFile.Write(Path.Combine(folder, OnnxFile), Onnx);
        AtomicFile.Write(Path.Combine(folder, ManifestFile), JsonSerializer.SerializeToUtf8Bytes(Manifest, ModelJson.Default.ModelManifest));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelFormatException(path, $"a model package ({ManifestFile} and {OnnxFile})", "no such file",
                "Check the folder's name, or train a model with `gyo train`.", e);
        }
    }

    private static ModelManifest Parse(string path, byte[] json)
    {
        const string Expected = "the manifest of a model package in JSON";
        try
        {
            return ManifestReader.Read(json);
        }
        catch (JsonException e)
        {
            throw new ModelFormatException(path, Expected, e.Message, Retrain, e);
        }
    }

    /// <summary>The first thing in a manifest that can't be, or null.</summary>
    private static (string Expected, string Actual)? Flaw(ModelManifest manifest)
    {
        Preprocessing p = manifest.Preprocessing;
        return manifest switch
        {
            { Format: not ModelManifest.CurrentFormat } => ($"format version {ModelManifest.CurrentFormat}", $"version {manifest.Format}"),
            { Dimension: < 1 or > LargestDimension } => ($"a dimension of 1 to {LargestDimension}", $"{manifest.Dimension}"),
            { Preprocessing.Size: < 1 or > LargestSize } => ($"a picture size of 1 to {LargestSize} pixels", $"{p.Size}"),
            { Preprocessing.Margin: < 0 or > LargestSize } => ($"a margin of 0 to {LargestSize} pixels", $"{p.Margin}"),
            _ when !Enum.IsDefined(p.Resize) => ($"resize {string.Join(" or ", Enum.GetNames<ResizeMode>())}", $"{p.Resize}"),
            _ when p.Mean.Length != 3 || !p.Mean.All(float.IsFinite) => ("three finite means", $"[{string.Join(", ", p.Mean)}]"),
            _ when p.Std.Length != 3 || !p.Std.All(s => float.IsFinite(s) && s > 0) =>
                ("three standard deviations above 0", $"[{string.Join(", ", p.Std)}]"),
            { SinglePictureTemperature: not (null or (>= 1 and < float.PositiveInfinity)) } =>
                ("a temperature of 1 or more", $"{manifest.SinglePictureTemperature}"),
            _ => null,
        };
    }
}
