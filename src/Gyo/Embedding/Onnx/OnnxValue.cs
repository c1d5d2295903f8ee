using System.Globalization;

namespace Gyo.Embedding.Onnx;

/// <summary>An input or output of a graph, as the file declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">float32, uint8 …; <c>no tensor</c> if it is a sequence or a map.</param>
/// <param name="Shape">The length of each dimension, −1 where it is left open; null if the file does not say.</param>
public sealed record OnnxValue(string Name, string Type, IReadOnlyList<long>? Shape)
{
    /// <summary>TensorProto.DataType, by number.</summary>
    private static readonly string[] Types =
    [
        "undefined", "float32", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16", "float64",
    ];

    /// <summary>The name, type and shape, for messages: <c>pixel_values float32 [?, 3, 224, 224]</c>.</summary>
    public override string ToString() => $"{Name} {Type} {(Shape is null ? "of unknown shape" : $"[{string.Join(", ", Shape.Select(Length))}]")}";

    /// <summary>Reads a ValueInfoProto.</summary>
    internal static OnnxValue Read(ProtoField value)
    {
        string name = "";
        string type = "no tensor";
        List<long>? shape = null;
        foreach (ProtoField field in value.Fields())
        {
            if (field.Number == OnnxFields.ValueInfo.Name)
            {
                name = field.Text;
            }
            else if (field.Number == OnnxFields.ValueInfo.Type)
            {
                foreach (ProtoField part in field.Fields().Where(f => f.Number == OnnxFields.Type.Tensor).SelectMany(f => f.Fields()))
                {
                    if (part.Number == OnnxFields.Type.TensorElement)
                    {
                        type = part.Int >= 0 && part.Int < Types.Length ? Types[part.Int] : $"type {part.Int}";
                    }
                    else if (part.Number == OnnxFields.Type.TensorShape)
                    {
                        shape = [.. part.Fields().Where(f => f.Number == OnnxFields.Type.ShapeDimension).Select(ReadLength)];
                    }
                }
            }
        }

        return new OnnxValue(name, type, shape);
    }

    private static long ReadLength(ProtoField dimension)
    {
        ProtoField[] values = [.. dimension.Fields().Where(f => f.Number == OnnxFields.Type.DimensionValue)];
        return values is [.., ProtoField value] && value.Int > 0 ? value.Int : -1; // some exporters write 0 where they mean any
    }

    private static string Length(long length) => length < 0 ? "?" : length.ToString(CultureInfo.InvariantCulture);
}
