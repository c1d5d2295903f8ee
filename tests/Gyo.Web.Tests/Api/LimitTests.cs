using System.Net;
using Gyo.Web.Asking;

namespace Gyo.Web.Tests.Api;

public sealed class LimitTests(RunningServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upload_LargerThanAllowed_Is413WhateverIsSaidOfItsLength()
    {
        await using ApiServer own = await ApiServer.StartAsync(server, o => o.MaxPictureBytes = 1 << 20);
        byte[] large = new byte[(1 << 20) + 1];
        using StreamContent untold = new(new EndingStream(large));
        using MultipartFormDataContent form = new() { { Calls.File(large[..(1 << 19)]), "image", "a.jpg" }, { Calls.File(large[..((1 << 19) + 2)]), "image", "b.jpg" } };
        foreach (HttpContent content in new HttpContent[] { Calls.File(large), untold, form, Calls.File(new byte[4 << 20]) })
        {
            using HttpRequestMessage request = new(HttpMethod.Post, "/api/search") { Content = content };
            request.Headers.ExpectContinue = true; // or the answer may be lost with the connection, which is closed before all is sent
            using HttpResponseMessage response = await own.Client.SendAsync(request, Cancel);
            Assert.Equal((413, "too-large", "The picture is larger than 1 MB; save it smaller."), await response.ProblemAsync());
        }
    }

    [Fact]
    public async Task Ask_MoreThanMayWait_Is503AndTheOthersAreAnswered()
    {
        await using ApiServer own = await ApiServer.StartAsync(server, o => (o.Concurrency, o.QueueLength) = (1, 2));
        AskLimiter limiter = own.Services.GetRequiredService<AskLimiter>();
        using ManualResetEventSlim goOn = new();
        Task<int> working = limiter.RunAsync(_ => Wait(goOn), Cancel);
        byte[] file = await File.ReadAllBytesAsync(server.Question(server.Characters[0]), Cancel);
        Task<HttpResponseMessage>[] waiting = [.. Enumerable.Range(0, 2).Select(_ => own.Client.PostAsync("/api/search", Calls.File(file), Cancel))];
        while (limiter.Waiting < 2)
        {
            await Task.Delay(10, Cancel);
        }

        using HttpResponseMessage refused = await own.Client.PostAsync("/api/search", Calls.File(file), Cancel);
        Assert.Equal((503, "busy", "Gyo is busy; try again in a second."), await refused.ProblemAsync());
        Assert.Equal("1", refused.Headers.RetryAfter?.ToString());
        goOn.Set();
        Assert.Equal(1, await working);
        Assert.All(await Task.WhenAll(waiting), r => Assert.Equal(HttpStatusCode.OK, r.StatusCode));
        Assert.Contains("gyo_refusals_total", await own.Client.GetStringAsync("/metrics", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_MoreOftenThanAllowed_Is429AndReadingGoesOn()
    {
        await using ApiServer own = await ApiServer.StartAsync(server, o => o.RequestsPerMinute = 2);
        for (int i = 0; i < 2; i++)
        {
            using HttpResponseMessage allowed = await own.Client.PostAsync("/api/search?like=1", null, Cancel);
            Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
        }

        using HttpResponseMessage refused = await own.Client.PostAsync("/api/search?like=1", null, Cancel);
        Assert.Equal((429, "too-many-requests"), ((int)refused.StatusCode, (await refused.ProblemAsync()).Type));
        Assert.InRange(int.Parse(refused.Headers.RetryAfter!.ToString()), 1, 60);
        using HttpResponseMessage read = await own.Client.GetAsync("/api/images/1", Cancel);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }

    [Fact]
    public async Task Uploads_MoreAtATimeThanThereIsRoomFor_AreBusyAndTheRoomComesBack()
    {
        UploadRoom room = new(new GyoWebOptions { MaxPictureBytes = 100, MaxUploadBytes = 150 });
        using (UploadRoom.Share first = room.Enter())
        {
            await first.ReadAsync(new MemoryStream(new byte[100]), null, Cancel);
            using UploadRoom.Share second = room.Enter();
            await Assert.ThrowsAsync<BusyException>(() => second.ReadAsync(new MemoryStream(new byte[60]), null, Cancel));
        }

        Assert.Equal(0, room.Held);
    }

    private static int Wait(ManualResetEventSlim goOn)
    {
        goOn.Wait(Cancel);
        return 1;
    }

    /// <summary>A stream that does not tell its length.</summary>
    private sealed class EndingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
