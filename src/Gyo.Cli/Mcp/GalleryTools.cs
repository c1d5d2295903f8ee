using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gyo.Imaging;
using ModelContextProtocol.Protocol;

namespace Gyo.Cli.Mcp;

/// <summary>What a language model can do with a gallery.</summary>
internal static class GalleryTools
{
    /// <summary>What a client without names of its own calls a picture that it sends.</summary>
    private const string SentPicture = "the picture that was sent";

    /// <summary>All tools.</summary>
    public static GalleryTool[] Of(Gallery gallery) =>
    [
        GalleryTool.Of(
            "search_by_picture",
            "Search by picture",
            "Says which character of the gallery a picture shows: the most likely ones with their confidences, and the ids of the pictures that prove it, for show_picture. "
            + "Give either 'path' or 'data'. 'unknown' is true when nobody in the gallery looks like it; the characters are then only the least unlike.",
            """
            "path":{"type":"string","description":"The path of a picture on this computer."},
            "data":{"type":"string","description":"The bytes of a picture's file (JPEG, PNG, WebP, GIF, TIFF or AVIF) in base64, or a data URI."},
            "top":{"type":"integer","description":"How many characters at most.","minimum":1,"maximum":100,"default":5}
            """,
            required: [],
            arguments => Search(gallery, arguments)),
        GalleryTool.Of(
            "list_characters",
            "List characters",
            "Lists the characters of the gallery by name, each with its number of pictures.",
            """
            "containing":{"type":"string","description":"Only characters whose names contain this, upper or lower case alike."},
            "offset":{"type":"integer","description":"How many to pass over.","minimum":0,"default":0},
            "take":{"type":"integer","description":"How many at most.","minimum":1,"maximum":1000,"default":200}
            """,
            required: [],
            arguments => ListCharacters(gallery, arguments)),
        GalleryTool.Of(
            "list_pictures",
            "List pictures",
            "Lists pictures of the gallery, of one character or of all, newest first, with their ids for show_picture.",
            """
            "character":{"type":"string","description":"Only pictures of this character, as list_characters spells it."},
            "offset":{"type":"integer","description":"How many to pass over.","minimum":0,"default":0},
            "take":{"type":"integer","description":"How many at most.","minimum":1,"maximum":200,"default":20}
            """,
            required: [],
            arguments => ListPictures(gallery, arguments)),
        GalleryTool.Of(
            "show_picture",
            "Show a picture",
            "Shows a picture of the gallery, made small.",
            """
            "id":{"type":"integer","description":"The picture's id, as the other tools tell it.","minimum":1},
            "side":{"type":"integer","description":"Its longest side in pixels at most.","minimum":16,"maximum":1024,"default":320}
            """,
            required: ["id"],
            arguments => Show(gallery, arguments)),
    ];

    private static CallToolResult Search(Gallery gallery, ToolArguments arguments)
    {
        string? path = arguments.Text("path");
        string? data = arguments.Text("data");
        if (path is null == data is null)
        {
            throw new ToolException("Give either 'path', a picture on this computer, or 'data', its bytes in base64.");
        }

        if (gallery.Count == 0)
        {
            throw new ToolException("The gallery holds no picture yet; the user can add some with `gyo index FOLDER --gallery DIR`.");
        }

        QueryPicture picture = path is not null ? QueryPicture.FromFile(path) : QueryPicture.FromBytes(Bytes(data!), SentPicture);
        return Json(gallery.Search(new Query(picture), new SearchOptions { Top = (int)arguments.Number("top") }), AnswerJson.Default.SearchAnswer);
    }

    private static byte[] Bytes(string data)
    {
        string base64 = data.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? data[(data.IndexOf(',', StringComparison.Ordinal) + 1)..] : data;
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            throw new ToolException("'data' is not base64; send the bytes of the picture's file in base64, or give its 'path'.");
        }
    }

    private static CallToolResult ListCharacters(Gallery gallery, ToolArguments arguments)
    {
        string containing = arguments.Text("containing") ?? "";
        ListedCharacter[] all =
        [
            .. gallery.Characters
                .Where(c => c.Key.Contains(containing, StringComparison.OrdinalIgnoreCase))
                .OrderBy(c => c.Key, StringComparer.Ordinal)
                .Select(c => new ListedCharacter(c.Key, c.Value)),
        ];
        return Json(new ListedCharacters(all.Length, [.. Page(all, arguments)]), AnswerJson.Default.ListedCharacters);
    }

    private static CallToolResult ListPictures(Gallery gallery, ToolArguments arguments)
    {
        string? character = arguments.Text("character");
        if (character is not null && !gallery.Characters.ContainsKey(character))
        {
            throw new ToolException($"There is no character '{character}'; list_characters tells how they are spelt.");
        }

        PicturePage page = gallery.Pictures(new PictureFilter { Character = character }, (int)Math.Min(arguments.Number("offset"), int.MaxValue), (int)arguments.Number("take"));
        return Json(
            new ListedPictures(page.Total, [.. page.Pictures.Select(p => new ListedPicture(p.Id, p.Path, p.Character))]), AnswerJson.Default.ListedPictures);
    }

    private static CallToolResult Show(Gallery gallery, ToolArguments arguments)
    {
        long id = arguments.Number("id");
        GalleryPicture picture = gallery.FindPicture(id) ?? throw new ToolException($"There is no picture {id}; search_by_picture and list_pictures tell ids.");
        byte[] jpeg = Thumbnail.Jpeg(picture.Path, (int)arguments.Number("side"));
        CallToolResult words = Json(new ListedPicture(picture.Id, picture.Path, picture.Character), AnswerJson.Default.ListedPicture);
        return new CallToolResult { Content = [ImageContentBlock.FromBytes(jpeg, "image/jpeg"), .. words.Content] };
    }

    private static IEnumerable<T> Page<T>(IEnumerable<T> all, ToolArguments arguments) =>
        all.Skip((int)Math.Min(arguments.Number("offset"), int.MaxValue)).Take((int)arguments.Number("take"));

    private static CallToolResult Json<T>(T answer, JsonTypeInfo<T> type) => new() { Content = [new TextContentBlock { Text = JsonSerializer.Serialize(answer, type) }] };
}
