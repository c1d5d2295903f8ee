namespace Gyo.Web.Mapping;

/// <summary>Where a character's pictures lie on the map, in words.</summary>
/// <param name="Name">The character.</param>
/// <param name="Pictures">How many pictures it has.</param>
/// <param name="Where">The part of the map that their middle lies in.</param>
/// <param name="Together">The share of them that lie nearer to it than to any other character's middle, 0 to 1.</param>
/// <param name="Nearest">The characters whose middles are nearest, nearest first.</param>
internal sealed record MapSummary(string Name, int Pictures, string Where, double Together, IReadOnlyList<string> Nearest)
{
    /// <summary>Characters that are told of: the page is to stay readable, and quick.</summary>
    public const int Most = 200;

    private const int Neighbours = 3;

    private static readonly string[] Rows = ["bottom", "middle", "top"];
    private static readonly string[] Columns = ["left", "centre", "right"];

    /// <summary>Sums up a map, the characters of the most pictures first.</summary>
    public static IReadOnlyList<MapSummary> Of(GalleryMap map)
    {
        (float X, float Y)[] places = [.. map.Places.ToArray().Chunk(2).Select(p => (p[0], p[1]))];
        int[] characters = map.Characters.ToArray();
        (int Character, int[] Points, (float X, float Y) Middle)[] groups =
        [
            .. Enumerable.Range(0, characters.Length).Where(i => characters[i] >= 0).GroupBy(i => characters[i])
                .Select(g => (g.Key, Points: g.ToArray(), (Median(g.Select(i => places[i].X)), Median(g.Select(i => places[i].Y)))))
                .OrderByDescending(g => g.Points.Length).ThenBy(g => g.Key).Take(Most),
        ];
        (float left, float right) = Range(places.Select(p => p.X));
        (float bottom, float top) = Range(places.Select(p => p.Y));
        return
        [
            .. groups.Select(g => new MapSummary(
                map.Names[g.Character],
                g.Points.Length,
                $"{Rows[Third(g.Middle.Y, bottom, top)]} {Columns[Third(g.Middle.X, left, right)]}",
                g.Points.Average(i => groups.MinBy(o => Square(o.Middle, places[i])).Character == g.Character ? 1.0 : 0),
                [.. groups.Where(o => o.Character != g.Character).OrderBy(o => Square(o.Middle, g.Middle)).Take(Neighbours).Select(o => map.Names[o.Character])])),
        ];
    }

    private static float Median(IEnumerable<float> values)
    {
        float[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static (float Least, float Most) Range(IEnumerable<float> values) => (values.DefaultIfEmpty().Min(), values.DefaultIfEmpty().Max());

    private static int Third(float value, float least, float most) => most <= least ? 1 : Math.Clamp((int)(3 * (value - least) / (most - least)), 0, 2);

    private static float Square((float X, float Y) a, (float X, float Y) b) => (a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y);
}
