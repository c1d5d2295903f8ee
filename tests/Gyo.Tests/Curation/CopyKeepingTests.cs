using Gyo.Curation;

namespace Gyo.Tests.Curation;

public sealed class CopyKeepingTests
{
    [Fact]
    public void Order_RuleByRule()
    {
        CopyOnDisk[] inOrder =
        [
            new(9, 400, 300, 10, IsExtended: true), // most pixels
            new(8, 200, 150, 10), // neither cropped nor framed
            new(7, 150, 200, 90, IsCropped: true), // a larger file
            new(2, 200, 150, 80, IsCropped: true), // came first
            new(3, 200, 150, 80, IsExtended: true),
            new(1, 0, 0, 1000),
        ];

        Assert.Equal(inOrder, CopyKeeping.Order(inOrder.Reverse()));
        Assert.Equal(inOrder, CopyKeeping.Order(inOrder));
    }
}
