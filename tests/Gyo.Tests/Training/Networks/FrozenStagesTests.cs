using Gyo.Training;
using Gyo.Training.Data;
using Gyo.Training.Networks;

namespace Gyo.Tests.Training.Networks;

public sealed class FrozenStagesTests : IDisposable
{
    /// <summary>Two engines add in another order; vectors are of unit length.</summary>
    private const float Rounding = 1e-4f;

    private readonly TemporaryFolder _folder = new();

    public FrozenStagesTests() => DrawnPictures.Write(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(10)]
    public void Run_AnyNumberOfStages_GivesTheNetworksVectors(int stages)
    {
        Recipe recipe = DrawnPictures.SmallRecipe with { FrozenStages = stages };
        TrainingPictures pictures = DrawnPictures.Load(_folder.Path, recipe);
        int[] chosen = [0, 3, 5];
        using EmbeddingNetwork network = EmbeddingNetwork.Create(recipe, seed: 1);
        network.eval();
        using FrozenStages frozen = network.LowerStages()!;

        float[] whole = TorchStep.Run(() => network.call(Varied(null), null).data<float>().ToArray());
        float[] parted = TorchStep.Run(() => network.call(Varied(frozen), null).data<float>().ToArray());

        Assert.Equal(whole, parted, (x, y) => Math.Abs(x - y) < Rounding);

        TorchSharp.torch.Tensor Varied(FrozenStages? through) =>
            PictureBatch.Varied(pictures, chosen, new Augmentation(), backdrops: null, new Random(7), through);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)] // the pooled stage 10 would be below
    public void LowerStages_NoneOrAPooledOne_IsNull(int stages)
    {
        using EmbeddingNetwork network = EmbeddingNetwork.Create(DrawnPictures.SmallRecipe with { FrozenStages = stages }, seed: 1);

        Assert.Null(network.LowerStages());
    }
}
