using Gyo.Embedding;

namespace Gyo.Training.Tuning;

/// <summary>What trials will take on this machine and these pictures, learned from those that are done.</summary>
/// <remarks>
/// Training is taken to cost what its multiplications do: three times the forward pass where weights are trained (gradients of inputs and
/// of weights cost as much each), once where they are frozen. That is rough: candidates that train the lower stages, whose maps are wide, were
/// seen to take up to twice as long. The estimates follow what was seen, and a tenth of the time is not planned with.
/// </remarks>
internal sealed class TrialTime
{
    private const double BillionOperations = 1e9;

    private double _trainSeconds;
    private double _trainWork;
    private double _measureSeconds;
    private double _measureWork;

    /// <summary>Learns from a finished trial; failed ones ended too early to tell anything.</summary>
    public void Learn(Trial trial)
    {
        if (trial.Figures is not null)
        {
            Learn(trial.Recipe, trial.TrainSeconds, trial.MeasureSeconds);
        }
    }

    /// <summary>Learns what a recipe took.</summary>
    public void Learn(Recipe recipe, double trainSeconds, double measureSeconds)
    {
        _trainSeconds += trainSeconds;
        _trainWork += TrainWork(recipe);
        _measureSeconds += measureSeconds;
        _measureWork += MeasureWork(recipe);
    }

    /// <summary>Seconds that a recipe will take, reading pictures not counted.</summary>
    /// <exception cref="InvalidOperationException">Nothing was learned yet.</exception>
    public double Of(Recipe recipe) => _trainWork > 0
        ? TrainWork(recipe) * _trainSeconds / _trainWork + MeasureWork(recipe) * _measureSeconds / _measureWork
        : throw new InvalidOperationException("No trial was learned from yet.");

    /// <summary>Work for each picture of the training, in billions of multiplications.</summary>
    private static double TrainWork(Recipe recipe) => recipe.Epochs
        * Stages(recipe.Size).Select((work, stage) => stage < recipe.FrozenStages ? work : 3 * work).Sum();

    private static double MeasureWork(Recipe recipe) => Stages(recipe.AnswerSize ?? recipe.Size).Sum();

    /// <summary>The forward pass of one picture, stage by stage.</summary>
    private static IEnumerable<double> Stages(int size)
    {
        foreach (Stage stage in MobileNetV2.Stages)
        {
            double work = 0;
            foreach (ConvSpec convolution in stage.Convolutions)
            {
                size = convolution.OutputSize(size);
                work += (double)size * size * convolution.KernelShape.Aggregate(1, (a, b) => a * b) / BillionOperations;
            }

            yield return work;
        }
    }
}
