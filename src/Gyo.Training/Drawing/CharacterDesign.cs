using SkiaSharp;

namespace Gyo.Training.Drawing;

/// <summary>How a person is built.</summary>
internal enum Build { Child, Slim, Stocky, Tall, Average }

/// <summary>
/// One drawn character: all that stays the same from picture to picture. Made wholly from a seed, of some thirty attributes that are
/// chosen apart from each other, so that any number of characters differ by more than their colours.
/// </summary>
public sealed record CharacterDesign
{
    private const float CreatureShare = 0.25f;

    private CharacterDesign(int seed, string name, Dice dice)
    {
        Seed = seed;
        Name = name;
        Creature = dice.Chance(CreatureShare) ? Creature.Roll(dice) : null;
        Build = dice.Any<Build>();
        Skin = dice.Of<SKColor>(Palette.Skin);
        Hair = Hair.Roll(dice);
        Face = Face.Roll(dice);
        Dress = Dress.Roll(dice);
        Accessories = Accessories.Roll(dice);
    }

    /// <summary>The seed that the character was made from.</summary>
    public int Seed { get; }

    /// <summary>A name that can be spoken, such as "Mirako": letters only, capital first. Unique within a <see cref="Cast"/>.</summary>
    public string Name { get; private init; }

    /// <summary>Whether the character is an animal or monster rather than a person.</summary>
    public bool IsCreature => Creature is not null;

    internal Creature? Creature { get; }

    internal Build Build { get; }

    internal SKColor Skin { get; }

    internal Hair Hair { get; }

    internal Face Face { get; }

    internal Dress Dress { get; }

    internal Accessories Accessories { get; }

    /// <summary>Makes the character of a seed; the same seed always gives the same character.</summary>
    /// <param name="seed">Any number; neighbouring seeds give unrelated characters.</param>
    public static CharacterDesign Create(int seed)
    {
        Dice dice = new(Dice.Mix((uint)seed, 1));
        return new CharacterDesign(seed, CharacterNames.Roll(dice), dice);
    }

    /// <summary>Makes many characters whose names all differ, also when case is ignored.</summary>
    /// <param name="count">How many; at least 0.</param>
    /// <param name="seed">Other seeds give other characters; a longer cast of the same seed begins with the shorter one.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public static IReadOnlyList<CharacterDesign> Cast(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        CharacterDesign[] cast = new CharacterDesign[count];
        for (int i = 0; i < count; i++)
        {
            ulong own = Dice.Mix((uint)seed, (ulong)i + 2);
            CharacterDesign design = Create((int)(uint)own);
            Dice names = new(own);
            while (!taken.Add(design.Name))
            {
                design = design with { Name = CharacterNames.Roll(names) };
            }

            cast[i] = design;
        }

        return cast;
    }
}
