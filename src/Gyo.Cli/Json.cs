using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gyo.Cli;

/// <summary>Answers for programs: camelCase JSON on standard output.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // file names stay readable; this is no HTML
    };

    public static void Print<T>(T answer) => Console.Out.WriteLine(JsonSerializer.Serialize(answer, Options));
}
