using System.Runtime.InteropServices;

namespace Gyo.Embedding.Onnx;

/// <summary>
/// Builds an ONNX model, one operator after the other: each method adds a node and returns the name of its output, which is the
/// next one's input. All values are float32, and the first dimension of each is the batch, N.
/// </summary>
/// <remarks>
/// TorchSharp cannot export; this writes the dozen operators that our networks use, by the field numbers of onnx.proto. Operators:
/// https://onnx.ai/onnx/operators, opset <see cref="Opset"/>.
/// </remarks>
public sealed class OnnxGraph
{
    /// <summary>The name of the model's only input.</summary>
    public const string Input = "pictures";

    /// <summary>The name of the model's only output.</summary>
    public const string Output = "vectors";

    /// <summary>The version of the standard operators.</summary>
    public const int Opset = 17;

    // The file format that came with opset 17.
    private const int IrVersion = 8;

    // Keeps a vector of zeros from being divided by its length.
    private const float SmallestNorm = 1e-12f;

    private readonly List<ProtoMessage> _nodes = [];
    private readonly List<ProtoMessage> _initializers = [];
    private readonly HashSet<string> _names = new([Input, Output], StringComparer.Ordinal);
    private readonly string _prefix;

    /// <summary>Begins a graph of its own.</summary>
    public OnnxGraph()
        : this("")
    {
    }

    /// <summary>Begins a graph that is put behind another.</summary>
    /// <param name="prefix">What all its names begin with, and none of the other's.</param>
    internal OnnxGraph(string prefix) => _prefix = prefix;

    /// <summary>Adds a convolution with bias; the ReLU6 of <paramref name="spec"/> is added too, if it has one.</summary>
    /// <param name="input">[N, In, H, W].</param>
    /// <param name="spec">Its sizes, its padding, and the name that its kernel and bias get.</param>
    /// <param name="kernel">[Out, In / Groups, k, k], row-major.</param>
    /// <param name="bias">[Out].</param>
    /// <returns>[N, Out, H', W'].</returns>
    /// <exception cref="ArgumentException">The kernel or bias is of another size than the spec says, or the name is taken.</exception>
    public string Conv(string input, ConvSpec spec, float[] kernel, float[] bias)
    {
        string output = Node("Conv", spec.Name,
            [input, Initializer($"{spec.Name}.kernel", kernel, spec.KernelShape), Initializer($"{spec.Name}.bias", bias, [spec.Out])],
            Ints("kernel_shape", spec.Kernel, spec.Kernel),
            Ints("strides", spec.Stride, spec.Stride),
            Ints("pads", spec.PadBefore, spec.PadBefore, spec.PadAfter, spec.PadAfter),
            Int("group", spec.Groups));
        return spec.Relu6 ? Relu6(output) : output;
    }

    /// <summary>Adds min(max(x, 0), 6).</summary>
    /// <param name="input">Any shape; kept.</param>
    public string Relu6(string input) => Node("Clip", [input, Constant("zero", 0), Constant("six", 6)]);

    /// <summary>Adds max(x, 0).</summary>
    /// <param name="input">Any shape; kept.</param>
    public string Relu(string input) => Node("Relu", [input]);

    /// <summary>Adds the sum of two values of one shape.</summary>
    /// <param name="left">Any shape; kept.</param>
    /// <param name="right">The same shape.</param>
    public string Add(string left, string right) => Node("Add", [left, right]);

    /// <summary>Each item's numbers in one row.</summary>
    /// <param name="input">[N, …].</param>
    /// <returns>[N, F].</returns>
    public string Flatten(string input) => Node("Flatten", [input], Int("axis", 1));

    /// <summary>Adds the mean of each channel over the picture.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <returns>[N, C].</returns>
    public string AveragePool(string input) => Flatten(Node("GlobalAveragePool", [input]));

    /// <summary>Adds the choice of the first of several vectors.</summary>
    /// <param name="input">[N, T, F].</param>
    /// <returns>[N, F].</returns>
    public string First(string input) => Node("Gather", [input, Index("first", 0)], Int("axis", 1));

    /// <summary>Adds a fully connected layer, x · weightᵀ + bias.</summary>
    /// <param name="input">[N, In].</param>
    /// <param name="name">The name that its weight and bias get.</param>
    /// <param name="weight">[Out, In], row-major, as Torch keeps it.</param>
    /// <param name="bias">[Out].</param>
    /// <returns>[N, Out].</returns>
    /// <exception cref="ArgumentException">The weight's size is no multiple of the bias's, or the name is taken.</exception>
    public string Dense(string input, string name, float[] weight, float[] bias)
    {
        int outputs = bias.Length;
        int inputs = outputs == 0 ? 0 : weight.Length / outputs;
        return Node("Gemm", name,
            [input, Initializer($"{name}.weight", weight, [outputs, inputs]), Initializer($"{name}.bias", bias, [outputs])],
            Int("transB", 1));
    }

    /// <summary>Adds the vectors of several inputs side by side.</summary>
    /// <param name="inputs">[N, D₁], [N, D₂] …</param>
    /// <returns>[N, D₁ + D₂ + …].</returns>
    public string Concat(IReadOnlyList<string> inputs) => inputs.Count == 1 ? inputs[0] : Node("Concat", inputs, Int("axis", 1));

    /// <summary>Adds the division of each vector by its Euclidean length; a vector of zeros stays one.</summary>
    /// <param name="input">[N, D].</param>
    /// <returns>[N, D] of unit L2 norm.</returns>
    public string L2Normalize(string input)
    {
        string norm = Node("ReduceL2", [input], Ints("axes", 1), Int("keepdims", 1)); // [N, 1]
        return Node("Div", [input, Node("Max", [norm, Constant("smallest_norm", SmallestNorm)])]);
    }

    /// <summary>
    /// The same as <see cref="L2Normalize"/> in one operator that every opset has in the same form; ReduceL2 changed in opset 18.
    /// </summary>
    /// <param name="input">[N, D].</param>
    /// <returns>[N, D] of unit L2 norm.</returns>
    public string LpNormalize(string input) => Node("LpNormalization", [input], Int("axis", 1), Int("p", 2));

    /// <summary>The finished model.</summary>
    /// <param name="output">The value that becomes the model's <see cref="Output"/>, [N, <paramref name="dimension"/>].</param>
    /// <param name="size">S: the model's <see cref="Input"/> is [N, 3, S, S] with N left open.</param>
    /// <param name="dimension">D.</param>
    /// <returns>The bytes of an ONNX file.</returns>
    public byte[] ToBytes(string output, int size, int dimension)
    {
        ProtoMessage named = Message("Identity", Output, [output], Output, []);
        ProtoMessage graph = new ProtoMessage()
            .Messages(OnnxFields.Graph.Node, [.. _nodes, named])
            .String(OnnxFields.Graph.Name, "gyo")
            .Messages(OnnxFields.Graph.Initializer, _initializers)
            .Message(OnnxFields.Graph.Input, ValueInfo(Input, 3, size, size))
            .Message(OnnxFields.Graph.Output, ValueInfo(Output, dimension));
        return new ProtoMessage()
            .Int(OnnxFields.Model.IrVersion, IrVersion)
            .String(OnnxFields.Model.ProducerName, "Gyo")
            .Message(OnnxFields.Model.Graph, graph)
            .Message(OnnxFields.Model.OpsetImport, new ProtoMessage().Int(OnnxFields.OperatorSet.Version, Opset))
            .ToBytes();
    }

    /// <summary>Adds all operators and weights to a graph that another file began.</summary>
    /// <param name="graph">The GraphProto.</param>
    /// <param name="output">The value that becomes the model's output.</param>
    /// <returns>The output's name.</returns>
    internal string AddTo(ProtoMessage graph, string output)
    {
        string name = _prefix + Output;
        graph.Messages(OnnxFields.Graph.Node, [.. _nodes, Message("Identity", name, [output], name, [])])
            .Messages(OnnxFields.Graph.Initializer, _initializers);
        return name;
    }

    private string Node(string type, IReadOnlyList<string> inputs, params ReadOnlySpan<ProtoMessage> attributes) =>
        Node(type, $"{type}_{_nodes.Count}", inputs, attributes);

    private string Node(string type, string name, IReadOnlyList<string> inputs, params ReadOnlySpan<ProtoMessage> attributes)
    {
        name = _prefix + name;
        Take(name);
        _nodes.Add(Message(type, name, inputs, name, attributes));
        return name;
    }

    private static ProtoMessage Message(
        string type, string name, IReadOnlyList<string> inputs, string output, ReadOnlySpan<ProtoMessage> attributes) =>
        new ProtoMessage()
            .Strings(OnnxFields.Node.Input, inputs)
            .String(OnnxFields.Node.Output, output)
            .String(OnnxFields.Node.Name, name)
            .String(OnnxFields.Node.OpType, type)
            .Messages(OnnxFields.Node.Attribute, attributes.ToArray());

    private string Initializer(string name, float[] values, int[] shape)
    {
        if (NamedTensor.CountOf(shape) != values.Length)
        {
            throw new ArgumentException($"{name} has {values.Length} values, but its shape is [{string.Join(", ", shape)}].", nameof(values));
        }

        return Initializer(name, OnnxFields.Tensor.DataTypeFloat, MemoryMarshal.AsBytes(values.AsSpan()), shape);
    }

    private string Initializer(string name, int type, ReadOnlySpan<byte> values, int[] shape)
    {
        name = _prefix + name;
        Take(name);
        _initializers.Add(new ProtoMessage()
            .Ints(OnnxFields.Tensor.Dims, shape)
            .Int(OnnxFields.Tensor.DataType, type)
            .String(OnnxFields.Tensor.Name, name)
            .Bytes(OnnxFields.Tensor.RawData, values.ToArray()));
        return name;
    }

    /// <summary>A scalar, added once however often it is used.</summary>
    private string Constant(string name, float value) => _names.Contains(_prefix + name) ? _prefix + name : Initializer(name, [value], []);

    /// <summary>A scalar that counts from 0 along a dimension.</summary>
    private string Index(string name, long value) => _names.Contains(_prefix + name)
        ? _prefix + name
        : Initializer(name, OnnxFields.Tensor.DataTypeInt64, MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in value)), []);

    private void Take(string name)
    {
        if (!_names.Add(name))
        {
            throw new ArgumentException($"The graph already has a value named {name}: give the second one another name.", nameof(name));
        }
    }

    private static ProtoMessage Int(string name, int value) => new ProtoMessage()
        .String(OnnxFields.Attribute.Name, name)
        .Int(OnnxFields.Attribute.Int, value)
        .Int(OnnxFields.Attribute.Type, OnnxFields.Attribute.TypeInt);

    private static ProtoMessage Ints(string name, params IEnumerable<int> values) => new ProtoMessage()
        .String(OnnxFields.Attribute.Name, name)
        .Ints(OnnxFields.Attribute.Ints, values)
        .Int(OnnxFields.Attribute.Type, OnnxFields.Attribute.TypeInts);

    /// <summary>A float32 input or output [N, …], N left open.</summary>
    internal static ProtoMessage ValueInfo(string name, params ReadOnlySpan<int> lengths)
    {
        ProtoMessage shape = new ProtoMessage()
            .Message(OnnxFields.Type.ShapeDimension, new ProtoMessage().String(OnnxFields.Type.DimensionName, "N"));
        foreach (int length in lengths)
        {
            shape.Message(OnnxFields.Type.ShapeDimension, new ProtoMessage().Int(OnnxFields.Type.DimensionValue, length));
        }

        ProtoMessage tensor = new ProtoMessage()
            .Int(OnnxFields.Type.TensorElement, OnnxFields.Tensor.DataTypeFloat)
            .Message(OnnxFields.Type.TensorShape, shape);
        return new ProtoMessage()
            .String(OnnxFields.ValueInfo.Name, name)
            .Message(OnnxFields.ValueInfo.Type, new ProtoMessage().Message(OnnxFields.Type.Tensor, tensor));
    }
}
