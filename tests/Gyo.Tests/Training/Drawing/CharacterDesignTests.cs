using Gyo.Training.Drawing;

namespace Gyo.Tests.Training.Drawing;

public sealed class CharacterDesignTests
{
    // The rarest value, one of ten crests on a quarter of the characters, is to be expected 37 times.
    private const int Many = 1500;

    [Fact]
    public void Create_SameSeed_SameCharacter() => Assert.Equal(CharacterDesign.Create(5), CharacterDesign.Create(5));

    [Fact]
    public void Create_OtherSeed_OtherCharacter()
    {
        CharacterDesign one = CharacterDesign.Create(5);
        CharacterDesign two = CharacterDesign.Create(6);

        Assert.NotEqual((one.Hair, one.Face, one.Dress), (two.Hair, two.Face, two.Dress));
    }

    [Fact]
    public void Cast_Thousands_NamesAreUniqueAndSpeakable()
    {
        IReadOnlyList<CharacterDesign> cast = CharacterDesign.Cast(3000, 1);

        Assert.Equal(3000, cast.Select(c => c.Name.ToUpperInvariant()).Distinct().Count());
        Assert.All(cast, c => Assert.Matches("^[A-Z][a-z]{2,}$", c.Name));
    }

    [Fact]
    public void Cast_Thousands_NoTwoLookAlike()
    {
        IReadOnlyList<CharacterDesign> cast = CharacterDesign.Cast(3000, 1);

        int people = cast.Where(c => !c.IsCreature).Select(c => (c.Hair.Style, c.Face, c.Dress, c.Accessories)).Distinct().Count();
        int creatures = cast.Where(c => c.IsCreature).Select(c => c.Creature).Distinct().Count();

        Assert.Equal(3000, people + creatures);
    }

    [Fact]
    public void Cast_Longer_BeginsWithTheShorter() => Assert.Equal(CharacterDesign.Cast(10, 3), CharacterDesign.Cast(40, 3).Take(10));

    [Fact]
    public void Cast_OtherSeed_OtherCharacters() =>
        Assert.Empty(CharacterDesign.Cast(36, 3).Select(c => c.Seed).Intersect(CharacterDesign.Cast(36, 4).Select(c => c.Seed)));

    [Fact]
    public void Cast_NegativeCount_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => CharacterDesign.Cast(-1, 0));

    [Fact]
    public void Cast_Demo_ColoursAreSharedAndPeopleOutnumberCreatures()
    {
        IReadOnlyList<CharacterDesign> cast = CharacterDesign.Cast(36, 7);

        Assert.True(cast.Select(c => c.Dress.Colors).Distinct().Count() < 18);
        Assert.InRange(cast.Count(c => c.IsCreature), 4, 16);
    }

    [Fact]
    public void Create_ManySeeds_EveryAttributeValueAppears()
    {
        CharacterDesign[] all = [.. Enumerable.Range(0, Many).Select(CharacterDesign.Create)];
        Creature[] creatures = [.. all.Select(c => c.Creature).OfType<Creature>()];

        AssertAll(all.Select(c => c.Build));
        AssertAll(all.Select(c => c.Hair.Style));
        AssertAll(all.Select(c => c.Hair.Fringe));
        AssertAll(all.Select(c => c.Hair.Dye));
        AssertAll(all.Select(c => c.Face.Shape));
        AssertAll(all.Select(c => c.Face.Eyes));
        AssertAll(all.Select(c => c.Face.Brows));
        AssertAll(all.Select(c => c.Face.Nose));
        AssertAll(all.Select(c => c.Face.Mark));
        AssertAll(all.Select(c => c.Face.Beard));
        AssertAll(all.Select(c => c.Face.Ears));
        AssertAll(all.Select(c => c.Dress.Garment));
        AssertAll(all.Select(c => c.Dress.Pattern));
        AssertAll(all.Select(c => c.Dress.Emblem));
        AssertAll(all.Select(c => c.Accessories.Head));
        AssertAll(all.Select(c => c.Accessories.Eyes));
        AssertAll(all.Select(c => c.Accessories.Neck));
        AssertAll(all.Select(c => c.Accessories.Back));
        AssertAll(all.Select(c => c.Accessories.Tail));
        AssertAll(all.Select(c => c.Accessories.Prop));
        AssertAll(creatures.Select(c => c.Plan));
        AssertAll(creatures.Select(c => c.Crest));
        AssertAll(creatures.Select(c => c.Markings));
        AssertAll(creatures.Select(c => c.Muzzle));
        AssertAll(creatures.Select(c => c.Tail));
    }

    private static void AssertAll<T>(IEnumerable<T> seen) where T : struct, Enum =>
        Assert.Equal(Enum.GetValues<T>(), seen.Distinct().Order());
}
