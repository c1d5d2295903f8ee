using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Gyo.Collections;

/// <content>What the models saw.</content>
public sealed partial class GalleryStore
{
    /// <summary>Reads every vector of a model with the id and label of its picture, by id, in one pass; without pictures that were taken out.</summary>
    /// <param name="modelId">The model.</param>
    /// <param name="dimension">D, the length each vector must have.</param>
    /// <param name="visit">Is given a picture's id, whom it shows, or null, and its D floats.</param>
    /// <exception cref="GalleryException">A vector has another length.</exception>
    public void ReadVectors(string modelId, int dimension, Action<long, string?, float[]> visit) => _db.ForEach(
        "SELECT i.id, i.label, v.value FROM image i JOIN vector v ON v.image_id = i.id WHERE v.model = $model AND i.hidden = 0 ORDER BY i.id",
        row => visit(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetString(1), Vector(row, 2, dimension)),
        ("$model", modelId));

    /// <summary>The vector of any picture of a content.</summary>
    /// <param name="sha256">The hash of the content, lower-case hex.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="dimension">D, the length the vector must have.</param>
    /// <returns>D floats, or null when no picture of this content has a vector of this model.</returns>
    /// <exception cref="GalleryException">The vector has another length.</exception>
    public float[]? FindVector(string sha256, string modelId, int dimension) => _db.Query(
        "SELECT v.value FROM image i JOIN vector v ON v.image_id = i.id WHERE i.sha256 = $sha256 AND v.model = $model LIMIT 1",
        row => Vector(row, 0, dimension),
        ("$sha256", sha256),
        ("$model", modelId)).FirstOrDefault();

    /// <summary>The vector of a picture.</summary>
    /// <param name="id">The picture.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="dimension">D, the length the vector must have.</param>
    /// <returns>D floats, or null when there is no such picture, or no vector of this model.</returns>
    /// <exception cref="GalleryException">The vector has another length.</exception>
    public float[]? FindVector(long id, string modelId, int dimension) => _db.Query(
        "SELECT value FROM vector WHERE image_id = $id AND model = $model",
        row => Vector(row, 0, dimension),
        ("$id", id),
        ("$model", modelId)).FirstOrDefault();

    /// <summary>Stores the vector of a picture, in place of an older one of the same model.</summary>
    /// <param name="id">The picture.</param>
    /// <param name="modelId">The model that made it.</param>
    /// <param name="vector">D floats of unit L2 norm.</param>
    public void SetVector(long id, string modelId, ReadOnlySpan<float> vector) => _db.Execute(
        "INSERT OR REPLACE INTO vector (image_id, model, value) VALUES ($id, $model, $value)",
        ("$id", id),
        ("$model", modelId),
        ("$value", MemoryMarshal.AsBytes(vector).ToArray()));

    private float[] Vector(SqliteDataReader row, int column, int dimension)
    {
        byte[] bytes = row.GetFieldValue<byte[]>(column);
        return bytes.Length == dimension * sizeof(float)
            ? MemoryMarshal.Cast<byte, float>(bytes).ToArray()
            : throw new GalleryException(
                _path, $"a vector has {bytes.Length} bytes, not {dimension * sizeof(float)}; index the folders again into a new gallery.");
    }
}
