using Gyo.Training.Data;
using Gyo.Training.Losses;
using Gyo.Training.Optimisation;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Gyo.Training.Backbones;

/// <summary>
/// Trains a linear head on features. With z the features in their discriminant directions (<see cref="DiscriminantDirections"/>), the head is
/// z's first D + A · z; A begins at zero and decays towards it, so that what it does not learn otherwise stays as the backbone has it.
/// </summary>
/// <remarks>
/// Most of the gain is the directions'; the loss then draws single classes together. Ten times the learning rate lost what the directions
/// had gained, on characters that were trained on and on others.
/// </remarks>
internal sealed class HeadTraining : IDisposable
{
    /// <summary>Steps of a training: a few seconds.</summary>
    public const int Steps = 300;

    /// <summary>Characters in a batch.</summary>
    private const int ClassesPerBatch = 16;

    /// <summary>Pictures of each, every one in one of its views.</summary>
    private const int PicturesPerClass = 4;

    private const double LearningRate = 3e-4;
    private const double ProxyFactor = 10;
    private const double WeightDecay = 0.01;
    private const double AdamEpsilon = 1e-8;
    private const double WarmUp = 0.05;

    /// <summary>Most directions that A sees: enough for it to find what the first D lack, few enough not to learn pictures by heart.</summary>
    private const int MostDirections = 512;

    private readonly int[] _labels;
    private readonly int _views;
    private readonly int _dimension;
    private readonly Tensor _directions; // [K, F]
    private readonly Tensor _centre; // [F]
    private readonly Tensor _seen; // [N · V, K]
    private readonly Parameter _change; // A, [D, K]
    private readonly ProxyAnchorLoss _loss;
    private readonly AdamW _optimiser;

    /// <summary>Finds the directions and puts everything at its start.</summary>
    /// <param name="features">[N, V, F], row-major, of unit length.</param>
    /// <param name="labels">The class, 0 … C−1, of every picture, [N].</param>
    /// <param name="views">V.</param>
    /// <param name="dimension">D, at most F.</param>
    /// <param name="seed">Of the proxies.</param>
    /// <exception cref="TrainingException">The classes don't differ at all.</exception>
    public HeadTraining(float[] features, int[] labels, int views, int dimension, int seed)
    {
        (_labels, _views, _dimension) = (labels, views, dimension);
        int width = features.Length / (labels.Length * views);
        int kept = Math.Min(width, Math.Max(MostDirections, dimension));
        _loss = new ProxyAnchorLoss(labels.Max() + 1, dimension, seed: seed);
        _change = new Parameter(zeros(dimension, kept));
        (_directions, _centre, _seen) = TorchStep.Run(() =>
        {
            using IDisposable frozen = no_grad();
            Tensor all = tensor(features, [labels.Length * views, width]); // [N · V, F]
            Tensor classes = tensor(labels.Select(l => (long)l).ToArray()).repeat_interleave(views); // [N · V]
            (Tensor directions, Tensor centre) = DiscriminantDirections.Fit(all, classes, kept);
            Tensor seen = (all - centre).mm(directions.t()); // [N · V, K]
            ImprintProxies(seen, classes);
            return (directions.DetachFromDisposeScope(), centre.DetachFromDisposeScope(), seen.DetachFromDisposeScope());
        });
        _optimiser = new AdamW(
            [new ParameterGroup([_change], 1), new ParameterGroup([.. _loss.parameters()], ProxyFactor)], WeightDecay, AdamEpsilon);
    }

    /// <summary>Trains.</summary>
    /// <param name="seed">Of the batches.</param>
    /// <param name="stepped">Told (steps done, pictures so far, mean loss so far) after every step.</param>
    /// <param name="cancel">Honoured between two steps.</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="TrainingException">The loss is no number any more.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public double Run(int seed, Action<int, int, double> stepped, CancellationToken cancel)
    {
        var random = new Random(seed);
        double sum = 0;
        int step = 0;
        int pictures = 0;
        while (step < Steps)
        {
            foreach (int[] batch in BatchSampler.ClassBalanced(_labels, ClassesPerBatch, PicturesPerClass, random).Take(Steps - step))
            {
                cancel.ThrowIfCancellationRequested();
                double loss = Step(batch, random, LearningRate * LearningRateSchedule.At(step, Steps, WarmUp));
                if (!double.IsFinite(loss))
                {
                    throw new TrainingException($"The head's loss became {loss} in step {step + 1}. Try another --seed.");
                }

                sum += loss;
                pictures += batch.Length;
                stepped(++step, pictures, sum / step);
            }
        }

        return sum / Steps;
    }

    /// <summary>The head as it is now, for features as the backbone gives them.</summary>
    public LinearHead ToHead() => TorchStep.Run(() =>
    {
        using IDisposable frozen = no_grad();
        Tensor weight = _directions.narrow(0, 0, _dimension).add(_change.mm(_directions)); // [D, F]
        Tensor bias = weight.mv(_centre).neg(); // [D]
        return new LinearHead(weight.data<float>().ToArray(), bias.data<float>().ToArray());
    });

    public void Dispose()
    {
        _directions.Dispose();
        _centre.Dispose();
        _seen.Dispose();
        _change.Dispose();
        _loss.Dispose();
        _optimiser.Dispose();
    }

    private double Step(int[] batch, Random random, double learningRate) => TorchStep.Run(() =>
    {
        Tensor rows = tensor(batch.Select(i => (long)i * _views + random.Next(_views)).ToArray()); // [B]
        Tensor labels = tensor(batch.Select(i => (long)_labels[i]).ToArray()); // [B]
        Tensor seen = _seen.index_select(0, rows); // [B, K]
        _optimiser.ZeroGradients();
        Tensor embeddings = seen.narrow(1, 0, _dimension).add(seen.mm(_change.t())); // [B, D]
        Tensor loss = _loss.call(embeddings, labels);
        loss.backward();
        _optimiser.Step(learningRate);
        return (double)loss.item<float>();
    });

    /// <summary>Lets every proxy begin at its class's mean, seen from the middle of all, as <see cref="TrainingRun.ImprintProxies"/> does.</summary>
    /// <param name="seen">[N · V, K].</param>
    /// <param name="classes">[N · V], int64.</param>
    private void ImprintProxies(Tensor seen, Tensor classes)
    {
        Tensor embeddings = nn.functional.normalize(seen.narrow(1, 0, _dimension), p: 2, dim: 1); // [N · V, D]
        Tensor means = nn.functional.normalize(zeros_like(_loss.Proxies).index_add_(0, classes, embeddings, 1), p: 2, dim: 1); // [C, D]
        _loss.Proxies.copy_(nn.functional.normalize(means - means.mean([0L], keepdim: true), p: 2, dim: 1));
    }
}
