using Gyo.Embedding;
using Gyo.Training.Drawing;

namespace Gyo.Web.Tests;

/// <summary>A gallery of drawn characters, and a picture of each that is not in it.</summary>
public static class DemoGallery
{
    public const int Characters = 8;
    public const int PicturesEach = 8;
    private const int Seed = 7;

    /// <summary>Draws the characters into a folder: <c>characters</c>, one sub-folder each, and <c>questions</c>, one picture each.</summary>
    public static void Draw(string folder)
    {
        IReadOnlyList<CharacterDesign> cast = CharacterDesign.Cast(Characters, Seed);
        string drawings = Path.Combine(folder, "characters");
        CharacterArtist.WriteFolder(drawings, cast, PicturesEach + 1, Seed);
        string questions = Path.Combine(folder, "questions");
        Directory.CreateDirectory(questions);
        foreach (CharacterDesign character in cast)
        {
            File.Move(Path.Combine(drawings, character.Name, $"{PicturesEach + 1:00}.jpg"), Path.Combine(questions, $"{character.Name}.jpg"));
        }
    }

    /// <summary>Indexes the drawings of a folder into its <c>gallery</c>.</summary>
    public static string Index(string folder)
    {
        string directory = Path.Combine(folder, "gallery");
        using Gallery gallery = Gallery.OpenOrCreate(directory, BaseModel.Create());
        gallery.Index(Path.Combine(folder, "characters"));
        return directory;
    }
}
