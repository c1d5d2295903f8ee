namespace Gyo.Training.Drawing;

internal enum Garment { Tee, Hoodie, Gown, Robe, Suit, Overalls, Armour, Sailor, Tunic, Kimono, Jersey, Poncho }

internal enum Pattern { Plain, Stripes, Dots, Checks, Emblem, Band }

internal enum Emblem { Star, Heart, Moon, Diamond, Drop, Cross }

/// <summary>What a person wears.</summary>
internal sealed record Dress(Garment Garment, Pattern Pattern, Emblem Emblem, Scheme Colors)
{
    public static Dress Roll(Dice dice) => new(dice.Any<Garment>(), dice.Any<Pattern>(), dice.Any<Emblem>(),
        dice.Of<Scheme>(Palette.Schemes));
}
