using System.Runtime.InteropServices;
using Gyo.Embedding.Onnx;

namespace Gyo.Tests.Embedding.Backbones;

/// <summary>
/// A small feature extractor as other programs export them: patches of 8 × 8 pixels to 6 channels, as a map, as its mean, and as tokens.
/// </summary>
internal sealed record BackboneFile
{
    /// <summary>[N, 6, S/8, S/8].</summary>
    public const string Map = "map";

    /// <summary>[N, 6].</summary>
    public const string Mean = "mean";

    /// <summary>[N, T, 6]; the first of them is the upper left patch.</summary>
    public const string Tokens = "tokens";

    /// <summary>[N, 1] int64.</summary>
    public const string Best = "best";

    public const int Width = 6;
    public const int Patch = 8;
    public const string Input = "pixel_values";

    private const int Float = 1;
    private const int Int64 = 7;

    /// <summary>A number is a fixed length, anything else leaves it open.</summary>
    public object[] InputShape { get; init; } = ["batch", 3, 32, 32];

    public int InputType { get; init; } = Float;

    public IReadOnlyList<string> Outputs { get; init; } = [Mean];

    /// <summary>What an output is called instead.</summary>
    public IReadOnlyDictionary<string, string> Renamed { get; init; } = new Dictionary<string, string>();

    public int Opset { get; init; } = 17;

    /// <summary>As old exporters did: weights are inputs too, in the third version of the format.</summary>
    public bool WeightsAreInputs { get; init; }

    /// <summary>As a traced program has it: one picture in the middle of the graph.</summary>
    public bool Traced { get; init; }

    public bool SecondInput { get; init; }

    public bool ExternalData { get; init; }

    public byte[] ToBytes()
    {
        ProtoMessage graph = new ProtoMessage().Messages(OnnxFields.Graph.Node,
        [
            Node("Conv", [Input, "patch.weight", "patch.bias"], Map, Ints("strides", Patch, Patch)),
            Node("GlobalAveragePool", [Map], "pooled"),
            Node("Flatten", ["pooled"], Mean),
            Node("Reshape", [Map, "token_shape"], "rows"),
            Node("Transpose", ["rows"], Tokens, Ints("perm", 0, 2, 1)),
            Node("ArgMax", [Mean], Best, Ints("axis")),
            .. Renamed.Select(r => Node("Identity", [r.Key], r.Value)),
        ]);
        graph.String(OnnxFields.Graph.Name, "main_graph").Messages(OnnxFields.Graph.Initializer, [Weight(), Bias(), TokenShape()]);
        graph.Message(OnnxFields.Graph.Input, Value(Input, InputType, InputShape));
        if (WeightsAreInputs)
        {
            graph.Message(OnnxFields.Graph.Input, Value("patch.weight", Float, [Width, 3, Patch, Patch]));
            graph.Message(OnnxFields.Graph.Input, Value("patch.bias", Float, [Width]));
            graph.Message(OnnxFields.Graph.Input, Value("token_shape", Int64, [3]));
        }

        if (SecondInput)
        {
            graph.Message(OnnxFields.Graph.Input, Value("input_ids", Int64, ["batch", "length"]));
        }

        graph.Messages(OnnxFields.Graph.Output, Outputs.Select(o => Value(Renamed.GetValueOrDefault(o, o), o == Best ? Int64 : Float, ShapeOf(o))));
        graph.Message(OnnxFields.Graph.ValueInfo, Value("pooled", Float, [InputShape[0], Width, 1, 1]));
        return new ProtoMessage()
            .Int(OnnxFields.Model.IrVersion, WeightsAreInputs ? 3 : 8)
            .Message(OnnxFields.Model.OpsetImport, new ProtoMessage().String(OnnxFields.OperatorSet.Domain, "").Int(OnnxFields.OperatorSet.Version, Opset))
            .Message(OnnxFields.Model.Graph, graph)
            .ToBytes();
    }

    private object[] ShapeOf(string output) => output switch
    {
        Map => [InputShape[0], Width, "rows", "columns"],
        Tokens => [InputShape[0], "tokens", Width],
        Best => [InputShape[0], 1],
        _ => [InputShape[0], Width],
    };

    private ProtoMessage Weight()
    {
        Random random = new(5);
        float[] values = [.. Enumerable.Range(0, Width * 3 * Patch * Patch).Select(_ => random.NextSingle() - 0.5f)];
        ProtoMessage weight = Tensor("patch.weight", Float, [Width, 3, Patch, Patch], MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
        return ExternalData ? weight.Int(OnnxFields.Tensor.DataLocation, OnnxFields.Tensor.External) : weight;
    }

    private static ProtoMessage Bias()
    {
        float[] values = [0.1f, -0.2f, 0.3f, -0.4f, 0.5f, -0.6f]; // a black patch has features, too
        return Tensor("patch.bias", Float, [Width], MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
    }

    private ProtoMessage TokenShape()
    {
        long[] shape = [Traced ? 1 : 0, Width, -1]; // 0 stands for the input's own
        return Tensor("token_shape", Int64, [3], MemoryMarshal.AsBytes(shape.AsSpan()).ToArray());
    }

    private static ProtoMessage Tensor(string name, int type, int[] shape, byte[] values) => new ProtoMessage()
        .Ints(OnnxFields.Tensor.Dims, shape)
        .Int(OnnxFields.Tensor.DataType, type)
        .String(OnnxFields.Tensor.Name, name)
        .Bytes(OnnxFields.Tensor.RawData, values);

    private static ProtoMessage Node(string type, string[] inputs, string output, params IEnumerable<ProtoMessage> attributes) => new ProtoMessage()
        .Strings(OnnxFields.Node.Input, inputs)
        .String(OnnxFields.Node.Output, output)
        .String(OnnxFields.Node.OpType, type)
        .Messages(OnnxFields.Node.Attribute, attributes);

    private static ProtoMessage Ints(string name, params int[] values)
    {
        ProtoMessage attribute = new ProtoMessage().String(OnnxFields.Attribute.Name, name);
        return values.Length > 0
            ? attribute.Ints(OnnxFields.Attribute.Ints, values).Int(OnnxFields.Attribute.Type, OnnxFields.Attribute.TypeInts)
            : attribute.Int(OnnxFields.Attribute.Int, 1).Int(OnnxFields.Attribute.Type, OnnxFields.Attribute.TypeInt);
    }

    private static ProtoMessage Value(string name, int type, object[] shape)
    {
        ProtoMessage dimensions = new ProtoMessage().Messages(OnnxFields.Type.ShapeDimension, shape.Select(d => d is int length
            ? new ProtoMessage().Int(OnnxFields.Type.DimensionValue, length)
            : new ProtoMessage().String(OnnxFields.Type.DimensionName, (string)d)));
        ProtoMessage tensor = new ProtoMessage().Int(OnnxFields.Type.TensorElement, type).Message(OnnxFields.Type.TensorShape, dimensions);
        return new ProtoMessage()
            .String(OnnxFields.ValueInfo.Name, name)
            .Message(OnnxFields.ValueInfo.Type, new ProtoMessage().Message(OnnxFields.Type.Tensor, tensor));
    }
}
