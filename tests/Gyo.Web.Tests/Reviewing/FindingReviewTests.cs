using Gyo.Web.Reviewing;

namespace Gyo.Web.Tests.Reviewing;

public sealed class FindingReviewTests
{
    [Fact]
    public async Task Inspection_WhileAFindingIsDecided_DoesNotAskAboutItAgain()
    {
        await using ReviewServer server = await ReviewServer.StartAsync();
        IReadOnlyList<Finding> found = MadeUpFindings.OfEachKind(server.Gallery);
        server.Review.Inspect = (_, _, _) => found;
        await server.InspectAsync();
        server.Review.Inspect = (_, _, _) =>
        {
            server.Review.Reject("d1"); // before what the inspection found is shown
            return found;
        };
        await server.InspectAsync();
        Assert.Equal(4, server.Review.Count(ReviewState.Open));
        Assert.Equal(1, server.Review.Count(ReviewState.Rejected));
        Assert.Null(server.Review.Find("d1"));
        Assert.Equal("d1", server.Review.Undo().Finding!.Id);
    }

    [Fact]
    public async Task Inspection_ThatFails_SaysWhyAndKeepsWhatWasFound()
    {
        await using ReviewServer server = await ReviewServer.StartAsync(MadeUpFindings.OfEachKind);
        await server.InspectAsync();
        server.Review.Inspect = (_, _, _) => throw new InvalidOperationException("the disk is gone.");
        await server.InspectAsync();
        Assert.Equal("the disk is gone.", server.Review.Problem);
        Assert.Equal(5, server.Review.Count(ReviewState.Open));
    }

    [Fact]
    public async Task Stop_EndsIt_AndASecondBeginDoesNothing()
    {
        await using ReviewServer server = await ReviewServer.StartAsync();
        int begun = 0;
        using ManualResetEventSlim under = new();
        server.Review.Inspect = (_, progress, cancel) =>
        {
            Interlocked.Increment(ref begun);
            progress.Report(new InspectionProgress("Looking", 0.5));
            under.Set();
            cancel.WaitHandle.WaitOne();
            cancel.ThrowIfCancellationRequested();
            return [];
        };
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Review.Start();
        server.Review.Start();
        under.Wait(TestContext.Current.CancellationToken);
        Assert.Equal(("Looking", 0.5, true), (server.Review.Progress.Step, server.Review.Progress.Share, server.Review.IsRunning));
        server.Review.Changed += () => done.TrySetResult();
        server.Review.Stop();
        await done.Task;
        Assert.Equal((1, false, false), (begun, server.Review.IsRunning, server.Review.IsInspected));
        Assert.Null(server.Review.Problem);
    }

    [Fact]
    public async Task Gallery_ThatChangesALot_MakesAnInspectionOld_UnlessItWasDecidedHere()
    {
        await using ReviewServer server = await ReviewServer.StartAsync(MadeUpFindings.OfEachKind);
        Assert.True(server.Review.IsOld);
        await server.InspectAsync();
        server.Review.Accept("d1");
        Assert.False(server.Review.IsOld);
        server.Gallery.Hide([.. server.Gallery.PictureIds(PictureFilter.All).Take(10)]);
        Assert.True(server.Review.IsOld);
    }

    [Fact]
    public async Task Accept_WithAPictureThatIsNoneOfTheCopies_IsRefused()
    {
        await using ReviewServer server = await ReviewServer.StartAsync(MadeUpFindings.OfEachKind);
        await server.InspectAsync();
        Assert.Throws<ArgumentException>(() => server.Review.Accept("d1", keep: -1));
        Assert.NotNull(server.Review.Find("d1"));
        Assert.Equal(0, server.Review.Accept("no such finding"));
    }
}
