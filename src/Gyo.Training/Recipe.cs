using Gyo.Embedding;

namespace Gyo.Training;

/// <summary>The shape of the network that a recipe trains.</summary>
public enum NetworkKind
{
    /// <summary>A frozen and a trainable MobileNetV2 side by side, joined by dense layers: the reference system.</summary>
    TwoTowers,

    /// <summary>One MobileNetV2 whose middle and last stages are pooled, joined and projected.</summary>
    MultiStage,
}

/// <summary>What a training begins with.</summary>
public enum StartWeights
{
    /// <summary>A backbone that knows photographs; the head starts from noise.</summary>
    ImageNet,

    /// <summary>The base model's backbone, which knows drawn characters, and its head where the dimension is the same.</summary>
    Base,
}

/// <summary>The loss that a recipe minimises; each has a file of its own in <c>Losses</c>.</summary>
public enum LossKind
{
    /// <summary><see cref="Losses.SemiHardTripletLoss"/>.</summary>
    SemiHardTriplet,

    /// <summary><see cref="Losses.BatchHardTripletLoss"/>.</summary>
    BatchHardTriplet,

    /// <summary><see cref="Losses.ProxyAnchorLoss"/>.</summary>
    ProxyAnchor,

    /// <summary><see cref="Losses.SupConLoss"/>.</summary>
    SupCon,

    /// <summary><see cref="Losses.MultiSimilarityLoss"/>.</summary>
    MultiSimilarity,

    /// <summary><see cref="Losses.CosFaceLoss"/>.</summary>
    CosFace,
}

/// <summary>Everything that decides what a training makes, but for the pictures and the seed.</summary>
public sealed record Recipe
{
    /// <summary>What the command line and model.json call it.</summary>
    public required string Name { get; init; }

    /// <summary>Side of the square the network sees in training, in pixels; a multiple of 32.</summary>
    public required int Size { get; init; }

    /// <summary>
    /// Side of the square that the finished model sees; null means <see cref="Size"/>. Larger is often better and costs no training
    /// (Touvron et al., "Fixing the train-test resolution discrepancy", 2019): crops in training show things larger than they will be.
    /// </summary>
    public int? AnswerSize { get; init; }

    /// <summary>
    /// <see cref="Preprocessing.Margin"/> of the finished model as a share of its side, 0–1. Crops in training show things larger than whole
    /// pictures do, so a model answers better when it looks closer (the same paper).
    /// </summary>
    public double ViewMargin { get; init; }

    /// <summary>What is subtracted from a pixel, 0–255, before the division. The shipped weights answer best to [0, 1]: see docs/quality.md.</summary>
    public float PixelMean { get; init; }

    /// <summary>What a pixel is divided by after that.</summary>
    public float PixelScale { get; init; } = 255;

    /// <summary>Passes over the training pictures.</summary>
    public required int Epochs { get; init; }

    /// <summary>Length of the embedding.</summary>
    public required int Dimension { get; init; }

    /// <summary>The network's shape.</summary>
    public required NetworkKind Network { get; init; }

    /// <summary>The weights that the training begins with.</summary>
    public StartWeights Start { get; init; }

    /// <summary>How many of the backbone's 19 stages keep the weights they start with, counted from the picture.</summary>
    public int FrozenStages { get; init; }

    /// <summary>Share of a batch's statistics in BatchNorm's running ones (PyTorch's meaning: Keras' momentum is one minus this).</summary>
    public double BatchNormMomentum { get; init; } = 0.1;

    /// <summary>The loss.</summary>
    public required LossKind Loss { get; init; }

    /// <summary>The loss's margin, in its own unit (squared distance for triplets, cosine for the others).</summary>
    public double Margin { get; init; } = 0.1;

    /// <summary>What the supervised contrastive loss counts beside <see cref="Loss"/>; 0 leaves it out.</summary>
    public double SupConWeight { get; init; }

    /// <summary>Pictures a step, when batches are drawn at random.</summary>
    public int BatchSize => ClassesPerBatch * PicturesPerClass;

    /// <summary>Characters in a batch (P).</summary>
    public int ClassesPerBatch { get; init; } = 16;

    /// <summary>Pictures of each character in a batch (K).</summary>
    public int PicturesPerClass { get; init; } = 4;

    /// <summary>True to draw <see cref="BatchSize"/> pictures at random instead of P characters × K pictures.</summary>
    public bool RandomBatches { get; init; }

    /// <summary>Peak learning rate of the backbone.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The head learns this many times faster than the backbone: from ImageNet weights it starts from noise.</summary>
    public double HeadFactor { get; init; } = 1;

    /// <summary>The loss's own parameters (proxies, class weights) learn this many times faster than the backbone.</summary>
    public double ProxyFactor { get; init; } = 1;

    /// <summary>Decoupled weight decay (AdamW); 0 makes it plain Adam.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Adam's ε.</summary>
    public double AdamEpsilon { get; init; } = 1e-8;

    /// <summary>Share of all steps over which the learning rate rises from 0; then a cosine falls to 0. Null keeps it constant.</summary>
    public double? WarmUp { get; init; }

    /// <summary>How pictures are varied; null shows them as they are.</summary>
    public Augmentation? Augmentation { get; init; }

    /// <summary>Whether the finished model averages two views of a picture: see <see cref="ModelManifest.Mirror"/>.</summary>
    public bool Mirror { get; init; }

    /// <summary>Reads the weights that the training begins with.</summary>
    internal SafeTensors LoadStartWeights() => Start switch
    {
        StartWeights.ImageNet => MobileNetV2Weights.Load(),
        StartWeights.Base => BaseWeights.Load(),
        _ => throw new InvalidOperationException($"There are no start weights {Start}."),
    };
}
