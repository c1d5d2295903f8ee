using System.Text.Json;
using System.Text.Json.Serialization;
using Gyo.Cli.Mcp;

namespace Gyo.Cli;

/// <summary>
/// Writes answers with code that was generated when Gyo was built, so that <c>gyo search --json</c> needs no serializer made while it runs.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(SearchAnswer))]
[JsonSerializable(typeof(List<SearchAnswer>))]
[JsonSerializable(typeof(ListedCharacters))]
[JsonSerializable(typeof(ListedPictures))]
[JsonSerializable(typeof(ListedPicture))]
internal sealed partial class AnswerJson : JsonSerializerContext;
