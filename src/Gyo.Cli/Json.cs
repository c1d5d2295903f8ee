using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Gyo.Cli;

/// <summary>Answers for programs: camelCase JSON on standard output.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // file names stay readable; this is no HTML
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly JsonSerializerOptions Lines = new(Options) { WriteIndented = false };

    public static void Print<T>(T answer) => Console.Out.WriteLine(JsonSerializer.Serialize(answer, Options));

    /// <summary>Prints a line by itself, for programs that read on as more comes.</summary>
    public static void PrintLine<T>(T answer) => Console.Out.WriteLine(JsonSerializer.Serialize(answer, Lines));

    /// <summary>Prints the same as <see cref="Print{T}(T)"/> with generated code.</summary>
    public static void Print<T>(T answer, JsonTypeInfo<T> generated)
    {
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json, new JsonWriterOptions { Indented = true, Encoder = Options.Encoder }))
        {
            generated.SerializeHandler!(writer, answer);
        }

        Console.Out.WriteLine(Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length));
    }
}
