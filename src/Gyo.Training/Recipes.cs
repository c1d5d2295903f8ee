namespace Gyo.Training;

/// <summary>The recipes that Gyo ships.</summary>
public static class Recipes
{
    /// <summary>
    /// The system Gyo started from, to the letter: two MobileNetV2 towers at 64 px, random batches of 64, TFA's semi-hard
    /// triplet loss with margin 1, Keras' Adam at 5e-5 (ε 1e-7) and Keras' BatchNorm momentum 0.999, no augmentation.
    /// </summary>
    public static Recipe Seed { get; } = new()
    {
        Name = "seed",
        Size = 64,
        PixelMean = 127.5f,
        PixelScale = 127.5f,
        Epochs = 200,
        Dimension = 16,
        Network = NetworkKind.TwoTowers,
        BatchNormMomentum = 0.001,
        Loss = LossKind.SemiHardTriplet,
        Margin = 1.0,
        RandomBatches = true,
        LearningRate = 5e-5,
        AdamEpsilon = 1e-7,
    };

    /// <summary>
    /// What Gyo trains unless told otherwise: the base model at 128 px, whose lower 8 stages stay as they are (they know edges and
    /// textures, and leave the time for more epochs), Proxy-Anchor loss, strong augmentation.
    /// </summary>
    public static Recipe Default { get; } = new()
    {
        Name = "default",
        Size = 128,
        Epochs = 25,
        Dimension = 128,
        Network = NetworkKind.MultiStage,
        Start = StartWeights.Base,
        FrozenStages = 8,
        Loss = LossKind.ProxyAnchor,
        Margin = 0.1,
        LearningRate = 3e-4,
        HeadFactor = 5,
        ProxyFactor = 50,
        WeightDecay = 1e-4,
        WarmUp = 0.05,
        Augmentation = new Augmentation(),
        ViewMargin = 0.16,
        Mirror = true,
    };

    /// <summary>
    /// What the shipped base model was trained with (docs/base-model.md): many thousand drawn identities, each a class, so that the
    /// vectors tell characters apart that were never seen.
    /// </summary>
    public static Recipe Base { get; } = new()
    {
        Name = "base",
        Size = 96,
        AnswerSize = 128,
        Epochs = 18,
        Dimension = 128,
        Network = NetworkKind.MultiStage,
        FrozenStages = 4,
        Loss = LossKind.CosFace,
        Margin = 0.2,
        SupConWeight = 0.5,
        ClassesPerBatch = 24,
        PicturesPerClass = 3,
        LearningRate = 3e-4,
        HeadFactor = 5,
        ProxyFactor = 50,
        WeightDecay = 1e-4,
        WarmUp = 0.05,
        Augmentation = new Augmentation
        {
            MinArea = 0.4,
            RotationDegrees = 20,
            ArtStyleProbability = 0.2,
        },
    };

    /// <summary>The recipe called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public static Recipe Named(string name) => name switch
    {
        "seed" => Seed,
        "default" => Default,
        "base" => Base,
        _ => throw new ArgumentException(
            $"There is no recipe '{name}'. Use one of: default, seed, base; or a recipe file, whose name ends in {RecipeFile.Extension}."),
    };
}
