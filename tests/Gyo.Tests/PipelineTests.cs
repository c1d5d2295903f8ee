namespace Gyo.Tests;

public sealed class PipelineTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_ItemsOfAllDurations_GivesResultsInTheirOrder()
    {
        string[] results = [.. Pipeline.Run(Enumerable.Range(0, 300), i =>
        {
            Thread.Sleep(i % 7 == 0 ? 5 : 0);
            return $"{i}";
        }, Cancel)];

        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"{i}"), results);
    }

    [Fact]
    public void Run_SlowTaker_BeginsOnlyAFewAhead()
    {
        const int PerCore = 17; // those that wait, and the one that is taken
        int begun = 0, taken = 0, most = 0;
        foreach (string _ in Pipeline.Run(Enumerable.Range(0, 1000), i => $"{Interlocked.Increment(ref begun)}", Cancel))
        {
            taken++;
            most = Math.Max(most, Volatile.Read(ref begun) - taken);
        }

        Assert.Equal(1000, taken);
        Assert.InRange(most, 1, PerCore * Environment.ProcessorCount);
    }

    [Fact]
    public void Run_Always_UsesNoMoreThreadsThanCores()
    {
        int running = 0, most = 0;
        Assert.Equal(200, Pipeline.Run(Enumerable.Range(0, 200), i =>
        {
            int now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            Thread.Sleep(1);
            Interlocked.Decrement(ref running);
            return "";
        }, Cancel).Count());

        Assert.InRange(most, 1, Environment.ProcessorCount);
    }

    [Fact]
    public void Run_Cancelled_EndsWithWhatWasBegun()
    {
        using CancellationTokenSource cancel = new();
        int worked = 0;

        int taken = Pipeline.Run(Enumerable.Range(0, 1000), i =>
        {
            if (Interlocked.Increment(ref worked) == 50)
            {
                cancel.Cancel();
            }

            return "";
        }, cancel.Token).Count();

        Assert.Equal(worked, taken);
        Assert.InRange(taken, 50, 50 + Environment.ProcessorCount);
    }

    [Fact]
    public void Run_WorkThatFails_ThrowsInItsTurnWhenNothingIsRunning()
    {
        int running = 0, taken = 0;
        var failure = Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (string _ in Pipeline.Run(Enumerable.Range(0, 300), i =>
            {
                Interlocked.Increment(ref running);
                Thread.Sleep(1);
                Interlocked.Decrement(ref running);
                return i == 40 ? throw new InvalidOperationException("forty") : "";
            }, Cancel))
            {
                taken++;
            }
        });

        Assert.Equal(("forty", 40, 0), (failure.Message, taken, running));
    }

    [Fact]
    public void Run_TakerThatStops_LeavesNothingRunning()
    {
        int running = 0;
        Assert.Equal("", Pipeline.Run(Enumerable.Range(0, 300), i =>
        {
            Interlocked.Increment(ref running);
            Thread.Sleep(1);
            Interlocked.Decrement(ref running);
            return "";
        }, Cancel).First());

        Assert.Equal(0, running);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen = Volatile.Read(ref most);
        while (value > seen && Interlocked.CompareExchange(ref most, value, seen) is int found && found != seen)
        {
            seen = found;
        }
    }
}
