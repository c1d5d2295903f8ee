using Gyo.Embedding;
using Gyo.Training.Data;
using Gyo.Training.Losses;
using Gyo.Training.Networks;
using Gyo.Training.Optimisation;
using TorchSharp;

using static TorchSharp.torch;

namespace Gyo.Training;

/// <summary>The moving parts of one training: network, loss, optimiser, and how far they have come.</summary>
internal sealed class TrainingRun : IDisposable
{
    /// <summary>Vectors whose mean is longer than this all point one way: the network tells nothing apart.</summary>
    private const double CollapsedMeanLength = 0.9999;

    private const int EmbeddingBatch = 64;
    private const int PicturesToImprint = 4;

    private readonly TrainingPictures _pictures;
    private readonly Recipe _recipe;
    private readonly int _seed;
    private readonly EmbeddingNetwork _network;
    private readonly EmbeddingLoss _loss;
    private readonly AdamW _optimiser;
    private readonly Device _device;
    private readonly Tensor? _frozenFeatures; // [N, F]
    private readonly Backdrops? _backdrops;
    private readonly FrozenStages? _lowerStages;

    public TrainingRun(TrainingPictures pictures, Recipe recipe, int seed)
    {
        _pictures = pictures;
        _recipe = recipe;
        _seed = seed;
        _device = cuda.is_available() ? CUDA : CPU;
        _network = EmbeddingNetwork.Create(recipe, seed);
        _loss = CreateLoss(recipe, pictures.Characters.Count, seed);
        _network.to(_device);
        _loss.to(_device);
        _optimiser = new AdamW(
            [
                new ParameterGroup([.. _network.BackboneParameters], 1),
                new ParameterGroup([.. _network.HeadParameters], recipe.HeadFactor),
                new ParameterGroup([.. _loss.parameters()], recipe.ProxyFactor),
            ],
            recipe.WeightDecay,
            recipe.AdamEpsilon);
        _frozenFeatures = recipe.Augmentation is null ? FrozenFeatures() : null;
        _lowerStages = recipe.Augmentation is not null && _device.type == DeviceType.CPU ? _network.LowerStages() : null;
        bool cutOuts = pictures.CutOuts.Any(c => c is not null);
        _backdrops = cutOuts && recipe.Augmentation is { Backdrops: true } ? new Backdrops(recipe.Size) : null;
    }

    /// <summary>Epochs finished.</summary>
    public int EpochsDone { get; private set; }

    /// <summary>The backbone's learning rate at the last step.</summary>
    public double LearningRate { get; private set; }

    /// <summary>The network's weights as they are now, from which another training can begin.</summary>
    public SafeTensors Weights() => _network.Weights();

    /// <summary>The network as it is now, as an ONNX model.</summary>
    public byte[] ToOnnx() => _network.ToOnnx();

    /// <summary>
    /// Lets every proxy begin where the starting network puts its class, seen from the middle of all classes (weight imprinting, Qi et al.,
    /// "Low-Shot Learning with Imprinted Weights", CVPR 2018). Proxies drawn from noise teach noise until each class was seen once.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void ImprintProxies(CancellationToken cancel)
    {
        if (_loss.Proxies is not { } proxies)
        {
            return;
        }

        int[] chosen = [.. _pictures.Labels.Index().GroupBy(x => x.Item, x => x.Index).SelectMany(c => c.Take(PicturesToImprint))];
        float[] vectors = Embed(_pictures, chosen, cancel); // [n, D]
        TorchStep.Run(() =>
        {
            using IDisposable frozen = no_grad();
            Tensor labels = tensor(chosen.Select(i => (long)_pictures.Labels[i]).ToArray(), device: _device); // [n]
            Tensor embeddings = tensor(vectors, [chosen.Length, _recipe.Dimension], device: _device); // [n, D]
            Tensor sums = zeros_like(proxies).index_add_(0, labels, embeddings, 1); // [C, D]
            Tensor means = nn.functional.normalize(sums, p: 2, dim: 1); // [C, D]
            proxies.copy_(nn.functional.normalize(means - means.mean([0L], keepdim: true), p: 2, dim: 1));
            return 0;
        });
    }

    /// <summary>Vectors of pictures as they are, from the network as it is now.</summary>
    /// <returns>[N, D] row-major.</returns>
    public float[] Embed(TrainingPictures pictures) => Embed(pictures, Enumerable.Range(0, pictures.Count), default);

    private float[] Embed(TrainingPictures pictures, IEnumerable<int> chosen, CancellationToken cancel)
    {
        _network.eval();
        return
        [
            .. chosen.Chunk(EmbeddingBatch).SelectMany(chunk => TorchStep.Run(() =>
            {
                cancel.ThrowIfCancellationRequested();
                using IDisposable frozen = no_grad();
                return _network.call(PictureBatch.Plain(pictures, chunk).to(_device), null).cpu().data<float>().ToArray();
            })),
        ];
    }

    /// <summary>Trains one epoch and returns its mean loss.</summary>
    /// <param name="stepped">Told (steps done, steps in all, pictures so far, mean loss so far) after every step.</param>
    /// <param name="cancel">Stops between two steps; the epoch is then unfinished and must be repeated from a checkpoint.</param>
    /// <exception cref="TrainingException">The loss is no number any more, or all vectors became one.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public double Epoch(Action<int, int, int, double> stepped, CancellationToken cancel)
    {
        // Every step's chance depends on seed, epoch and step alone, so a resumed training repeats what an unbroken one does.
        int epoch = EpochsDone;
        IReadOnlyList<int[]> batches = BatchSampler.Batches(_pictures.Labels, _recipe, Chance(epoch, 0));
        _network.train();
        double sum = 0;
        double shortestMean = 1;
        int seen = 0;
        for (int step = 0; step < batches.Count; step++)
        {
            cancel.ThrowIfCancellationRequested();
            LearningRate = _recipe.LearningRate
                * LearningRateSchedule.At(epoch * batches.Count + step, _recipe.Epochs * batches.Count, _recipe.WarmUp);
            (double loss, double meanLength) = Step(batches[step], Chance(epoch, step + 1));
            if (!double.IsFinite(loss))
            {
                throw new TrainingException(
                    $"The loss became {loss} in epoch {epoch + 1}, step {step + 1}: the learning rate ({_recipe.LearningRate:g3}) is too high "
                    + "for these pictures. The last checkpoint is from before that; try another --seed.");
            }

            sum += loss;
            shortestMean = Math.Min(shortestMean, meanLength);
            seen += batches[step].Length;
            stepped(step + 1, batches.Count, seen, sum / (step + 1));
        }

        if (!IsFinite())
        {
            throw new TrainingException(
                $"The weights stopped being numbers at the end of epoch {epoch + 1}. The last checkpoint is from before that; try another --seed.");
        }

        if (shortestMean > CollapsedMeanLength)
        {
            throw new TrainingException(
                $"The training collapsed: after epoch {epoch + 1} every picture has the same vector (loss {sum / batches.Count:f3}). "
                + "Check that the characters' pictures differ.");
        }

        EpochsDone = epoch + 1;
        return sum / batches.Count;
    }

    /// <summary>All that changes in training, under names.</summary>
    public SafeTensors State() => new(
        Slots().Select(slot => slot.Value.ToNamed(slot.Name)),
        new Dictionary<string, string>
        {
            ["epochs"] = $"{EpochsDone}",
            ["steps"] = $"{_optimiser.Steps}",
        });

    /// <summary>Continues from what <see cref="State"/> gave.</summary>
    public void Restore(SafeTensors state)
    {
        foreach ((string name, Tensor value) in Slots())
        {
            value.Restore(state[name]);
        }

        EpochsDone = int.Parse(state.Metadata["epochs"]);
        _optimiser.Steps = int.Parse(state.Metadata["steps"]);
    }

    public void Dispose()
    {
        _network.Dispose();
        _loss.Dispose();
        _optimiser.Dispose();
        _frozenFeatures?.Dispose();
        _lowerStages?.Dispose();
    }

    private bool IsFinite() => TorchStep.Run(() => _network.parameters().All(p => p.isfinite().all().item<bool>()));

    private (double Loss, double MeanLength) Step(int[] batch, Random random) => TorchStep.Run(() =>
    {
        Tensor pictures = _recipe.Augmentation is { } augmentation
            ? PictureBatch.Varied(_pictures, batch, augmentation, _backdrops, random, _lowerStages)
            : PictureBatch.Plain(_pictures, batch); // [B, 3, S, S] or [B, C, H, H]
        Tensor labels = tensor(batch.Select(i => (long)_pictures.Labels[i]).ToArray(), device: _device); // [B]
        Tensor? frozenFeatures = _frozenFeatures?.index_select(0, tensor(batch.Select(i => (long)i).ToArray(), device: _device)); // [B, F]

        _optimiser.ZeroGradients();
        Tensor embeddings = _network.call(pictures.to(_device), frozenFeatures); // [B, D]
        Tensor loss = _loss.call(embeddings, labels);
        loss.backward();
        _optimiser.Step(LearningRate);
        double meanLength = embeddings.detach().mean([0L]).norm().item<float>();
        return ((double)loss.item<float>(), meanLength);
    });

    /// <summary>What the network's frozen part makes of every picture, [N, F]; null if it has none that can be kept.</summary>
    private Tensor? FrozenFeatures()
    {
        _network.eval();
        var features = new List<float>();
        foreach (int[] chunk in Enumerable.Range(0, _pictures.Count).Chunk(EmbeddingBatch))
        {
            float[]? part = TorchStep.Run(() =>
            {
                using IDisposable frozen = no_grad();
                return _network.FrozenFeatures(PictureBatch.Plain(_pictures, chunk).to(_device))?.cpu().data<float>().ToArray();
            });
            if (part is null)
            {
                return null;
            }

            features.AddRange(part);
        }

        return tensor(features.ToArray(), [_pictures.Count, features.Count / _pictures.Count], device: _device);
    }

    private IEnumerable<(string Name, Tensor Value)> Slots() =>
    [
        .. _network.state_dict().Select(entry => ($"network.{entry.Key}", entry.Value)),
        .. _loss.state_dict().Select(entry => ($"loss.{entry.Key}", entry.Value)),
        .. _optimiser.State,
    ];

    private Random Chance(int epoch, int step) => new(HashSeed(_seed, epoch, step));

    /// <summary>Spreads three numbers over 31 bits (the finaliser of SplitMix64), so that neighbours share nothing.</summary>
    private static int HashSeed(int seed, int epoch, int step)
    {
        ulong z = unchecked(((ulong)(uint)seed << 40) ^ ((ulong)(uint)epoch << 20) ^ (uint)step) + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) & int.MaxValue);
    }

    private static EmbeddingLoss CreateLoss(Recipe recipe, int classes, int seed) => recipe.SupConWeight != 0
        ? new JointLoss(CreateMainLoss(recipe, classes, seed), new SupConLoss(), recipe.SupConWeight)
        : CreateMainLoss(recipe, classes, seed);

    private static EmbeddingLoss CreateMainLoss(Recipe recipe, int classes, int seed) => recipe.Loss switch
    {
        LossKind.SemiHardTriplet => new SemiHardTripletLoss(recipe.Margin),
        LossKind.BatchHardTriplet => new BatchHardTripletLoss(recipe.Margin),
        LossKind.ProxyAnchor => new ProxyAnchorLoss(classes, recipe.Dimension, recipe.Margin, seed: seed),
        LossKind.SupCon => new SupConLoss(),
        LossKind.MultiSimilarity => new MultiSimilarityLoss(),
        LossKind.CosFace => new CosFaceLoss(classes, recipe.Dimension, margin: recipe.Margin, seed: seed),
        _ => throw new ArgumentOutOfRangeException(nameof(recipe), recipe.Loss, "No loss of this kind."),
    };
}
