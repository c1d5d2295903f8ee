using Gyo.Training;

namespace Gyo.Cli;

/// <summary>Shows a training as a bar with epoch, loss, speed and time left.</summary>
internal static class TrainingBar
{
    public static T Show<T>(string title, Func<IProgress<TrainingProgress>, T> train) =>
        Terminal.WithProgress(title, show => train(new Reporter(show)));

    /// <summary>Unlike <see cref="Progress{T}"/> it reports at once, on the training's own thread, and so in order.</summary>
    private sealed class Reporter(Action<double, string> show) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress p) => show(
            (p.Epoch - 1 + p.Step / (double)p.Steps) / p.Epochs,
            (p.Stage is { } stage ? $"{stage}, {p.Step} of {p.Steps}" : $"epoch {p.Epoch}/{p.Epochs}, loss {p.Loss:f3}")
            + $", {p.ImagesPerSecond:f0} images/s, {Left(p.Remaining)} left");

        private static string Left(TimeSpan time) => time.TotalHours < 1 ? $"{time:m\\:ss}" : $"{Math.Floor(time.TotalHours)}:{time:mm\\:ss}";
    }
}
