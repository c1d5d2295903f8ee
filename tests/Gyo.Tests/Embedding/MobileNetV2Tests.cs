using Gyo.Embedding;

namespace Gyo.Tests.Embedding;

public sealed class MobileNetV2Tests
{
    private static readonly ConvSpec[] Convolutions = [.. MobileNetV2.Stages.SelectMany(stage => stage.Convolutions)];

    [Fact]
    public void Stages_Counted_AreThoseOfThePaper()
    {
        Assert.Equal(19, MobileNetV2.Stages.Count);
        Assert.Equal(52, Convolutions.Length);
        Assert.Equal(10, MobileNetV2.Stages.Count(stage => stage.Residual));
        // Keras's summary of MobileNetV2(include_top=False): 2,257,984 parameters, batch normalisation's four a channel among them.
        Assert.Equal(2_257_984, Convolutions.Sum(c => c.KernelShape.Aggregate(1, (product, length) => product * length) + 4 * c.Out));
    }

    [Fact]
    public void Stages_InARow_HandOnTheirChannels()
    {
        Assert.Equal(3, Convolutions[0].In);
        Assert.All(Convolutions.Zip(Convolutions.Skip(1)), pair => Assert.Equal(pair.First.Out, pair.Second.In));
        Assert.All(MobileNetV2.Stages.Where(s => s.Residual), s => Assert.Equal(s.Convolutions[0].In, s.Out));
    }

    [Theory]
    [InlineData(0, 32, 64)]
    [InlineData(1, 16, 64)]
    [InlineData(3, 24, 32)]
    [InlineData(6, 32, 16)]
    [InlineData(10, 64, 8)]
    [InlineData(13, 96, 8)]
    [InlineData(16, 160, 4)]
    [InlineData(17, 320, 4)]
    [InlineData(18, 1280, 4)]
    public void OutputSize_PictureOf128_IsThatOfThePaper(int stage, int channels, int size)
    {
        int side = 128;
        foreach (ConvSpec conv in MobileNetV2.Stages.Take(stage + 1).SelectMany(s => s.Convolutions))
        {
            side = conv.OutputSize(side);
        }

        Assert.Equal(channels, MobileNetV2.Stages[stage].Out);
        Assert.Equal(size, side);
    }

    [Fact]
    public void Names_First_AreWhatWeightFilesUse() =>
        Assert.Equal(
            ["stem", "block0.depthwise", "block0.project", "block1.expand", "block1.depthwise", "block1.project", "block2.expand"],
            Convolutions.Take(7).Select(c => c.Name));
}
