using SkiaSharp;

namespace Gyo.Training.Drawing;

/// <summary>What the hair does away from the face.</summary>
internal enum HairStyle { Short, Bald, Bob, Long, Wavy, Ponytail, Twintails, Bun, TwinBuns, Spiky, Afro, Mohawk, Braids, Curly, Drills }

/// <summary>How the hair ends on the forehead.</summary>
internal enum Fringe { Straight, Swept, Parted, Spikes, Back, OverOneEye }

/// <summary>Where the second hair colour shows.</summary>
internal enum HairDye { None, Lock, Tips }

/// <summary>A head of hair: style, fringe and its one or two colours.</summary>
internal sealed record Hair(HairStyle Style, Fringe Fringe, SKColor Color, HairDye Dye, SKColor DyeColor)
{
    public static Hair Roll(Dice dice) => new(
        dice.Any<HairStyle>(),
        dice.Any<Fringe>(),
        dice.Of<SKColor>(Palette.Hair),
        dice.Rarely<HairDye>(0.3f),
        dice.Of<SKColor>(Palette.Dye));
}
