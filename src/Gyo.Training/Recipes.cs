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
    /// What Gyo trains unless told otherwise: one tower at 128 px whose lower 8 stages stay as ImageNet made them (they know
    /// edges and textures, and leave the time for more epochs), Proxy-Anchor loss, strong augmentation.
    /// </summary>
    public static Recipe Default { get; } = new()
    {
        Name = "default",
        Size = 128,
        Epochs = 25,
        Dimension = 128,
        Network = NetworkKind.MultiStage,
        FrozenStages = 8,
        Loss = LossKind.ProxyAnchor,
        Margin = 0.1,
        LearningRate = 3e-4,
        HeadFactor = 5,
        ProxyFactor = 50,
        WeightDecay = 1e-4,
        WarmUp = 0.05,
        Augmentation = new Augmentation(),
        Mirror = true,
    };

    /// <summary>The recipe called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public static Recipe Named(string name) => name switch
    {
        "seed" => Seed,
        "default" => Default,
        _ => throw new ArgumentException($"There is no recipe '{name}'. Use one of: default, seed."),
    };
}
