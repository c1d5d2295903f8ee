using System.Linq.Expressions;
using Microsoft.Extensions.VectorData;

namespace Gyo.Extensions.Tests.Storing;

/// <summary>Filters, each beside what .NET itself makes of it.</summary>
public sealed class FilterTests
{
    private const string Weird = "a'b\"c\\d;--%_\u00e9\u4eba";

    private static readonly Thing[] Things =
    [
        new() { Key = 1, Number = 8, Word = "foo", Bool = true, Maybe = 80, Weight = 8, Array = ["x", "y"], List = ["x", "y"] },
        new() { Key = 2, Number = 9, Word = "bar", Bool = false, Maybe = null, Weight = 8.5, Array = ["a", "b"], List = ["a", "b"] },
        new() { Key = 3, Number = 9, Word = "foo", Bool = true, Maybe = 9, Weight = -1, Array = ["x"], List = ["x"] },
        new() { Key = 4, Number = 10, Word = null, Bool = false, Maybe = 100, Weight = double.MaxValue, Array = ["x", "y", "z"], List = ["x", "y", "z"] },
        new() { Key = 5, Number = 11, Word = Weird, Bool = true, Maybe = 101, Weight = 1e-9, Array = [], List = ["y", Weird] },
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Filter_OfTypedRecords_GivesWhatLinqGives()
    {
        string? none = null;
        int? eight = 8;
        int? noNumber = null;
        string[] wanted = ["foo", "bar", Weird];
        List<string?> orNone = ["foo", null];
        HashSet<int> numbers = [8, 10];
        var holder = new { Inner = new { Number = 9 } };
        Expression<Func<Thing, bool>>[] filters =
        [
            t => t.Number == 8, t => 8 == t.Number, t => t.Number != 8, t => t.Number > 9, t => t.Number >= 9, t => t.Number < 10, t => t.Number <= 10, t => 9 < t.Number, t => 9 >= t.Number,
            t => t.Word == "foo", t => t.Word != "foo", t => t.Word == "fo", t => t.Word == Weird, t => t.Word == "foo' OR '1'='1",
            t => t.Word == null, t => t.Word != null, t => t.Word == none, t => t.Word != none,
            t => t.Number == eight, t => t.Number == noNumber, t => t.Number == eight.Value, t => t.Number == holder.Inner.Number, t => t.Number == Static,
            t => t.Maybe == 80, t => t.Maybe != 80, t => t.Maybe == null, t => t.Maybe > 80, t => !(t.Maybe > 80), t => t.Maybe.HasValue, t => !t.Maybe.HasValue, t => t.Maybe == noNumber,
            t => t.Number == t.Maybe, t => t.Number != t.Maybe, t => t.Weight > t.Number, t => t.Weight == 8, t => t.Weight < 8.5, t => t.Number > 8.5,
            t => t.Bool, t => !t.Bool, t => t.Bool == true, t => t.Bool && t.Bool, t => t.Bool || !t.Bool, t => !t.Bool && t.Number != int.MaxValue,
            t => t.Number == 8 && t.Word == "foo", t => t.Number == 8 || t.Word == "foo", t => (t.Number == 8 || t.Number == 9) && t.Word == "foo",
            t => (t.Number == 9 && t.Word == "foo") || t.Maybe == 100, t => !(t.Number == 8), t => !(t.Number != 8), t => !(t.Number == 8 && t.Word == "foo"), t => !(t.Number == 8 || t.Word == "foo"),
            t => t.Array.Contains("x"), t => t.List.Contains("x"), t => t.List.Contains(Weird), t => Enumerable.Contains(t.Array, "x"), t => MemoryExtensions.Contains(t.Array, "x"),
            t => new[] { 8, 10 }.Contains(t.Number), t => numbers.Contains(t.Number), t => wanted.Contains(t.Word), t => orNone.Contains(t.Word), t => !orNone.Contains(t.Word),
            t => new[] { "foo", "un  , ' \"" }.Contains(t.Word), t => Array.Empty<int>().Contains(t.Number),
            t => t.Array.Any(s => new[] { "x", "z" }.Contains(s)), t => t.Array.Any(s => wanted.Contains(s)), t => t.List.Any(s => orNone.Contains(s)), t => t.List.Any(s => s == "b"),
            t => t.Word != null && t.Word.Contains("'b\""), t => t.Word != null && !t.Word.Contains("OO"),
            t => true, t => false, t => none == null && t.Number == 8, t => t.Key == 3, t => t.Key > 3,
        ];
        using TestStore test = new(StoreKind.Memory);
        VectorStoreCollection<int, Thing> things = await ThingsAsync(test);

        foreach (Expression<Func<Thing, bool>> filter in filters)
        {
            int[] expected = [.. Things.Where(filter.Compile()).Select(t => t.Key)];
            Assert.True(expected.SequenceEqual((await things.GetAsync(filter, 10, cancellationToken: Cancel).ToListAsync(Cancel)).Select(t => t.Key)), filter.ToString());
            List<VectorSearchResult<Thing>> found = await things.SearchAsync(new float[] { 1 }, 10, new() { Filter = filter }, Cancel).ToListAsync(Cancel);
            Assert.True(expected.SequenceEqual(found.Select(f => f.Record.Key).Order()), filter.ToString());
        }
    }

    [Fact]
    public async Task Filter_OfDynamicRecords_ComparesValuesAndNotReferences()
    {
        string[] wanted = [new("foo"), "bar"];
        string key = "Number";
        int? eight = 8;
        (Expression<Func<Dictionary<string, object?>, bool>> Filter, int[] Expected)[] filters =
        [
            (r => (int)r["Number"]! == 8, [1]), (r => 8 < (int)r["Number"]!, [2, 3, 4, 5]), (r => r["Word"] == (object)new string("foo"), [1, 3]),
            (r => (string?)r["Word"] != "foo", [2, 4, 5]), (r => r["Word"] == null, [4]), (r => (bool)r["Bool"]!, [1, 3, 5]), (r => !(bool)r["Bool"]!, [2, 4]),
            (r => (int)r[key]! == eight, [1]), (r => wanted.Contains(r["Word"]), [1, 2, 3]), (r => ((string[])r["Array"]!).Contains("z"), [4]),
            (r => ((List<string>)r["List"]!).Contains("b"), [2]), (r => ((string[])r["Array"]!).Any(s => wanted.Contains(s)), []), (r => (int?)r["Maybe"] == null, [2]),
        ];
        using TestStore test = new(StoreKind.Memory);
        await ThingsAsync(test);
        VectorStoreCollection<object, Dictionary<string, object?>> things = test.Store.GetDynamicCollection("things", Definition());

        foreach ((Expression<Func<Dictionary<string, object?>, bool>> filter, int[] expected) in filters)
        {
            List<Dictionary<string, object?>> found = await things.GetAsync(filter, 10, cancellationToken: Cancel).ToListAsync(Cancel);
            Assert.True(expected.SequenceEqual(found.Select(r => (int)r["Key"]!)), filter.ToString());
        }

        InvalidOperationException e = await Assert.ThrowsAsync<InvalidOperationException>(
            () => things.GetAsync(r => r["Number = 8; DROP TABLE records1;"] == (object)"", 1, cancellationToken: Cancel).ToListAsync(Cancel).AsTask());
        Assert.Contains("no property of these records", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_ThatHasNoTranslation_IsRefusedAndNotGuessed()
    {
        int? none = null;
        Expression<Func<Thing, bool>>[] untranslatable =
        [
            t => t.Word!.Length == 3, t => t.Number + 1 == 9, t => (int)t.Weight == 8, t => t.Word!.StartsWith('f'), t => t.List.Count == 2, t => t.Array == t.Array,
            t => t.Array.Any(s => s.Length == 1), t => t.Array.Contains(t.Word), t => string.IsNullOrEmpty(t.Word), t => t.ToString() == "",
        ];
        using TestStore test = new(StoreKind.Memory);
        VectorStoreCollection<int, Thing> things = await ThingsAsync(test);

        foreach (Expression<Func<Thing, bool>> filter in untranslatable)
        {
            NotSupportedException e = await Assert.ThrowsAsync<NotSupportedException>(
                () => things.GetAsync(filter, 10, cancellationToken: Cancel).ToListAsync(Cancel).AsTask());
            Assert.StartsWith("A filter can't ", e.Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => things.GetAsync(t => t.Number == none!.Value, 1, cancellationToken: Cancel).ToListAsync(Cancel).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => things.GetAsync(t => t.NotStored == 1, 1, cancellationToken: Cancel).ToListAsync(Cancel).AsTask());
        int[] many = [.. Enumerable.Range(0, 40_000)];
        await Assert.ThrowsAsync<NotSupportedException>(() => things.GetAsync(t => many.Contains(t.Number), 1, cancellationToken: Cancel).ToListAsync(Cancel).AsTask());
    }

    private static int Static => 10;

    private static async Task<VectorStoreCollection<int, Thing>> ThingsAsync(TestStore test)
    {
        VectorStoreCollection<int, Thing> things = test.Store.GetCollection<int, Thing>("things", Definition());
        await things.EnsureCollectionExistsAsync(Cancel);
        await things.UpsertAsync(Things, Cancel);
        return things;
    }

    private static VectorStoreCollectionDefinition Definition() => new()
    {
        Properties =
        [
            new VectorStoreKeyProperty("Key", typeof(int)),
            new VectorStoreDataProperty("Number", typeof(int)) { IsIndexed = true },
            new VectorStoreDataProperty("Maybe", typeof(int?)),
            new VectorStoreDataProperty("Weight", typeof(double)),
            new VectorStoreDataProperty("Word", typeof(string)) { IsIndexed = true },
            new VectorStoreDataProperty("Bool", typeof(bool)),
            new VectorStoreDataProperty("Array", typeof(string[])),
            new VectorStoreDataProperty("List", typeof(List<string>)),
            new VectorStoreVectorProperty("Vector", typeof(float[]), 1),
        ],
    };

    /// <summary>A record of what can be filtered by.</summary>
    public sealed class Thing
    {
        public int Key { get; set; }

        public int Number { get; set; }

        public int? Maybe { get; set; }

        public double Weight { get; set; }

        public string? Word { get; set; }

        public bool Bool { get; set; }

        public string[] Array { get; set; } = [];

        public List<string> List { get; set; } = [];

        public float[] Vector { get; set; } = [1];

        public int NotStored { get; set; }
    }
}
