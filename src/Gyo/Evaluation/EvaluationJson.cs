using System.Text.Json.Serialization;

namespace Gyo.Evaluation;

/// <summary>How reports are written as JSON: camel case, indented, missing figures as null. Use <c>EvaluationJson.Default</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(EvaluationReport))]
[JsonSerializable(typeof(CrossReport))]
public sealed partial class EvaluationJson : JsonSerializerContext;
