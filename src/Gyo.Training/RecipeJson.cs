using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Gyo.Training;

/// <summary>How recipes are written as JSON: camelCase, enumerations by name, never by number.</summary>
internal static class RecipeJson
{
    /// <summary>For files that people read and edit.</summary>
    public static JsonSerializerOptions Indented { get; } = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        IgnoreReadOnlyProperties = true, // what follows from the rest
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // names stay readable; this is no HTML
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>For files of one object a line.</summary>
    public static JsonSerializerOptions OneLine { get; } = new(Indented) { WriteIndented = false };
}
