using Gyo.Indexing;

namespace Gyo.Tests.Indexing;

public sealed class FlatIndexTests : VectorIndexTests
{
    protected override IVectorIndex Create(int dimension) => new FlatIndex(dimension);
}
