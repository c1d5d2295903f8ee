using Gyo.Indexing;

namespace Gyo.Tests.Indexing;

public sealed unsafe class GraphLayerTests
{
    [Fact]
    public void FreePlace_OfANodeThatASearchStandsOn_StillLeadsDown()
    {
        byte[] code = new byte[RawMemory.CacheLine];
        var layer = GraphLayer.Allocate(RawMemory.CacheLine, maxLinks: 4, capacity: 3, isLowest: false);
        int node = layer.TakePlace();
        fixed (byte* c = code)
        {
            layer.SetRow(node, below: 7, row: 9, c);
        }

        layer.SetLinks(node, [2, 1]);
        layer.FreePlace(node);

        Assert.Equal((7, 9, 0), (layer.Below(node), layer.Row(node), layer.LinkCount(node)));
        Assert.DoesNotContain(node, layer.Used);
        Assert.Equal(node, layer.TakePlace());
        Assert.Contains(node, layer.Used);
    }

    [Fact]
    public void TakePlace_FullLayer_GivesNone()
    {
        var layer = GraphLayer.Allocate(RawMemory.CacheLine, maxLinks: 4, capacity: 2, isLowest: true);

        Assert.Equal([0, 1, GraphLayer.None], new[] { layer.TakePlace(), layer.TakePlace(), layer.TakePlace() });
        Assert.False(layer.HasPlace);
    }
}
