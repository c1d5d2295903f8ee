using SkiaSharp;

namespace Gyo.Training.Drawing;

internal enum FaceShape { Round, Oval, Square, Pointed }

internal enum EyeShape { Round, Tall, Sleepy, Sharp, Dot, Gentle, Star }

internal enum Brows { None, Thin, Thick, Slanted }

internal enum Nose { None, Dot, Line, Button }

internal enum FaceMark { None, Freckles, Scar, Stripes, Mole, Whiskers, Gem, Blush, Patch }

internal enum Beard { None, Moustache, Full, Goatee }

internal enum Ears { Human, Cat, Fox, Rabbit, Elf, Bear }

/// <summary>Everything on the front of the head that stays the same from picture to picture.</summary>
internal sealed record Face(
    FaceShape Shape, EyeShape Eyes, SKColor EyeColor, SKColor OtherEyeColor, Brows Brows, Nose Nose, FaceMark Mark, SKColor MarkColor,
        Beard Beard, Ears Ears)
{
    public static Face Roll(Dice dice)
    {
        SKColor eye = dice.Of<SKColor>(Palette.Eyes);
        return new(
            dice.Any<FaceShape>(),
            dice.Any<EyeShape>(),
            eye,
            dice.Chance(0.1f) ? dice.Of<SKColor>(Palette.Eyes) : eye,
            dice.Any<Brows>(),
            dice.Any<Nose>(),
            dice.Rarely<FaceMark>(0.45f),
            dice.Of<SKColor>(Palette.Dye),
            dice.Rarely<Beard>(0.16f),
            dice.Rarely<Ears>(0.4f));
    }
}
