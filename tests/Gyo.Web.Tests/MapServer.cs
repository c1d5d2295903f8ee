using Gyo.Web.Hosting;
using Gyo.Web.Mapping;

namespace Gyo.Web.Tests;

/// <summary>A server whose gallery nobody else changes, and its map.</summary>
public sealed class MapServer : IAsyncLifetime
{
    /// <summary>The server.</summary>
    public RunningServer Server { get; } = new();

    /// <summary>What it answers from.</summary>
    public Gallery Gallery => Server.Services.GetRequiredService<GalleryHost>().Gallery;

    /// <summary>Waits for the map, as the page shows it.</summary>
    public async Task<GalleryMap> MapAsync()
    {
        MapHost maps = Server.Services.GetRequiredService<MapHost>();
        TaskCompletionSource made = new(TaskCreationOptions.RunContinuationsAsynchronously);
        maps.Changed += () => made.TrySetResult();
        maps.Begin();
        while (maps.Map is null || maps.IsRunning)
        {
            await made.Task;
            made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return maps.Map;
    }

    public ValueTask InitializeAsync() => Server.InitializeAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
