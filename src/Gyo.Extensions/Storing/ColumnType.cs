using System.Globalization;
using System.Text.Json;

namespace Gyo.Extensions.Storing;

/// <summary>How values of one .NET type lie in a column of SQLite, so that SQLite compares and orders them as .NET does.</summary>
/// <param name="Name">What the schema calls it; it never changes, since it is in files.</param>
/// <param name="Sql">The type of the column.</param>
/// <param name="Family">Values of one family can be compared with each other.</param>
/// <param name="Write">To a long, a double, a string or bytes.</param>
/// <param name="Read">And back.</param>
internal sealed record ColumnType(string Name, string Sql, string Family, Func<object, object> Write, Func<object, object> Read)
{
    /// <summary>A collation that compares decimal numbers as such: 1.0 equals 1.00, and 9 comes before 10.</summary>
    public const string DecimalCollation = "gyo_decimal";

    /// <summary>A collation that compares the first <see cref="TimeLength"/> characters: the time without its kind or offset, as .NET does.</summary>
    public const string TimeCollation = "gyo_time";

    /// <summary>Characters of a time that decide its order, as in 2026-01-31T13:45:00.0000000.</summary>
    public const int TimeLength = 27;

    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffff";

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private static readonly Dictionary<Type, ColumnType> Scalars = new()
    {
        [typeof(bool)] = Of("bool", "INTEGER", "truth", (bool v) => v ? 1L : 0L, v => (long)v != 0),
        [typeof(byte)] = Of("byte", "INTEGER", "number", (byte v) => (long)v, v => (byte)(long)v),
        [typeof(short)] = Of("short", "INTEGER", "number", (short v) => (long)v, v => (short)(long)v),
        [typeof(int)] = Of("int", "INTEGER", "number", (int v) => (long)v, v => (int)(long)v),
        [typeof(long)] = Of("long", "INTEGER", "number", (long v) => v, v => (long)v),
        [typeof(float)] = Of("float", "REAL", "number", (float v) => NumberOf(v), v => (float)(double)v),
        [typeof(double)] = Of("double", "REAL", "number", (double v) => NumberOf(v), v => (double)v),
        [typeof(decimal)] = Of("decimal", $"TEXT COLLATE {DecimalCollation}", "decimal", (decimal v) => v.ToString(Culture), v => decimal.Parse((string)v, Culture)),
        [typeof(string)] = Of("string", "TEXT", "text", (string v) => v, v => (string)v),
        [typeof(Guid)] = Of("guid", "TEXT", "guid", (Guid v) => v.ToString("D"), v => Guid.ParseExact((string)v, "D")),
        [typeof(DateTime)] = Of("datetime", $"TEXT COLLATE {TimeCollation}", "datetime",
            (DateTime v) => v.ToString(TimeFormat + "K", Culture), v => DateTime.ParseExact((string)v, TimeFormat + "K", Culture, DateTimeStyles.RoundtripKind)),
        [typeof(DateTimeOffset)] = Of("datetimeoffset", $"TEXT COLLATE {TimeCollation}", "datetimeoffset", (DateTimeOffset v) => WriteOffset(v), v => ReadOffset((string)v)),
        [typeof(DateOnly)] = Of("date", "TEXT", "date", (DateOnly v) => v.ToString("yyyy-MM-dd", Culture), v => DateOnly.ParseExact((string)v, "yyyy-MM-dd", Culture)),
        [typeof(TimeOnly)] = Of("time", "TEXT", "time", (TimeOnly v) => v.ToString("HH:mm:ss.fffffff", Culture), v => TimeOnly.ParseExact((string)v, "HH:mm:ss.fffffff", Culture)),
        [typeof(byte[])] = Of("bytes", "BLOB", "bytes", (byte[] v) => v, v => (byte[])v),
    };

    private static readonly Type[] Keys = [typeof(string), typeof(int), typeof(long), typeof(Guid)];

    private static readonly Type[] Elements = [typeof(string), typeof(int), typeof(long), typeof(bool), typeof(Guid)];

    /// <summary>The .NET types that data may have, for messages.</summary>
    public static string SupportedData => $"{string.Join(", ", Scalars.Keys.Select(t => t.Name))}, and arrays and lists of {string.Join(", ", Elements.Select(t => t.Name))}";

    /// <summary>The .NET types that keys may have, for messages.</summary>
    public static string SupportedKeys => string.Join(", ", Keys.Select(t => t.Name));

    /// <summary>Whether it is a list, and of what.</summary>
    public Type? Element { get; private init; }

    /// <summary>Whether a type can be a key's.</summary>
    public static bool IsKey(Type type) => Keys.Contains(type);

    /// <summary>The type of the column that values of a <see cref="Name"/> lie in.</summary>
    public static string SqlOf(string name) => Scalars.Values.FirstOrDefault(t => t.Name == name)?.Sql ?? "TEXT"; // lists are text

    /// <summary>How values of a type are kept; null if they can't be.</summary>
    public static ColumnType? Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Scalars.TryGetValue(type, out ColumnType? scalar))
        {
            return scalar;
        }

        Type? element = type.IsSZArray ? type.GetElementType()
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>) ? type.GetGenericArguments()[0]
            : null;
        return element is null || !Elements.Contains(element) ? null : new ColumnType(
            $"list of {Scalars[element].Name}", "TEXT", "list",
            value => JsonSerializer.Serialize(value, type),
            value => JsonSerializer.Deserialize((string)value, type)!)
        {
            Element = element,
        };
    }

    private static ColumnType Of<T>(string name, string sql, string family, Func<T, object> write, Func<object, T> read)
        where T : notnull => new(name, sql, family, value => write((T)value), value => read(value));

    /// <summary>SQLite takes a NaN for a null, which would come back as something else.</summary>
    private static double NumberOf(double value) =>
        double.IsNaN(value) ? throw new ArgumentException("A number that is NaN can't be kept; leave it null, or give another number.") : value;

    private static string WriteOffset(DateTimeOffset value) =>
        value.UtcDateTime.ToString(TimeFormat, Culture) + ((int)value.Offset.TotalMinutes).ToString("+0000;-0000", Culture);

    private static DateTimeOffset ReadOffset(string text)
    {
        DateTime utc = DateTime.ParseExact(text[..TimeLength], TimeFormat, Culture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        return new DateTimeOffset(utc).ToOffset(TimeSpan.FromMinutes(int.Parse(text[TimeLength..], Culture)));
    }
}
