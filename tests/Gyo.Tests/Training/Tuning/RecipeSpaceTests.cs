using Gyo.Training;
using Gyo.Training.Tuning;

namespace Gyo.Tests.Training.Tuning;

public sealed class RecipeSpaceTests
{
    private static readonly Recipe[] Many = [.. Enumerable.Range(1, 500).Select(n => RecipeSpace.Draw(Recipes.Default, seed: 3, n))];

    [Fact]
    public void Draw_Zero_IsTheStart() => Assert.Same(Recipes.Default, RecipeSpace.Draw(Recipes.Default, seed: 3, number: 0));

    [Fact]
    public void Draw_SameSeedAndNumber_IsTheSameRecipe()
    {
        Assert.Equal(Many[41], RecipeSpace.Draw(Recipes.Default, seed: 3, number: 42));
        Assert.NotEqual(Many[41], RecipeSpace.Draw(Recipes.Default, seed: 4, number: 42));
        Assert.Equal(Many.Length, Many.Distinct().Count());
    }

    [Fact]
    public void Draw_AnyNumber_KeepsToTheRulesOfRecipes()
    {
        Assert.All(Many, r => Assert.Null(RecipeRules.Broken(r)));
        Assert.All(Enumerable.Range(1, 200), n => Assert.Null(RecipeRules.Broken(RecipeSpace.Draw(Recipes.Seed, seed: 1, n))));
    }

    [Fact]
    public void Draw_ManyNumbers_LookAroundTheStart()
    {
        Assert.Equal([96, 128, 160], Values(r => r.Size));
        Assert.Equal([64, 128, 256], Values(r => r.Dimension));
        Assert.Equal([4, 6, 8, 10, 12], Values(r => r.FrozenStages));
        Assert.Equal([LossKind.ProxyAnchor, LossKind.MultiSimilarity, LossKind.CosFace], Values(r => r.Loss));
        Assert.All(Many, r => Assert.InRange(r.LearningRate, 3e-4 / 4, 3e-4 * 4));
        Assert.All(Many, r => Assert.InRange(r.HeadFactor, 1.2, 20)); // 1.25, rounded to two digits
        Assert.InRange(Many.Count(r => r.Start == StartWeights.Base) / (double)Many.Length, 0.8, 0.95);
        Assert.InRange(Many.Count(r => r.LearningRate == 3e-4) / (double)Many.Length, 0.4, 0.6); // a choice stays as it is half of the time
    }

    private static T[] Values<T>(Func<Recipe, T> of) => [.. Many.Select(of).Distinct().Order()];
}
