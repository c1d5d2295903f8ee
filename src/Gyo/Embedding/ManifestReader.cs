using System.Text.Json;

namespace Gyo.Embedding;

/// <summary>Reads <c>model.json</c>, field by field. Fields that nobody knows are passed over; those left out are what they are by default.</summary>
/// <remarks>
/// The serializer that writes manifests (<see cref="ModelJson"/>) would read them too, but compiles 600 methods first: 45 of the 90 ms of
/// processor time that a search spent in the just-in-time compiler (docs/speed.md).
/// </remarks>
internal static class ManifestReader
{
    private static readonly ModelManifest Defaults = new() { Preprocessing = new Preprocessing(), Dimension = 0, Recipe = "" };

    /// <summary>Reads a manifest; whether it contradicts itself is for <see cref="ModelPackage"/> to see.</summary>
    /// <exception cref="JsonException">These bytes are no JSON, a field is missing, or one is of another kind than it should be.</exception>
    public static ModelManifest Read(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        string at = "the manifest";
        try
        {
            return Manifest(document.RootElement, ref at);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new JsonException($"{at} is missing or not what it should be.", e);
        }
    }

    private static ModelManifest Manifest(JsonElement json, ref string at) => new()
    {
        Format = Find(json, "format", ref at) is { } format ? format.GetInt32() : Defaults.Format,
        Preprocessing = Preprocessing(Require(json, "preprocessing", ref at), ref at),
        Dimension = Require(json, "dimension", ref at).GetInt32(),
        Mirror = Find(json, "mirror", ref at) is { } mirror && mirror.GetBoolean(),
        Recipe = Text(Require(json, "recipe", ref at)),
        Characters = Find(json, "characters", ref at) is { } characters ? [.. characters.EnumerateArray().Select(Text)] : Defaults.Characters,
        SinglePictureTemperature = FindUnlessNull(json, "singlePictureTemperature", ref at)?.GetSingle(),
        Metrics = FindUnlessNull(json, "metrics", ref at)?.EnumerateObject().ToDictionary(m => m.Name, m => m.Value.GetDouble()),
        Libraries = Find(json, "libraries", ref at)?.EnumerateObject().ToDictionary(l => l.Name, l => Text(l.Value)) ?? Defaults.Libraries,
        WeightsLicense = FindUnlessNull(json, "weightsLicense", ref at)?.GetString(),
        OnnxSha256 = Find(json, "onnxSha256", ref at) is { } hash ? Text(hash) : Defaults.OnnxSha256,
    };

    private static Preprocessing Preprocessing(JsonElement json, ref string at)
    {
        Preprocessing defaults = Defaults.Preprocessing;
        return new Preprocessing
        {
            Size = Find(json, "size", ref at) is { } size ? size.GetInt32() : defaults.Size,
            Margin = Find(json, "margin", ref at) is { } margin ? margin.GetInt32() : defaults.Margin,
            Resize = Find(json, "resize", ref at) is { } resize ? Resize(resize) : defaults.Resize,
            Mean = Find(json, "mean", ref at) is { } mean ? Numbers(mean) : defaults.Mean,
            Std = Find(json, "std", ref at) is { } std ? Numbers(std) : defaults.Std,
            Background = Find(json, "background", ref at) is { } colour ? Colour(colour) : defaults.Background,
        };
    }

    private static ResizeMode Resize(JsonElement json) => Text(json) switch
    {
        nameof(ResizeMode.Squeeze) => ResizeMode.Squeeze,
        nameof(ResizeMode.Pad) => ResizeMode.Pad,
        string other => throw new FormatException(other),
    };

    private static RgbColor Colour(JsonElement json) =>
        new(json.GetProperty("r").GetByte(), json.GetProperty("g").GetByte(), json.GetProperty("b").GetByte());

    private static float[] Numbers(JsonElement json)
    {
        float[] numbers = new float[json.GetArrayLength()];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = json[i].GetSingle();
        }

        return numbers;
    }

    private static string Text(JsonElement json) => json.GetString() ?? throw new FormatException("null");

    private static JsonElement Require(JsonElement json, string field, ref string at) => Find(json, field, ref at) ?? throw new KeyNotFoundException(field);

    /// <summary>A field that may be left out; errors from here on are about it.</summary>
    private static JsonElement? Find(JsonElement json, string field, ref string at)
    {
        at = $"\"{field}\"";
        return json.TryGetProperty(field, out JsonElement value) ? value : null;
    }

    private static JsonElement? FindUnlessNull(JsonElement json, string field, ref string at) =>
        Find(json, field, ref at) is { ValueKind: not JsonValueKind.Null } value ? value : null;
}
