namespace Gyo.Indexing;

/// <summary>How precisely an index keeps its vectors, and what that costs at D dimensions.</summary>
public enum VectorPrecision
{
    /// <summary>float32: 4·D bytes a vector. Similarities are exact.</summary>
    Full,

    /// <summary>float16: 2·D bytes a vector. Similarities are within 0.001 of the exact ones.</summary>
    Half,

    /// <summary>int8, with a scale for each vector: D + 4 bytes a vector. Similarities are within 0.01 of the exact ones.</summary>
    Quarter,
}
