using System.Text;

namespace Gyo.Training.Drawing;

/// <summary>Names that can be spoken: open syllables, now and then a closing consonant.</summary>
internal static class CharacterNames
{
    private static readonly string[] Starts =
        ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "ch", "sh", "br", "tr", "y", "j", "w"];

    private static readonly string[] Middles = ["b", "d", "k", "l", "m", "n", "r", "s", "t", "v", "z", "ll", "nd", "rk", "sh", "mb",
        "g", "p", "nk"];

    private static readonly string[] Vowels = ["a", "e", "i", "o", "u", "a", "i", "o"];

    private static readonly string[] Ends = ["", "", "", "", "n", "s", "l", "r"];

    public static string Roll(Dice dice)
    {
        StringBuilder name = new(dice.Of<string>(Starts) + dice.Of<string>(Vowels));
        int more = dice.Of(1, 2, 2);
        for (int i = 0; i < more; i++)
        {
            name.Append(dice.Of<string>(Middles)).Append(dice.Of<string>(Vowels));
        }

        name.Append(dice.Of<string>(Ends));
        name[0] = char.ToUpperInvariant(name[0]);
        return name.ToString();
    }
}
