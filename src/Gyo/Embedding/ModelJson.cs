using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gyo.Embedding;

/// <summary>How a manifest is written as JSON: camelCase, enumerations by name, indented for people. <see cref="ManifestReader"/> reads it.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.General,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    WriteIndented = true)]
[JsonSerializable(typeof(ModelManifest))]
internal sealed partial class ModelJson : JsonSerializerContext;
