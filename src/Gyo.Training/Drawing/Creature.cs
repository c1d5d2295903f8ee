using SkiaSharp;

namespace Gyo.Training.Drawing;

internal enum BodyPlan { Blob, Quadruped, Bird, Fish, Biped, Serpent, Octopus, Beetle }

internal enum Crest { None, CatEars, RabbitEars, RoundEars, Horns, Antennae, Leaf, Tuft, Spikes, Unicorn }

internal enum Markings { Plain, Spots, Stripes, Belly, Patches, Mask }

internal enum Muzzle { Smile, Fangs, Beak, Snout, Whiskers }

internal enum CreatureTail { Stub, Long, Fluffy, Spiked, Fin }

/// <summary>A character that is no person: a body plan and what grows on it.</summary>
internal sealed record Creature(
    BodyPlan Plan, Crest Crest, Markings Markings, Muzzle Muzzle, CreatureTail Tail, EyeShape Eyes, SKColor EyeColor, bool Winged,
        bool Collar, bool Cheeks,
    Scheme Colors)
{
    public static Creature Roll(Dice dice) => new(
        dice.Any<BodyPlan>(),
        dice.Any<Crest>(),
        dice.Any<Markings>(),
        dice.Any<Muzzle>(),
        dice.Any<CreatureTail>(),
        dice.Any<EyeShape>(),
        dice.Of<SKColor>(Palette.Eyes),
        dice.Chance(0.25f),
        dice.Chance(0.25f),
        dice.Chance(0.4f),
        dice.Of<Scheme>(Palette.Coats));
}
