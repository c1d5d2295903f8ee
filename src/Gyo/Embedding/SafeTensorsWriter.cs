using System.Buffers;
using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Gyo.Embedding;

/// <summary>Lays out the bytes of a safetensors file.</summary>
internal static class SafeTensorsWriter
{
    private const int Alignment = 8;

    public static byte[] ToBytes(SafeTensors file, Func<NamedTensor, bool> half)
    {
        // Wider types first keeps every tensor aligned to its own type; OrderBy is stable.
        (NamedTensor Tensor, bool Half)[] entries = [.. file.Tensors.Select(t => (t, half(t))).OrderBy(e => e.Item2)];
        byte[] header = Header(file.Metadata, entries);
        long dataLength = entries.Sum(e => ByteLength(e.Tensor, e.Half));
        byte[] bytes = new byte[checked(sizeof(ulong) + header.Length + dataLength)];

        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)header.Length);
        header.CopyTo(bytes, sizeof(ulong));
        Span<byte> data = bytes.AsSpan(sizeof(ulong) + header.Length);
        foreach ((NamedTensor tensor, bool asHalf) in entries)
        {
            // Every runtime this library ships for is little-endian, as the format is.
            if (asHalf)
            {
                TensorPrimitives.ConvertToHalf(tensor.Values, MemoryMarshal.Cast<byte, Half>(data)[..tensor.Values.Length]);
            }
            else
            {
                MemoryMarshal.AsBytes(tensor.Values.AsSpan()).CopyTo(data);
            }

            data = data[(int)ByteLength(tensor, asHalf)..];
        }

        return bytes;
    }

    private static long ByteLength(NamedTensor tensor, bool half) => (long)tensor.Values.Length * (half ? 2 : 4);

    private static byte[] Header(IReadOnlyDictionary<string, string> metadata, (NamedTensor Tensor, bool Half)[] entries)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject("__metadata__");
                foreach ((string key, string value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            long offset = 0;
            foreach ((NamedTensor tensor, bool half) in entries)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", half ? "F16" : "F32");
                WriteArray(json, "shape", tensor.Shape.Select(length => (long)length));
                WriteArray(json, "data_offsets", [offset, offset += ByteLength(tensor, half)]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        int padded = (buffer.WrittenCount + Alignment - 1) / Alignment * Alignment;
        byte[] header = new byte[padded];
        Array.Fill(header, (byte)' ', buffer.WrittenCount, padded - buffer.WrittenCount);
        buffer.WrittenSpan.CopyTo(header);
        return header;
    }

    private static void WriteArray(Utf8JsonWriter json, string name, IEnumerable<long> values)
    {
        json.WriteStartArray(name);
        foreach (long value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
