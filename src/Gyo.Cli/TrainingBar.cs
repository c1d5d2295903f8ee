using Gyo.Training;
using Gyo.Training.Tuning;

namespace Gyo.Cli;

/// <summary>Shows a training, or the trainings of a search, as a bar with epoch, loss, speed and time left.</summary>
internal static class TrainingBar
{
    public static T Show<T>(string title, Func<IProgress<TrainingProgress>, T> train) => Terminal.WithProgress(
        title,
        show => train(new Reporter<TrainingProgress>(p => show(
            (p.Epoch - 1 + p.Step / (double)p.Steps) / p.Epochs,
            $"{(p.Stage is { } stage ? $"{stage}, {p.Step} of {p.Steps}" : $"{Epoch(p)}, loss {p.Loss:f3}")}, {p.ImagesPerSecond:f0} images/s, {Left(p.Remaining)} left"))));

    public static T Show<T>(string title, Func<IProgress<TuningProgress>, T> search) => Terminal.WithProgress(
        title,
        show => search(new Reporter<TuningProgress>(p => show(
            p.Share, $"rung {p.Rung + 1}/{p.Rungs}, trial {p.Trial}, {Epoch(p.Training)}, {p.Training.ImagesPerSecond:f0} images/s"))));

    private static string Epoch(TrainingProgress p) => $"epoch {p.Epoch}/{p.Epochs}";

    private static string Left(TimeSpan time) => time.TotalHours < 1 ? $"{time:m\\:ss}" : $"{Math.Floor(time.TotalHours)}:{time:mm\\:ss}";

    /// <summary>Unlike <see cref="Progress{T}"/> it reports at once, on the training's own thread, and so in order.</summary>
    private sealed class Reporter<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
