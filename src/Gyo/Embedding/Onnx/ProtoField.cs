using Google.Protobuf;

namespace Gyo.Embedding.Onnx;

/// <summary>A field of an encoded protobuf message. What it holds stays where it is: a file of a gigabyte is walked without a copy.</summary>
/// <param name="Number">The field's number.</param>
/// <param name="Int">Its value, if it is a number.</param>
/// <param name="Bytes">Its value, if it is a string, bytes or a message; null if it is a number.</param>
internal readonly record struct ProtoField(int Number, long Int, ArraySegment<byte>? Bytes)
{
    /// <summary>The value as text.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Bytes ?? []);

    /// <summary>The fields of the message that this field holds.</summary>
    public IEnumerable<ProtoField> Fields() => Of(Bytes ?? []);

    /// <summary>The fields of a message, in its order. Fixed-width numbers are left out: the messages of onnx.proto walked here have none.</summary>
    /// <param name="message">An encoded message.</param>
    /// <exception cref="InvalidProtocolBufferException">Thrown on the way: it is no message, or cut short.</exception>
    public static IEnumerable<ProtoField> Of(ArraySegment<byte> message)
    {
        byte[] bytes = message.Array!;
        using CodedInputStream input = new(bytes, message.Offset, message.Count);
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            int number = WireFormat.GetTagFieldNumber(tag);
            if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.Varint)
            {
                yield return new ProtoField(number, input.ReadInt64(), null);
                continue;
            }

            int start = (int)input.Position;
            input.SkipLastField();
            if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
            {
                while ((bytes[start++] & 0x80) != 0)
                {
                    // the length itself, seven bits a byte
                }

                yield return new ProtoField(number, 0, new ArraySegment<byte>(bytes, start, (int)input.Position - start));
            }
        }
    }
}
