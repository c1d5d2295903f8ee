using Gyo.Training;
using Gyo.Training.Data;

namespace Gyo.Tests.Training.Data;

public sealed class PictureVariationTests
{
    private const int Side = 8;

    /// <summary>Weights of the bilinear mix are floats; a byte's value comes back to within this.</summary>
    private const float RoundingTolerance = 1e-2f;

    /// <summary>Varies nothing.</summary>
    internal static readonly Augmentation Still = new()
    {
        MinArea = 1,
        MinAspect = 1,
        MirrorProbability = 0,
        RotationDegrees = 0,
        Brightness = 0,
        Contrast = 0,
        Saturation = 0,
        EraseProbability = 0,
    };

    private static readonly byte[] Picture = [.. Enumerable.Range(0, Side * Side * 3).Select(i => (byte)(i * 37 % 251))];

    [Fact]
    public void Apply_None_GivesThePictureAsPlanes() => AssertClose(Planes(Picture), Applied(PictureVariation.None()));

    [Fact]
    public void Apply_NothingToVary_GivesThePictureAsPlanes() => AssertClose(Planes(Picture), Applied(PictureVariation.Draw(Still, new Random(1))));

    [Fact]
    public void Apply_MirrorAlone_SwapsLeftAndRight()
    {
        float[] mirrored = Applied(PictureVariation.Draw(Still with { MirrorProbability = 1 }, new Random(1)));

        float[] planes = Planes(Picture);
        AssertClose([.. planes.Chunk(Side).SelectMany(row => row.Reverse())], mirrored);
    }

    [Fact]
    public void Apply_QuarterTurn_TurnsThePicture()
    {
        // A range of ±90° with the rotation drawn at its end is a quarter turn either way; find one by its result.
        float[] planes = Planes(Picture);
        float[] turned = Applied(PictureVariation.Draw(Still with { RotationDegrees = 90 }, new ExtremeRandom()));

        float[] expected = new float[planes.Length];
        for (int c = 0; c < 3; c++)
        {
            for (int y = 0; y < Side; y++)
            {
                for (int x = 0; x < Side; x++)
                {
                    expected[(c * Side + y) * Side + x] = planes[(c * Side + x) * Side + (Side - 1 - y)];
                }
            }
        }

        AssertClose(expected, turned);
    }

    [Fact]
    public void Apply_Brightness_MultipliesAndClamps()
    {
        float[] bright = Applied(PictureVariation.Draw(Still with { Brightness = 0.5 }, new ExtremeRandom()));

        AssertClose([.. Planes(Picture).Select(v => Math.Min(255, v * 1.5f))], bright);
    }

    [Fact]
    public void Erase_Certain_BlanksARectangleOfEveryPlaneAlike()
    {
        float[] planes = [.. Enumerable.Repeat(1f, Side * Side * 3)];
        PictureVariation.Draw(Still with { EraseProbability = 1, EraseArea = 0.5 }, new Random(4)).Erase(planes, Side);

        int[] erased = [.. planes.Chunk(Side * Side).Select(plane => plane.Count(v => v == 0))];
        Assert.InRange(erased[0], 1, Side * Side / 2);
        Assert.All(erased, n => Assert.Equal(erased[0], n));
    }

    [Fact]
    public void Draw_DefaultRange_StaysInPixelRangeAndRepeats()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            float[] once = Applied(PictureVariation.Draw(new Augmentation(), new Random(seed)));

            Assert.All(once, v => Assert.InRange(v, 0, 255));
            Assert.Equal(once, Applied(PictureVariation.Draw(new Augmentation(), new Random(seed))));
        }
    }

    private static float[] Applied(PictureVariation variation)
    {
        float[] planes = new float[Picture.Length];
        variation.Apply(Picture, planes, Side);
        return planes;
    }

    private static float[] Planes(byte[] picture) =>
        [.. Enumerable.Range(0, 3).SelectMany(c => picture.Where((_, i) => i % 3 == c).Select(b => (float)b))];

    private static void AssertClose(float[] expected, float[] actual) =>
        Assert.True(expected.Zip(actual).All(v => MathF.Abs(v.First - v.Second) < RoundingTolerance), "The planes differ.");

    /// <summary>Draws the upper end of every range, but for coin tosses, which it loses.</summary>
    private sealed class ExtremeRandom : Random
    {
        public override double NextDouble() => 1 - 1e-9;
    }
}
