using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Gyo.Embedding;

/// <summary>Reads the bytes of a safetensors file and believes nothing in them unchecked.</summary>
internal static class SafeTensorsReader
{
    private const string MetadataKey = "__metadata__";
    private const string Advice = "The file is damaged or cut short: fetch or write it again.";

    public static SafeTensors Read(ReadOnlySpan<byte> file, string name)
    {
        if (file.Length < sizeof(ulong))
        {
            throw new ModelFormatException(name, "a safetensors file of at least 8 bytes", $"{file.Length} bytes", Advice);
        }

        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(file);
        ReadOnlySpan<byte> rest = file[sizeof(ulong)..];
        if (headerLength > (ulong)rest.Length)
        {
            throw new ModelFormatException(name, $"a header of {headerLength} bytes", $"{rest.Length} bytes after its length", Advice);
        }

        ReadOnlySpan<byte> header = rest[..(int)headerLength];
        ReadOnlySpan<byte> data = rest[(int)headerLength..];
        try
        {
            using JsonDocument json = JsonDocument.Parse(header.ToArray());
            return Read(json.RootElement, data, name);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new ModelFormatException(name, "a JSON header with dtype, shape and data_offsets for each tensor", e.Message, Advice, e);
        }
    }

    private static SafeTensors Read(JsonElement header, ReadOnlySpan<byte> data, string name)
    {
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        List<(NamedTensor Tensor, long Begin, long End)> read = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (JsonProperty entry in header.EnumerateObject())
        {
            if (!names.Add(entry.Name))
            {
                throw new ModelFormatException(name, "each name once", $"{entry.Name} twice", Advice);
            }

            if (entry.Name == MetadataKey)
            {
                foreach (JsonProperty note in entry.Value.EnumerateObject())
                {
                    metadata[note.Name] = note.Value.GetString() ?? "";
                }
            }
            else
            {
                read.Add(ReadTensor(entry, data, name));
            }
        }

        read.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        CheckCoverage(read, data.Length, name);
        return new SafeTensors(read.Select(r => r.Tensor), metadata);
    }

    private static (NamedTensor Tensor, long Begin, long End) ReadTensor(JsonProperty entry, ReadOnlySpan<byte> data, string name)
    {
        string dtype = entry.Value.GetProperty("dtype").GetString() ?? "null";
        int width = dtype switch
        {
            "F32" => sizeof(float),
            "F16" => sizeof(ushort),
            _ => throw new ModelFormatException(name, "tensors of type F32 or F16", $"{entry.Name} of type {dtype}",
                "Convert the file to one of them."),
        };
        int[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32())];
        long[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] > data.Length)
        {
            throw new ModelFormatException(name, $"{entry.Name} inside the {data.Length} bytes of data",
                $"offsets [{string.Join(", ", offsets)}]", Advice);
        }

        long count = NamedTensor.CountOf(shape);
        ReadOnlySpan<byte> bytes = data[(int)offsets[0]..(int)offsets[1]];
        if (count * width != bytes.Length)
        {
            throw new ModelFormatException(name, $"{dtype} values of shape [{string.Join(", ", shape)}] for {entry.Name}",
                $"{bytes.Length} bytes", Advice);
        }

        float[] values = new float[count];
        if (dtype == "F16")
        {
            TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), values);
        }
        else
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        }

        return (new NamedTensor(entry.Name, shape, values), offsets[0], offsets[1]);
    }

    /// <summary>The tensors, sorted by where they begin, must follow each other without overlap or gap and fill the data.</summary>
    private static void CheckCoverage(List<(NamedTensor Tensor, long Begin, long End)> read, int dataLength, string name)
    {
        long position = 0;
        foreach ((NamedTensor tensor, long begin, long end) in read)
        {
            if (begin != position)
            {
                throw new ModelFormatException(name, $"{tensor.Name} to begin at byte {position}", $"byte {begin}", Advice);
            }

            position = end;
        }

        if (position != dataLength)
        {
            throw new ModelFormatException(name, $"{position} bytes of data", $"{dataLength} bytes", Advice);
        }
    }
}
