namespace Gyo.Tests;

/// <summary>Reports on the reporting thread, at once; <see cref="Progress{T}"/> would post them.</summary>
internal sealed class InlineProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
