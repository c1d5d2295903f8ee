using Gyo.Web.Hosting;
using Gyo.Web.Reviewing;

namespace Gyo.Web.Tests.Reviewing;

/// <summary>A server with a gallery that one test decides about.</summary>
internal sealed class ReviewServer : IAsyncDisposable
{
    private ReviewServer()
    {
    }

    public RunningServer Server { get; } = new();

    public Gallery Gallery => Server.Services.GetRequiredService<GalleryHost>().Gallery;

    public FindingReview Review => Server.Services.GetRequiredService<FindingReview>();

    /// <summary>Starts one whose inspections find what is given; what they really find if that is null.</summary>
    public static async Task<ReviewServer> StartAsync(Func<Gallery, IReadOnlyList<Finding>>? findings = null)
    {
        ReviewServer server = new();
        await server.Server.InitializeAsync();
        if (findings is not null)
        {
            IReadOnlyList<Finding> found = findings(server.Gallery);
            server.Review.Inspect = (_, _, _) => found;
        }

        return server;
    }

    /// <summary>Inspects, and waits for the end.</summary>
    public async Task InspectAsync()
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnChanged()
        {
            if (!Review.IsRunning)
            {
                done.TrySetResult();
            }
        }

        Review.Changed += OnChanged;
        Review.Start();
        await done.Task;
        Review.Changed -= OnChanged;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
