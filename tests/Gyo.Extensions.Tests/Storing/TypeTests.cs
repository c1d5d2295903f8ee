using Microsoft.Extensions.AI;
using Microsoft.Extensions.VectorData;

namespace Gyo.Extensions.Tests.Storing;

/// <summary>Every type that keys, data and vectors may have comes back as it was.</summary>
public sealed class TypeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Data_OfEveryType_ComesBackAndIsComparedAsInDotNet()
    {
        await Check(true, false);
        await Check((byte)200, (byte)9, ordered: true);
        await Check((short)-8, (short)9, ordered: true);
        await Check(int.MinValue, int.MaxValue, ordered: true);
        await Check(long.MinValue, long.MaxValue, ordered: true);
        await Check(0.1f, float.MaxValue, ordered: true);
        await Check(0.1d, double.Epsilon, ordered: true);
        await Check(double.PositiveInfinity, double.NegativeInfinity, ordered: true);
        await Check(9.50m, 79228162514264337593543950335m, ordered: true);
        await Check(-10.5m, 9m, ordered: true);
        await Check("", "é人\u0000x");
        await Check(new Guid("603840bf-cf91-4521-8b8e-8b6a2e75910a"), Guid.Empty);
        await Check(new DateTime(2020, 1, 1, 12, 30, 45, DateTimeKind.Utc), DateTime.MaxValue, ordered: true);
        await Check(new DateTimeOffset(2020, 1, 1, 1, 30, 45, TimeSpan.FromHours(2)), new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.FromHours(-3.5)), ordered: true);
        await Check(new DateOnly(2020, 1, 1), DateOnly.MinValue, ordered: true);
        await Check(new TimeOnly(12, 30, 45, 6), TimeOnly.MaxValue, ordered: true);
        await Check<byte[]>([1, 2, 0], []);
        await Check<string[]>(["foo", "bar"], ["foo", "baz"], isList: true);
        await Check<List<string>>(["foo", "b\"a,r"], [], isList: true);
        await Check<int[]>([1, int.MaxValue], [], isList: true);
        await Check<List<long>>([1, long.MaxValue], [5], isList: true);
        await Check<bool[]>([true], [false], isList: true);
        await Check<List<Guid>>([Guid.Empty], [Guid.NewGuid()], isList: true);
        await Check<int?>(8, 9, ordered: true);
    }

    [Fact]
    public async Task Data_ComparedAcrossItsOwnNotations_IsEqualWhereDotNetSaysSo()
    {
        using TestStore test = new(StoreKind.Memory);
        VectorStoreCollection<object, Dictionary<string, object?>> collection = await CollectionAsync(test, typeof(decimal));
        await collection.UpsertAsync(new Dictionary<string, object?> { ["Id"] = 1, ["Data"] = 1.0m }, Cancel);
        Assert.Single(await collection.GetAsync(r => (decimal)r["Data"]! == 1.000m, 9, cancellationToken: Cancel).ToListAsync(Cancel));

        using TestStore other = new(StoreKind.Memory);
        VectorStoreCollection<object, Dictionary<string, object?>> times = await CollectionAsync(other, typeof(DateTimeOffset));
        DateTimeOffset noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.FromHours(2));
        DateTimeOffset same = noon.ToOffset(TimeSpan.FromHours(-7));
        await times.UpsertAsync(new Dictionary<string, object?> { ["Id"] = 1, ["Data"] = noon }, Cancel);
        Dictionary<string, object?> found = await times.GetAsync(r => (DateTimeOffset)r["Data"]! == same, 9, cancellationToken: Cancel).SingleAsync(Cancel);
        Assert.Equal(noon.Offset, ((DateTimeOffset)found["Data"]!).Offset);
    }

    [Fact]
    public async Task Data_NaN_IsRefusedSinceItWouldComeBackAsNull()
    {
        using TestStore test = new(StoreKind.Memory);
        VectorStoreCollection<object, Dictionary<string, object?>> collection = await CollectionAsync(test, typeof(double));

        ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(
            () => collection.UpsertAsync(new Dictionary<string, object?> { ["Id"] = 1, ["Data"] = double.NaN }, Cancel));

        Assert.StartsWith("'Data': A number that is NaN can't be kept", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_OfEveryType_ComesBack()
    {
        await CheckKey("a key", "");
        await CheckKey(int.MinValue, 0);
        await CheckKey(long.MaxValue, 0L);
        await CheckKey(Guid.NewGuid(), Guid.NewGuid());
    }

    [Fact]
    public async Task Key_GuidThatIsGenerated_IsToldInTheRecord()
    {
        using TestStore test = new(StoreKind.Memory);
        VectorStoreCollection<Guid, Numbered> collection = test.Store.GetCollection<Guid, Numbered>("c");
        await collection.EnsureCollectionExistsAsync(Cancel);
        Numbered[] records = [new() { Number = 1 }, new() { Number = 2 }, new() { Number = 3, Id = Guid.NewGuid() }];
        Guid given = records[2].Id;

        await collection.UpsertAsync(records, Cancel);

        Assert.Equal(given, records[2].Id);
        Assert.Equal(3, records.Select(r => r.Id).Where(id => id != Guid.Empty).Distinct().Count());
        Assert.Equal(2, (await collection.GetAsync(records[1].Id, cancellationToken: Cancel))?.Number);
    }

    [Fact]
    public async Task Key_Missing_SaysOfWhichRecord()
    {
        using TestStore test = new(StoreKind.Memory);
        VectorStoreCollection<object, Dictionary<string, object?>> collection = await CollectionAsync(test, typeof(int));

        ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(
            () => collection.UpsertAsync([new Dictionary<string, object?> { ["Id"] = 1 }, new Dictionary<string, object?> { ["Data"] = 5 }], Cancel));

        Assert.Equal("Record 2 has no key; give 'Id' a value.", e.Message);
    }

    [Fact]
    public async Task Vector_OfEveryType_ComesBack()
    {
        float[] numbers = [1, 2, 3];
        Assert.Equal(numbers, (float[])await VectorAsync(typeof(float[]), numbers));
        Assert.Equal(numbers, ((ReadOnlyMemory<float>)await VectorAsync(typeof(ReadOnlyMemory<float>), new ReadOnlyMemory<float>(numbers))).ToArray());
        Assert.Equal(numbers, ((Embedding<float>)await VectorAsync(typeof(Embedding<float>), new Embedding<float>(numbers))).Vector.ToArray());
    }

    private static async Task<object> VectorAsync(Type type, object vector)
    {
        using TestStore test = new(StoreKind.Graph);
        VectorStoreCollection<object, Dictionary<string, object?>> collection = test.Store.GetDynamicCollection(
            "c", new() { Properties = [new VectorStoreKeyProperty("Id", typeof(int)), new VectorStoreVectorProperty("V", type, 3)] });
        await collection.EnsureCollectionExistsAsync(Cancel);
        await collection.UpsertAsync(new Dictionary<string, object?> { ["Id"] = 1, ["V"] = vector }, Cancel);
        Assert.Equal(1, (await collection.SearchAsync(new Embedding<float>(new float[] { 1, 1, 1 }), 1, cancellationToken: Cancel).SingleAsync(Cancel)).Record["Id"]);
        return (await collection.GetAsync(1, new() { IncludeVectors = true }, Cancel))!["V"]!;
    }

    private static async Task Check<T>(T one, T other, bool ordered = false, bool isList = false)
    {
        using TestStore test = new(StoreKind.Folder);
        VectorStoreCollection<object, Dictionary<string, object?>> collection = await CollectionAsync(test, typeof(T));
        object?[] values = [one, other, null];
        await collection.UpsertAsync(values.Select((v, i) => new Dictionary<string, object?> { ["Id"] = i, ["Data"] = v }), Cancel);
        test.Reopen();
        collection = test.Store.GetDynamicCollection("c", Definition(typeof(T)));

        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(values[i], (await collection.GetAsync(i, cancellationToken: Cancel))!["Data"]);
        }

        if (!isList && one is not byte[])
        {
            Assert.Equal([0], await IdsAsync(r => r["Data"] == (object?)one));
            Assert.Equal([1, 2], await IdsAsync(r => r["Data"] != (object?)one));
        }

        Assert.Equal([2], await IdsAsync(r => r["Data"] == null));
        if (ordered)
        {
            int[] ascending = Comparer<T>.Default.Compare(one, other) < 0 ? [2, 0, 1] : [2, 1, 0];
            Assert.Equal(ascending, await IdsAsync(r => true, o => o.Ascending(r => r["Data"])));
        }

        async Task<List<int>> IdsAsync(
            System.Linq.Expressions.Expression<Func<Dictionary<string, object?>, bool>> filter,
            Func<FilteredRecordRetrievalOptions<Dictionary<string, object?>>.OrderByDefinition, FilteredRecordRetrievalOptions<Dictionary<string, object?>>.OrderByDefinition>? order = null) =>
            (await collection.GetAsync(filter, 9, new() { OrderBy = order }, Cancel).ToListAsync(Cancel)).ConvertAll(r => (int)r["Id"]!);
    }

    private static async Task CheckKey<T>(T one, T other)
        where T : notnull
    {
        using TestStore test = new(StoreKind.Memory);
        VectorStoreCollection<object, Dictionary<string, object?>> collection = test.Store.GetDynamicCollection(
            "c", new() { Properties = [new VectorStoreKeyProperty("Id", typeof(T)), new VectorStoreDataProperty("Data", typeof(int))] });
        await collection.EnsureCollectionExistsAsync(Cancel);
        await collection.UpsertAsync([new() { ["Id"] = one, ["Data"] = 1 }, new() { ["Id"] = other, ["Data"] = 2 }, new() { ["Id"] = one, ["Data"] = 3 }], Cancel);

        Assert.Equal([3, 2], await collection.GetAsync([one, other], cancellationToken: Cancel).Select(r => (int)r["Data"]!).ToListAsync(Cancel));
        Assert.Equal(other, (await collection.GetAsync(other, cancellationToken: Cancel))!["Id"]);
    }

    private static async Task<VectorStoreCollection<object, Dictionary<string, object?>>> CollectionAsync(TestStore test, Type data)
    {
        VectorStoreCollection<object, Dictionary<string, object?>> collection = test.Store.GetDynamicCollection("c", Definition(data));
        await collection.EnsureCollectionExistsAsync(Cancel);
        return collection;
    }

    private static VectorStoreCollectionDefinition Definition(Type data) => new()
    {
        Properties = [new VectorStoreKeyProperty("Id", typeof(int)), new VectorStoreDataProperty("Data", data) { IsIndexed = true }],
    };

    /// <summary>A record whose key is made for it.</summary>
    public sealed class Numbered
    {
        [VectorStoreKey]
        public Guid Id { get; set; }

        [VectorStoreData]
        public int Number { get; set; }
    }
}
