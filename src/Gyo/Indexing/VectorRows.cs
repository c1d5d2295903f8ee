using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Gyo.Indexing;

/// <summary>The vectors of an index, row after row, in one of three precisions.</summary>
internal sealed unsafe class VectorRows
{
    private readonly RawMemory _memory;
    private readonly RowChecks? _checks;

    /// <summary>Sees memory as rows.</summary>
    /// <param name="dimension">D.</param>
    /// <param name="precision">How precise the rows are.</param>
    /// <param name="memory">One row after the other.</param>
    /// <param name="checks">What rows of a file are held against when they are used; null for rows that are known to be right.</param>
    public VectorRows(int dimension, VectorPrecision precision, RawMemory memory, RowChecks? checks = null)
    {
        (Dimension, Precision, _memory, _checks) = (dimension, precision, memory, checks);
        RowLength = RowLengthOf(dimension, precision);
    }

    /// <summary>D, the length of vectors.</summary>
    public int Dimension { get; }

    /// <summary>How precise the rows are.</summary>
    public VectorPrecision Precision { get; }

    /// <summary>Bytes of a row.</summary>
    public int RowLength { get; }

    /// <summary>The bytes of all rows.</summary>
    public long Length => _memory.Length;

    /// <summary>Bytes of a row.</summary>
    public static int RowLengthOf(int dimension, VectorPrecision precision) => precision switch
    {
        VectorPrecision.Full => dimension * sizeof(float),
        VectorPrecision.Half => (dimension * 2 + 3) & ~3,
        VectorPrecision.Quarter => (dimension + 3 & ~3) + sizeof(float), // numbers, then what one of them is worth
        _ => throw new ArgumentOutOfRangeException(nameof(precision), precision, "Full, Half or Quarter."),
    };

    /// <summary>All bytes.</summary>
    public RawMemory Memory => _memory;

    /// <summary>Holds a row of a file against its checksum, before it is used for the first time.</summary>
    /// <exception cref="IndexFormatException">It is damaged.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Check(int row) => _checks?.Check(row, Bytes(row));

    /// <summary>The bytes of a row.</summary>
    public ReadOnlySpan<byte> Bytes(int row) => new(At(row), RowLength);

    /// <summary>Takes over rows of the same kind, no more than there is room for.</summary>
    public void CopyFrom(VectorRows other) => other._memory.CopyTo(_memory);

    /// <summary>Stores a vector of D floats.</summary>
    public void Write(int row, ReadOnlySpan<float> vector)
    {
        switch (Precision)
        {
            case VectorPrecision.Full:
                vector.CopyTo(new Span<float>(At(row), Dimension));
                break;
            case VectorPrecision.Half:
                TensorPrimitives.ConvertToHalf(vector, new Span<Half>(At(row), Dimension));
                break;
            default:
                float scale = TensorPrimitives.MaxMagnitude(vector);
                scale = MathF.Abs(scale) / sbyte.MaxValue;
                Scale(row) = scale;
                sbyte* numbers = (sbyte*)At(row);
                for (int d = 0; d < vector.Length; d++)
                {
                    numbers[d] = (sbyte)MathF.Round(vector[d] / scale);
                }

                break;
        }
    }

    /// <summary>Reads a vector of D floats.</summary>
    public void Read(int row, Span<float> vector)
    {
        switch (Precision)
        {
            case VectorPrecision.Full:
                new ReadOnlySpan<float>(At(row), Dimension).CopyTo(vector);
                break;
            case VectorPrecision.Half:
                TensorPrimitives.ConvertToSingle(new ReadOnlySpan<Half>(At(row), Dimension), vector);
                break;
            default:
                float scale = Scale(row);
                sbyte* numbers = (sbyte*)At(row);
                for (int d = 0; d < vector.Length; d++)
                {
                    vector[d] = numbers[d] * scale;
                }

                break;
        }
    }

    /// <summary>The inner product of a row with D floats.</summary>
    public float Similarity(int row, ReadOnlySpan<float> query)
    {
        if (Precision == VectorPrecision.Full)
        {
            return InnerProduct.Of(query, new ReadOnlySpan<float>(At(row), Dimension));
        }

        return SimilarityOfRead(row, query);
    }

    /// <summary>The inner product of two rows.</summary>
    public float Similarity(int row, int other)
    {
        if (Precision == VectorPrecision.Full)
        {
            return InnerProduct.Of(new ReadOnlySpan<float>(At(row), Dimension), new ReadOnlySpan<float>(At(other), Dimension));
        }

        float[] vector = ArrayPool<float>.Shared.Rent(Dimension);
        Read(other, vector.AsSpan(0, Dimension));
        float similarity = SimilarityOfRead(row, vector.AsSpan(0, Dimension));
        ArrayPool<float>.Shared.Return(vector);
        return similarity;
    }

    /// <summary>Asks for a row to be brought near before it is needed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int row)
    {
        if (Sse.IsSupported)
        {
            byte* start = At(row);
            for (int i = 0; i < RowLength; i += RawMemory.CacheLine)
            {
                Sse.Prefetch0(start + i);
            }
        }
    }

    private float SimilarityOfRead(int row, ReadOnlySpan<float> query)
    {
        float[] vector = ArrayPool<float>.Shared.Rent(Dimension);
        Read(row, vector.AsSpan(0, Dimension));
        float similarity = InnerProduct.Of(query, vector.AsSpan(0, Dimension));
        ArrayPool<float>.Shared.Return(vector);
        return similarity;
    }

    private byte* At(int row) => _memory.Start + (long)row * RowLength;

    private ref float Scale(int row) => ref *(float*)(At(row) + RowLength - sizeof(float));
}
