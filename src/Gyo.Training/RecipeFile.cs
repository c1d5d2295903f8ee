using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gyo.Embedding;

namespace Gyo.Training;

/// <summary>
/// A recipe as a file that people read, edit and pass on: one JSON object of <c>"format": 1</c> and the recipe's properties. Those
/// that <see cref="Recipe"/> does not require may be left out.
/// </summary>
public static class RecipeFile
{
    /// <summary>The version of the format that this library reads and writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>What the name of a recipe file ends in.</summary>
    public const string Extension = ".json";

    private const string Format = "format";
    private const int LongestQuote = 40;

    private static readonly string[] Required =
        [.. RecipeJson.Indented.GetTypeInfo(typeof(Recipe)).Properties.Where(p => p.IsRequired).Select(p => p.Name)];

    /// <summary>Whether a recipe is named by a file and not by one of the names of <see cref="Recipes"/>.</summary>
    /// <param name="name">What the user gave.</param>
    public static bool IsFile(string name) => name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a recipe.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="RecipeFormatException">
    /// There is no such file, it is no JSON object of this format, or a property is unknown, twice there, missing, of the wrong type or
    /// outside its range.
    /// </exception>
    /// <exception cref="IOException">The file is there but can't be read.</exception>
    public static Recipe Read(string path)
    {
        JsonObject file = Parse(path);
        CheckFormat(path, file);
        file.Remove(Format);
        CheckNames(path, file);
        Recipe recipe = Deserialize(path, file);
        return RecipeRules.Broken(recipe) is { } rule
            ? throw new RecipeFormatException(path, rule.Property, rule.Allowed, Quote(file, rule.Property))
            : recipe;
    }

    /// <summary>Writes a recipe under a temporary name and renames it: the file is there whole or not at all.</summary>
    /// <param name="path">The file; an older one is replaced.</param>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="ArgumentException">A value is outside its range, so that <see cref="Read"/> would refuse the file.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static void Write(string path, Recipe recipe)
    {
        if (RecipeRules.Broken(recipe) is { } rule)
        {
            throw new ArgumentException($"The recipe's {rule.Property} must be {rule.Allowed}.", nameof(recipe));
        }

        AtomicFile.Write(path, Encoding.UTF8.GetBytes(ToJson(recipe).ToJsonString(RecipeJson.Indented) + "\n"));
    }

    /// <summary>A recipe as it stands in a file.</summary>
    public static JsonObject ToJson(Recipe recipe)
    {
        JsonObject file = JsonSerializer.SerializeToNode(recipe, RecipeJson.Indented)!.AsObject();
        file.Insert(0, Format, CurrentFormat);
        return file;
    }

    private static JsonObject Parse(string path)
    {
        const string Expected = "a recipe in JSON";
        try
        {
            JsonNode? file = JsonNode.Parse(
                File.ReadAllText(path), nodeOptions: null, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return file as JsonObject ?? throw new RecipeFormatException(path, null, $"{Expected}, an object", Quote(file));
        }
        catch (JsonException e)
        {
            throw new RecipeFormatException(path, null, Expected, e.Message.TrimEnd('.'), e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RecipeFormatException(path, null, Expected, "no such file", e);
        }
    }

    private static void CheckFormat(string path, JsonObject file)
    {
        JsonNode? format = file[Format];
        if (format?.GetValueKind() != JsonValueKind.Number || format.ToJsonString() != $"{CurrentFormat}")
        {
            throw new RecipeFormatException(path, Format, $"{CurrentFormat}, the version that this Gyo reads", Quote(file, Format));
        }
    }

    /// <summary>Refuses properties that no recipe has (a misspelt one would silently count for nothing), and lists what is missing.</summary>
    private static void CheckNames(string path, JsonObject file)
    {
        IEnumerable<string> given = file.Select(p => p.Key);
        IEnumerable<string> ofAugmentation = file["augmentation"] is JsonObject inner
            ? inner.Select(p => RecipeRules.AugmentationPrefix + p.Key)
            : [];
        string[] known = [.. RecipeRules.All.Select(r => r.Property)];
        if (given.Concat(ofAugmentation).FirstOrDefault(p => !known.Contains(p)) is { } unknown)
        {
            bool inside = unknown.StartsWith(RecipeRules.AugmentationPrefix, StringComparison.Ordinal) && ofAugmentation.Contains(unknown);
            IEnumerable<string> allowed = known.Where(p => p.StartsWith(RecipeRules.AugmentationPrefix, StringComparison.Ordinal) == inside);
            throw new RecipeFormatException(path, unknown, $"one of the properties {string.Join(", ", allowed)}", "an unknown one");
        }

        if (Required.FirstOrDefault(p => !file.ContainsKey(p)) is { } missing)
        {
            throw new RecipeFormatException(path, missing, AllowedFor(missing), "nothing");
        }
    }

    private static Recipe Deserialize(string path, JsonObject file)
    {
        try
        {
            return file.Deserialize<Recipe>(RecipeJson.Indented)!;
        }
        catch (JsonException e)
        {
            string property = (e.Path ?? "").TrimStart('$', '.');
            throw new RecipeFormatException(path, property, AllowedFor(property), Quote(file, property), e);
        }
    }

    private static string AllowedFor(string property) =>
        RecipeRules.All.FirstOrDefault(r => r.Property == property)?.Allowed ?? "another value";

    private static string Quote(JsonObject file, string property)
    {
        JsonNode? node = file;
        foreach (string name in property.Split('.'))
        {
            if (node is not JsonObject parent || !parent.TryGetPropertyValue(name, out node))
            {
                return "nothing";
            }
        }

        return Quote(node);
    }

    private static string Quote(JsonNode? node)
    {
        string json = node?.ToJsonString(RecipeJson.OneLine) ?? "null";
        return json.Length <= LongestQuote ? json : $"{json[..LongestQuote]}…";
    }
}
