using Spectre.Console;

namespace Gyo.Cli;

/// <summary>Answers as tables for a person.</summary>
internal static class Answers
{
    public static void Print(SearchAnswer answer)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(answer.Query))
            .AddColumns("", "character", "confidence", "similarity", "best picture");
        foreach (CharacterAnswer character in answer.Characters)
        {
            table.AddRow(
                $"{character.Rank}",
                Markup.Escape(character.Name),
                $"{character.Confidence:p0}",
                $"{character.Similarity:f3}",
                Markup.Escape(character.Images.Count > 0 ? Path.GetFileName(character.Images[0].Path) : ""));
        }

        Terminal.Out.Write(table);
        if (answer.Characters.Count == 0)
        {
            Console.Out.WriteLine("The gallery holds no picture with a character yet.");
        }
        else if (answer.Unknown)
        {
            Console.Out.WriteLine($"Unknown: {answer.StrangerRate:p0} of strangers look as familiar to this gallery.");
        }
    }
}
