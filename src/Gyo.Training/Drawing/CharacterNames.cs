using System.Text;

namespace Gyo.Training.Drawing;

/// <summary>Names that can be spoken: open syllables, now and then a closing consonant.</summary>
internal static class CharacterNames
{
    private static readonly string[] s_starts =
        ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "ch", "sh", "br", "tr", "y", "j", "w"];

    private static readonly string[] s_middles = ["b", "d", "k", "l", "m", "n", "r", "s", "t", "v", "z", "ll", "nd", "rk", "sh", "mb",
        "g", "p", "nk"];

    private static readonly string[] s_vowels = ["a", "e", "i", "o", "u", "a", "i", "o"];

    private static readonly string[] s_ends = ["", "", "", "", "n", "s", "l", "r"];

    public static string Roll(Dice dice)
    {
        StringBuilder name = new(dice.Of<string>(s_starts) + dice.Of<string>(s_vowels));
        int more = dice.Of(1, 2, 2);
        for (int i = 0; i < more; i++)
        {
            name.Append(dice.Of<string>(s_middles)).Append(dice.Of<string>(s_vowels));
        }

        name.Append(dice.Of<string>(s_ends));
        name[0] = char.ToUpperInvariant(name[0]);
        return name.ToString();
    }
}
