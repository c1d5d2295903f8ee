using SkiaSharp;

namespace Gyo.Training.Drawing;

internal enum Headwear
{
    None, Cap, WitchHat, Crown, Headband, Flower, Bow, Horns, Beanie, Halo, TopHat, Headphones, Antlers, Helmet, Hood,
}

internal enum Eyewear { None, RoundGlasses, SquareGlasses, Sunglasses, Eyepatch, Goggles }

internal enum Neckwear { None, Scarf, Tie, Ribbon, Necklace, Ruff }

internal enum Backwear { None, Cape, BatWings, FeatherWings, FairyWings, Backpack }

internal enum Tail { None, Cat, Fox, Dragon }

internal enum Prop { None, Staff, Sword, Balloon, Lantern, Book }

/// <summary>What a person carries besides the dress; each part of its own, so that any may go with any.</summary>
internal sealed record Accessories(
    Headwear Head, Eyewear Eyes, Neckwear Neck, Backwear Back, Tail Tail, Prop Prop, SKColor Color, SKColor Second)
{
    public static Accessories Roll(Dice dice) => new(
        dice.Rarely<Headwear>(0.62f),
        dice.Rarely<Eyewear>(0.28f),
        dice.Rarely<Neckwear>(0.45f),
        dice.Rarely<Backwear>(0.3f),
        dice.Rarely<Tail>(0.2f),
        dice.Rarely<Prop>(0.35f),
        dice.Of<SKColor>(Palette.Accents),
        dice.Of<SKColor>(Palette.Accents));
}
