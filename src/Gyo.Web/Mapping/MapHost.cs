using Gyo.Web.Hosting;

namespace Gyo.Web.Mapping;

/// <summary>The gallery's map, computed when it is first asked for and when pictures have come or gone. Its progress is the share that is done, 0 to 1.</summary>
internal sealed class MapHost(GalleryHost host) : BackgroundWork<double>((next, told) => next - told >= Step)
{
    /// <summary>Progress is told when this much more is done: often enough to be seen moving.</summary>
    private const double Step = 0.01;

    /// <summary>The last map that was made; null before the first.</summary>
    public GalleryMap? Map { get; private set; }

    /// <summary>The last map in words.</summary>
    public IReadOnlyList<MapSummary> Summary { get; private set; } = [];

    /// <summary>Sees to it that the map is of what the gallery holds now; returns at once.</summary>
    public void Begin() => Begin((progress, cancel) =>
    {
        GalleryMap map = host.Gallery.Map(progress, cancel);
        if (map != Map)
        {
            Summary = MapSummary.Of(map);
            Map = map;
        }
    });
}
