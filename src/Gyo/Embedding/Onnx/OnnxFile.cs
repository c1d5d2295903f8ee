using Google.Protobuf;

namespace Gyo.Embedding.Onnx;

/// <summary>
/// Somebody else's ONNX file: what goes in and comes out, and the same graph with more behind it. Its weights are held once, as the
/// bytes of the file, and copied once, into the new file.
/// </summary>
/// <remarks>Fields: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.</remarks>
public sealed class OnnxFile
{
    // 2 GB is protobuf's own limit; the rest is for what is added.
    private const long MostBytes = int.MaxValue - (64L << 20);

    // Older ones write Gemm and Reshape otherwise; ONNX Runtime promises nothing for them.
    private const long OldestOpset = 7;

    // From this version of the file format on, weights need not be listed among the inputs.
    private const long WeightsAreNoInputs = 4;

    private const string Kind = "an ONNX model in one file";
    private const string FetchAgain = "Export or fetch the file again: it is no ONNX file, or cut short.";

    private readonly byte[] _bytes;
    private readonly string _prefix;

    private OnnxFile(string path, byte[] bytes)
    {
        (Path, _bytes) = (path, bytes);
        ProtoField[] model = [.. ProtoField.Of(bytes)];
        ProtoField[] graph = [.. model.Where(f => f.Number == OnnxFields.Model.Graph).SelectMany(f => f.Fields())];
        HashSet<string> weights = [.. Of(graph, OnnxFields.Graph.Initializer).Select(ReadInitializer)];
        Inputs = [.. Of(graph, OnnxFields.Graph.Input).Select(OnnxValue.Read).Where(v => !weights.Contains(v.Name))];
        Outputs = [.. Of(graph, OnnxFields.Graph.Output).Select(OnnxValue.Read)];
        if (Outputs.Count == 0)
        {
            throw new ModelFormatException(path, Kind, "no graph with an output", FetchAgain);
        }

        CheckOpset(model);
        _prefix = FreePrefix(graph, weights);
    }

    /// <summary>The file, as the caller named it.</summary>
    public string Path { get; }

    /// <summary>The graph's inputs; weights that old files list among them are left out.</summary>
    public IReadOnlyList<OnnxValue> Inputs { get; }

    /// <summary>The graph's outputs.</summary>
    public IReadOnlyList<OnnxValue> Outputs { get; }

    /// <summary>The file itself.</summary>
    internal byte[] Bytes => _bytes;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFormatException">It is missing, no ONNX file, cut short, too old, too large, or keeps its weights elsewhere.</exception>
    /// <exception cref="IOException">It is there but can't be read.</exception>
    public static OnnxFile Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new ModelFormatException(path, Kind, Directory.Exists(path) ? "a folder" : "no such file", "Check the file's name.");
        }

        if (file.Length > MostBytes)
        {
            throw new ModelFormatException(path, $"{Kind} of less than 2 GB", $"{file.Length} bytes", "Export a smaller model.");
        }

        try
        {
            return new OnnxFile(path, File.ReadAllBytes(path));
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ModelFormatException(path, Kind, "bytes that are none", FetchAgain, e);
        }
    }

    /// <summary>An empty graph to be put behind this one: no name in it can be one of this file's.</summary>
    public OnnxGraph Extend() => new(_prefix);

    /// <summary>This file's graph and another behind it.</summary>
    /// <param name="head">Made by <see cref="Extend"/>; it begins with values of this file's graph.</param>
    /// <param name="output">The head's value that becomes the only output, [N, <paramref name="dimension"/>].</param>
    /// <param name="input">The name of the only input; declared anew as [N, 3, S, S] with N left open.</param>
    /// <param name="size">S.</param>
    /// <param name="dimension">D.</param>
    /// <returns>The bytes of an ONNX file; an N that this file had fixed at 1 is open in it.</returns>
    public byte[] ToBytes(OnnxGraph head, string output, string input, int size, int dimension)
    {
        ProtoMessage model = new();
        foreach (ProtoField field in ProtoField.Of(_bytes))
        {
            if (field.Number == OnnxFields.Model.IrVersion)
            {
                model.Int(field.Number, Math.Max(field.Int, WeightsAreNoInputs));
            }
            else if (field.Number != OnnxFields.Model.Graph)
            {
                model.Copy(field);
            }
        }

        ProtoMessage graph = new();
        foreach (ProtoField field in ProtoField.Of(_bytes).Where(f => f.Number == OnnxFields.Model.Graph).SelectMany(f => f.Fields()))
        {
            // Shapes in between may hold the N that was fixed; whoever runs the graph infers them again.
            if (field.Number is not (OnnxFields.Graph.Input or OnnxFields.Graph.Output or OnnxFields.Graph.ValueInfo))
            {
                graph.Copy(field);
            }
        }

        string named = head.AddTo(graph, output);
        graph.Message(OnnxFields.Graph.Input, OnnxGraph.ValueInfo(input, 3, size, size));
        graph.Message(OnnxFields.Graph.Output, OnnxGraph.ValueInfo(named, dimension));
        return model.Message(OnnxFields.Model.Graph, graph).ToBytes();
    }

    private static IEnumerable<ProtoField> Of(ProtoField[] graph, int number) => graph.Where(f => f.Number == number);

    private string ReadInitializer(ProtoField tensor)
    {
        string name = "";
        foreach (ProtoField field in tensor.Fields())
        {
            if (field.Number == OnnxFields.Tensor.Name)
            {
                name = field.Text;
            }
            else if (field.Number == OnnxFields.Tensor.DataLocation && field.Int == OnnxFields.Tensor.External)
            {
                throw new ModelFormatException(Path, Kind, "weights in another file beside it",
                    "Save it as one file under 2 GB, with Python: onnx.save(onnx.load(\"in.onnx\"), \"out.onnx\").");
            }
        }

        return name;
    }

    private void CheckOpset(ProtoField[] model)
    {
        foreach (ProtoField import in model.Where(f => f.Number == OnnxFields.Model.OpsetImport))
        {
            ProtoField[] fields = [.. import.Fields()];
            bool standard = fields.All(f => f.Number != OnnxFields.OperatorSet.Domain || f.Text is "" or "ai.onnx");
            long version = fields.FirstOrDefault(f => f.Number == OnnxFields.OperatorSet.Version).Int;
            if (standard && version < OldestOpset)
            {
                throw new ModelFormatException(Path, $"opset {OldestOpset} or newer", $"opset {version}", "Export it with opset 17.");
            }
        }
    }

    /// <summary>A beginning that no name of the graph has: <c>gyo/</c>, and once more where the file itself came from here.</summary>
    private static string FreePrefix(ProtoField[] graph, HashSet<string> weights)
    {
        string[] names =
        [
            .. weights,
            .. Of(graph, OnnxFields.Graph.Node).SelectMany(node => node.Fields())
                .Where(f => f.Number is OnnxFields.Node.Output or OnnxFields.Node.Name).Select(f => f.Text),
        ];
        string prefix = "gyo/";
        while (names.Any(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            prefix += "gyo/";
        }

        return prefix;
    }
}
