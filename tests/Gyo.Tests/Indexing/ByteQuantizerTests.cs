using Gyo.Indexing;

namespace Gyo.Tests.Indexing;

public sealed unsafe class ByteQuantizerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(128)]
    [InlineData(300)]
    public void Similarity_OfCodes_IsWithinItsOwnDeviation(int dimension)
    {
        // Five deviations of a normal error: of these few hundred products none should be beyond. Of one dimension the error is uniform.
        const float Deviations = 5;
        VectorMixture mixture = new(400, dimension);
        var quantizer = ByteQuantizer.Fit(dimension, mixture.Vectors.Length, (i, v) => mixture.Vectors[i].CopyTo(v, 0));
        RawMemory code = RawMemory.Allocate(quantizer.CodeLength);
        RawMemory queryCode = RawMemory.Allocate(quantizer.CodeLength);
        float[] query = mixture.Draw();
        CodedQuery coded = quantizer.EncodeQuery(query, new float[dimension], (sbyte*)queryCode.Start);

        foreach (float[] vector in mixture.Vectors)
        {
            quantizer.Encode(vector, code.Start);
            float similarity = coded.Similarity(CodeProducts.OfScalar((sbyte*)queryCode.Start, code.Start, quantizer.CodeLength));
            float room = dimension == 1 ? 1 : 0; // what lies beyond the outermost of 256 levels is cut off
            Assert.Equal(UnitVectors.Dot(query, vector), similarity, Deviations * coded.Deviation + room);
        }
    }

    [Fact]
    public void Fit_NoVectors_StillTellsVectorsApart()
    {
        var quantizer = ByteQuantizer.Fit(8, 0, (_, _) => { });
        RawMemory code = RawMemory.Allocate(quantizer.CodeLength);
        RawMemory query = RawMemory.Allocate(quantizer.CodeLength);
        float[] east = [1, 0, 0, 0, 0, 0, 0, 0];
        CodedQuery coded = quantizer.EncodeQuery(east, new float[8], (sbyte*)query.Start);
        float Of(float[] vector)
        {
            quantizer.Encode(vector, code.Start);
            return coded.Similarity(CodeProducts.OfScalar((sbyte*)query.Start, code.Start, quantizer.CodeLength));
        }

        Assert.True(Of(east) > Of([0.6f, 0.8f, 0, 0, 0, 0, 0, 0]));
        Assert.True(Of([0.6f, 0.8f, 0, 0, 0, 0, 0, 0]) > Of([0, 1, 0, 0, 0, 0, 0, 0]));
    }

    [Fact]
    public void Fit_DimensionThatNeverVaries_IsFinite()
    {
        var quantizer = ByteQuantizer.Fit(2, 20000, (_, v) => (v[0], v[1]) = (1, 0));
        RawMemory query = RawMemory.Allocate(quantizer.CodeLength);

        CodedQuery coded = quantizer.EncodeQuery([1, 0], new float[2], (sbyte*)query.Start);

        Assert.True(float.IsFinite(coded.Scale) && float.IsFinite(coded.Offset) && float.IsFinite(coded.Deviation));
    }
}
