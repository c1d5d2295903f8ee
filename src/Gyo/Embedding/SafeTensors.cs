namespace Gyo.Embedding;

/// <summary>
/// Named tensors and notes about them, as stored in a safetensors file: 8 bytes header length, a JSON header, the values; all
/// little-endian. Half-precision tensors are widened when read.
/// </summary>
/// <remarks>Format: https://github.com/huggingface/safetensors, "Format". Of its types F32 and F16 are supported.</remarks>
public sealed class SafeTensors
{
    private readonly Dictionary<string, NamedTensor> _byName;

    /// <summary>Gathers tensors that are to be written.</summary>
    /// <param name="tensors">The tensors, each with its own name.</param>
    /// <param name="metadata">Free notes: source, licence, step …</param>
    /// <exception cref="ArgumentException">Two tensors share a name, or a tensor's shape and number of values disagree.</exception>
    public SafeTensors(IEnumerable<NamedTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        Tensors = [.. tensors];
        Metadata = metadata ?? new Dictionary<string, string>();
        _byName = new(StringComparer.Ordinal);
        foreach (NamedTensor tensor in Tensors)
        {
            if (NamedTensor.CountOf(tensor.Shape) != tensor.Values.Length)
            {
                throw new ArgumentException(
                    $"Tensor {tensor.Name} has {tensor.Values.Length} values, but its shape is [{string.Join(", ", tensor.Shape)}].",
                    nameof(tensors));
            }

            if (!_byName.TryAdd(tensor.Name, tensor))
            {
                throw new ArgumentException($"Two tensors are named {tensor.Name}.", nameof(tensors));
            }
        }
    }

    /// <summary>The tensors in the order of the file.</summary>
    public IReadOnlyList<NamedTensor> Tensors { get; }

    /// <summary>The file's notes about itself (<c>__metadata__</c>).</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensor of this name.</summary>
    /// <param name="name">Its full name.</param>
    /// <exception cref="KeyNotFoundException">There is no such tensor.</exception>
    public NamedTensor this[string name] =>
        _byName.TryGetValue(name, out NamedTensor? tensor) ? tensor : throw new KeyNotFoundException($"There is no tensor named {name}.");

    /// <summary>Whether there is a tensor of this name.</summary>
    /// <param name="name">Its full name.</param>
    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFormatException">The file is cut short, damaged, or holds types other than F32 and F16.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafeTensors Read(string path) => Read(File.ReadAllBytes(path), path);

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="ModelFormatException">The file is cut short, damaged, or holds types other than F32 and F16.</exception>
    public static SafeTensors Read(ReadOnlySpan<byte> file, string name) => SafeTensorsReader.Read(file, name);

    /// <summary>Writes a file: under a temporary name first, renamed when it is whole.</summary>
    /// <param name="path">The file; an older one is replaced.</param>
    /// <param name="half">Which tensors to store as F16 (±65504, 11 bits of precision); none by default.</param>
    public void Write(string path, Func<NamedTensor, bool>? half = null) => AtomicFile.Write(path, ToBytes(half));

    /// <summary>The bytes of the file that <see cref="Write"/> writes; the same tensors give the same bytes.</summary>
    /// <param name="half">Which tensors to store as F16 (±65504, 11 bits of precision); none by default.</param>
    public byte[] ToBytes(Func<NamedTensor, bool>? half = null) => SafeTensorsWriter.ToBytes(this, half ?? (_ => false));
}
