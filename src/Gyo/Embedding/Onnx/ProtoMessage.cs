using Google.Protobuf;

namespace Gyo.Embedding.Onnx;

/// <summary>
/// A protobuf message, built field by field; each method returns the message, so that a message reads as one expression. Fields are
/// kept as what will write them, so that weights are copied once, at the end. A message in a message must be complete.
/// </summary>
internal sealed class ProtoMessage
{
    private readonly List<Action<CodedOutputStream>> _fields = [];
    private int _length;

    public ProtoMessage Int(int field, long value) =>
        Add(field, WireFormat.WireType.Varint, CodedOutputStream.ComputeInt64Size(value), output => output.WriteInt64(value));

    public ProtoMessage String(int field, string value) =>
        Add(field, WireFormat.WireType.LengthDelimited, CodedOutputStream.ComputeStringSize(value), output => output.WriteString(value));

    public ProtoMessage Bytes(int field, ReadOnlyMemory<byte> value)
    {
        ByteString bytes = UnsafeByteOperations.UnsafeWrap(value);
        return Add(field, WireFormat.WireType.LengthDelimited, CodedOutputStream.ComputeBytesSize(bytes), output => output.WriteBytes(bytes));
    }

    public ProtoMessage Message(int field, ProtoMessage value)
    {
        int length = value._length;
        return Add(field, WireFormat.WireType.LengthDelimited, CodedOutputStream.ComputeLengthSize(length) + length, output =>
        {
            output.WriteLength(length);
            value.WriteTo(output);
        });
    }

    public ProtoMessage Ints(int field, IEnumerable<int> values) => Each(values, value => Int(field, value));

    public ProtoMessage Strings(int field, IEnumerable<string> values) => Each(values, value => String(field, value));

    public ProtoMessage Messages(int field, IEnumerable<ProtoMessage> values) => Each(values, value => Message(field, value));

    /// <summary>A field of another message, as it is.</summary>
    public ProtoMessage Copy(ProtoField field) =>
        field.Bytes is { } bytes ? Bytes(field.Number, bytes) : Int(field.Number, field.Int);

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[_length];
        using CodedOutputStream output = new(bytes);
        WriteTo(output);
        output.CheckNoSpaceLeft();
        return bytes;
    }

    private void WriteTo(CodedOutputStream output)
    {
        foreach (Action<CodedOutputStream> field in _fields)
        {
            field(output);
        }
    }

    private ProtoMessage Add(int field, WireFormat.WireType type, int valueLength, Action<CodedOutputStream> value)
    {
        _length = checked(_length + CodedOutputStream.ComputeTagSize(field) + valueLength);
        _fields.Add(output =>
        {
            output.WriteTag(field, type);
            value(output);
        });
        return this;
    }

    private ProtoMessage Each<T>(IEnumerable<T> values, Action<T> add)
    {
        foreach (T value in values)
        {
            add(value);
        }

        return this;
    }
}
