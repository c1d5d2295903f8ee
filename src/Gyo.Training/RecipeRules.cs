using System.Text.Json;
using Gyo.Embedding;

namespace Gyo.Training;

/// <summary>What one property of a recipe may be.</summary>
/// <param name="Property">Its name in a recipe file, <c>augmentation.</c> before those of the augmentation.</param>
/// <param name="Allowed">The allowed values in words, to stand behind "expected".</param>
/// <param name="Holds">Whether a recipe keeps to it.</param>
internal sealed record RecipeRule(string Property, string Allowed, Func<Recipe, bool> Holds);

/// <summary>What a recipe may hold: a rule for every property, in the order of a recipe file.</summary>
internal static class RecipeRules
{
    /// <summary>What the properties of <see cref="Augmentation"/> begin with.</summary>
    public const string AugmentationPrefix = "augmentation.";

    // The largest that a model package may have.
    private const int LargestSize = 4096;
    private const int LargestDimension = 65536;

    private const int LongestName = 64;
    private const int MostEpochs = 100_000;
    private const int MostOfABatch = 1024;
    private const string Share = "a number from 0 to 1";
    private const string PositiveShare = "a number above 0 and at most 1";

    private static readonly string Sizes = $"a multiple of {MobileNetV2.TotalStride} from {MobileNetV2.TotalStride} to {LargestSize}";

    /// <summary>The rules.</summary>
    public static IReadOnlyList<RecipeRule> All { get; } =
    [
        new("name", $"a text of 1 to {LongestName} characters on one line",
            r => r.Name.Length is >= 1 and <= LongestName && !r.Name.Any(char.IsControl) && !string.IsNullOrWhiteSpace(r.Name)),
        new("size", Sizes, r => IsSize(r.Size)),
        new("answerSize", $"{Sizes}, or null", r => r.AnswerSize is not { } size || IsSize(size)),
        new("viewMargin", Share, r => IsShare(r.ViewMargin)),
        new("pixelMean", "a number from 0 to 255", r => r.PixelMean is >= 0 and <= 255),
        new("pixelScale", "a number above 0 and at most 255", r => r.PixelScale is > 0 and <= 255),
        new("epochs", $"a whole number from 1 to {MostEpochs}", r => r.Epochs is >= 1 and <= MostEpochs),
        new("dimension", $"a whole number from 1 to {LargestDimension}", r => r.Dimension is >= 1 and <= LargestDimension),
        new("network", OneOf<NetworkKind>(), r => Enum.IsDefined(r.Network)),
        new("start", OneOf<StartWeights>(), r => Enum.IsDefined(r.Start)),
        new("frozenStages", $"a whole number from 0 to {MobileNetV2.Stages.Count}",
            r => r.FrozenStages >= 0 && r.FrozenStages <= MobileNetV2.Stages.Count),
        new("batchNormMomentum", Share, r => IsShare(r.BatchNormMomentum)),
        new("loss", OneOf<LossKind>(), r => Enum.IsDefined(r.Loss)),
        new("margin", "a number from 0 to 4, the greatest squared distance there is", r => r.Margin is >= 0 and <= 4),
        new("supConWeight", "a number from 0 to 100", r => r.SupConWeight is >= 0 and <= 100),
        new("classesPerBatch", $"a whole number from 1 to {MostOfABatch}", r => r.ClassesPerBatch is >= 1 and <= MostOfABatch),
        new("picturesPerClass", $"a whole number from 1 to {MostOfABatch}", r => r.PicturesPerClass is >= 1 and <= MostOfABatch),
        new("randomBatches", "true or false", _ => true),
        new("learningRate", PositiveShare, r => r.LearningRate is > 0 and <= 1),
        new("headFactor", "a number above 0 and at most 10000", r => r.HeadFactor is > 0 and <= 10_000),
        new("proxyFactor", "a number above 0 and at most 10000", r => r.ProxyFactor is > 0 and <= 10_000),
        new("weightDecay", Share, r => IsShare(r.WeightDecay)),
        new("adamEpsilon", PositiveShare, r => r.AdamEpsilon is > 0 and <= 1),
        new("warmUp", $"{Share}, or null", r => r.WarmUp is not { } share || IsShare(share)),
        new("augmentation", "an object, or null", _ => true),
        Augmenting("minArea", PositiveShare, a => a.MinArea is > 0 and <= 1),
        Augmenting("cutOutMaxArea", "a number above 0 and at most 100", a => a.CutOutMaxArea is > 0 and <= 100),
        Augmenting("minAspect", PositiveShare, a => a.MinAspect is > 0 and <= 1),
        Augmenting("mirrorProbability", Share, a => IsShare(a.MirrorProbability)),
        Augmenting("rotationDegrees", "a number from 0 to 180", a => a.RotationDegrees is >= 0 and <= 180),
        Augmenting("brightness", Share, a => IsShare(a.Brightness)),
        Augmenting("contrast", Share, a => IsShare(a.Contrast)),
        Augmenting("saturation", Share, a => IsShare(a.Saturation)),
        Augmenting("eraseProbability", Share, a => IsShare(a.EraseProbability)),
        Augmenting("eraseArea", Share, a => IsShare(a.EraseArea)),
        Augmenting("artStyleProbability", Share, a => IsShare(a.ArtStyleProbability)),
        Augmenting("backdrops", "true or false", _ => true),
        new("mirror", "true or false", _ => true),
    ];

    /// <summary>The first rule that a recipe breaks, or null.</summary>
    public static RecipeRule? Broken(Recipe recipe) => All.FirstOrDefault(rule => !rule.Holds(recipe));

    private static RecipeRule Augmenting(string property, string allowed, Func<Augmentation, bool> holds) =>
        new(AugmentationPrefix + property, allowed, r => r.Augmentation is not { } augmentation || holds(augmentation));

    private static bool IsSize(int size) =>
        size >= MobileNetV2.TotalStride && size <= LargestSize && size % MobileNetV2.TotalStride == 0;

    private static bool IsShare(double value) => value is >= 0 and <= 1;

    private static string OneOf<T>() where T : struct, Enum =>
        $"one of {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName))}";
}
