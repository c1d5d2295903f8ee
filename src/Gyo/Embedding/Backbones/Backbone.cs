using Gyo.Embedding.Onnx;

namespace Gyo.Embedding.Backbones;

/// <summary>
/// Somebody's feature extractor as an ONNX file (CLIP's image part, DINOv2, a timm model …), and what it becomes: a model as it is,
/// or with a linear head behind it.
/// </summary>
public sealed class Backbone
{
    private readonly OnnxFile _file;
    private readonly BackboneInput _input;
    private readonly BackboneOutput _output;

    private Backbone(BackboneOptions options, OnnxFile file, BackboneInput input, BackboneOutput output)
    {
        (_file, _input, _output) = (file, input, output);
        Preprocessing = new Preprocessing { Size = input.Size, Mean = options.Pixels.Mean, Std = options.Pixels.Std };
    }

    /// <summary>The file, as the caller named it.</summary>
    public string Path => _file.Path;

    /// <summary>F, how many features a picture has.</summary>
    public int Width => _output.Width;

    /// <summary>Lower-case hex; changes whenever a picture's features would.</summary>
    public string Id { get; private set; } = "";

    /// <summary>How pictures are made ready for it.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>Opens a file and makes sure that it can be run, so that nothing is found out after hours.</summary>
    /// <param name="options">The file, and what it does not say itself.</param>
    /// <exception cref="ModelFormatException">It is no backbone; the message says what it is and what to do.</exception>
    /// <exception cref="IOException">It is there but can't be read.</exception>
    public static Backbone Open(BackboneOptions options)
    {
        OnnxFile file = OnnxFile.Read(options.Path);
        BackboneInput input = BackboneInput.Of(file, options.Size);
        BackboneOutput output = BackboneOutput.Of(file, input, options.Output);
        var backbone = new Backbone(options, file, input, output);
        try
        {
            using OnnxEmbedder embedder = new(backbone.AsItIs());
            backbone.Id = embedder.ModelId;
        }
        catch (ModelFormatException e) when (input.FixedBatch)
        {
            throw new ModelFormatException(file.Path, "a graph whose N, fixed at 1, can be left open", e.Actual,
                "Export it with a dynamic batch dimension.", e);
        }

        return backbone;
    }

    /// <summary>The backbone without a head: a picture's vector is its F features, scaled to unit length. Each call makes a copy of the file.</summary>
    public ModelPackage AsItIs()
    {
        OnnxGraph pooled = _file.Extend();
        byte[] onnx = _file.ToBytes(pooled, _output.Pool(pooled), _input.Name, _input.Size, Width);
        return new ModelPackage(new ModelManifest { Preprocessing = Preprocessing, Dimension = Width, Recipe = Path }, onnx);
    }

    /// <summary>The backbone with a head: features of unit length, weight · x + bias, unit length again.</summary>
    /// <param name="weight">[D, F], row-major.</param>
    /// <param name="bias">[D].</param>
    /// <returns>The bytes of an ONNX file, [N, 3, S, S] in and [N, D] out.</returns>
    /// <exception cref="ArgumentException">The sizes don't fit.</exception>
    public byte[] WithHead(float[] weight, float[] bias)
    {
        if (weight.Length != (long)bias.Length * Width)
        {
            throw new ArgumentException($"{weight.Length} weights are not {bias.Length} × {Width}.", nameof(weight));
        }

        OnnxGraph head = _file.Extend();
        string projected = head.Dense(_output.Pool(head), "head", weight, bias); // [N, D]
        return _file.ToBytes(head, head.LpNormalize(projected), _input.Name, _input.Size, bias.Length);
    }
}
