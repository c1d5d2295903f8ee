using Gyo.Collections;
using Gyo.Web.Hosting;

namespace Gyo.Web.Mapping;

/// <summary>The gallery's map, computed in the background when it is first asked for and when pictures have come or gone.</summary>
internal sealed class MapHost(GalleryHost host) : IDisposable
{
    /// <summary>Progress is told when this much more is done: often enough to be seen moving.</summary>
    private const double Step = 0.01;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _closing = new();
    private Task _work = Task.CompletedTask;

    /// <summary>Something below is another. Called from any thread.</summary>
    public event Action? Changed;

    /// <summary>The last map that was made; null before the first.</summary>
    public GalleryMap? Map { get; private set; }

    /// <summary>The last map in words.</summary>
    public IReadOnlyList<MapSummary> Summary { get; private set; } = [];

    /// <summary>The share of the map under way that is done, 0 to 1; null when none is.</summary>
    public double? Progress { get; private set; }

    /// <summary>Why the last map could not be made; null if it could.</summary>
    public string? Problem { get; private set; }

    /// <summary>Sees to it that the map is of what the gallery holds now; returns at once.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            if (_work.IsCompleted && !_closing.IsCancellationRequested)
            {
                Progress = 0;
                Problem = null;
                _work = Task.Factory.StartNew(Make, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
        }
    }

    /// <summary>Stops what is under way.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _closing.Cancel();
        }

        _work.Wait();
        _closing.Dispose();
    }

    private void Make()
    {
        try
        {
            GalleryMap map = host.Gallery.Map(new Watch(this), _closing.Token);
            if (map != Map)
            {
                Summary = MapSummary.Of(map);
                Map = map;
            }
        }
        catch (OperationCanceledException)
        {
            // The application is closing.
        }
        catch (GalleryException e)
        {
            Problem = e.Message;
        }
        finally
        {
            Progress = null;
            Changed?.Invoke();
        }
    }

    /// <summary>Tells of progress on the thread that makes it.</summary>
    private sealed class Watch(MapHost map) : IProgress<double>
    {
        private double _told;

        public void Report(double value)
        {
            map.Progress = value;
            if (value - _told >= Step)
            {
                _told = value;
                map.Changed?.Invoke();
            }
        }
    }
}
