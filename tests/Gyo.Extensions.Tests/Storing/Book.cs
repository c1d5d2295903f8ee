using Microsoft.Extensions.VectorData;

namespace Gyo.Extensions.Tests.Storing;

/// <summary>A record as a program has them.</summary>
public sealed class Book
{
    [VectorStoreKey]
    public int Id { get; set; }

    [VectorStoreData(IsIndexed = true, StorageName = "the title")]
    public string? Title { get; set; }

    [VectorStoreData]
    public int Pages { get; set; }

    [VectorStoreVector(3)]
    public ReadOnlyMemory<float> Look { get; set; }

    public string NotStored { get; set; } = "";

    public static Book[] Shelf() =>
    [
        new() { Id = 1, Title = "foo", Pages = 1, Look = new float[] { 1, 2, 3 } },
        new() { Id = 2, Title = "bar", Pages = 2, Look = new float[] { 1, 2, 4 } },
        new() { Id = 3, Title = "foo", Pages = 3, Look = new float[] { 1, 2, 5 } },
    ];

    public static VectorStoreCollectionDefinition Definition() => new()
    {
        Properties =
        [
            new VectorStoreKeyProperty(nameof(Id), typeof(int)),
            new VectorStoreDataProperty(nameof(Title), typeof(string)) { IsIndexed = true, StorageName = "the title" },
            new VectorStoreDataProperty(nameof(Pages), typeof(int)),
            new VectorStoreVectorProperty(nameof(Look), typeof(ReadOnlyMemory<float>), 3),
        ],
    };

    /// <summary>What the tests compare.</summary>
    public override string ToString() => $"{Id} {Title} {Pages} [{string.Join(' ', Look.ToArray())}]";
}
