using Gyo.Embedding;
using Gyo.Embedding.Backbones;

namespace Gyo.Tests.Embedding.Backbones;

/// <summary>Whatever a file is instead of a backbone, one line says so, and what to do.</summary>
public sealed class BackboneRefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_InputOfBytes_AsksForFloat() =>
        Refuses(new BackboneFile { InputType = 2 }, "pixel_values uint8 [?, 3, 32, 32]", "float32");

    [Fact]
    public void Open_ChannelsLast_AsksForChannelsFirst() =>
        Refuses(new BackboneFile { InputShape = ["batch", 32, 32, 3] }, "[?, 32, 32, 3]", "channels first");

    [Fact]
    public void Open_NotSquare_AsksForSquares() => Refuses(new BackboneFile { InputShape = ["batch", 3, 32, 64] }, "[?, 3, 32, 64]", "square");

    [Fact]
    public void Open_BatchOfEight_AsksForAnOpenOne() => Refuses(new BackboneFile { InputShape = [8, 3, 32, 32] }, "[8, 3, 32, 32]", "N left open or 1");

    [Fact]
    public void Open_TextBesidePictures_AsksForThePartThatSees() =>
        Refuses(new BackboneFile { SecondInput = true }, "input_ids int64", "vision model");

    [Fact]
    public void Open_TwoOutputsOfUnusualNames_ListsThem() =>
        Refuses(new BackboneFile { Outputs = [BackboneFile.Map, BackboneFile.Mean] }, "map float32 [?, 6, ?, ?] and mean float32 [?, 6]", "--backbone-output");

    [Fact]
    public void Open_OutputThatIsNotThere_ListsThem() => Refuses(new BackboneFile(), "mean float32 [?, 6]", "--backbone-output", output: "mane");

    [Fact]
    public void Open_OutputOfNumbersThatCount_AsksForFeatures() =>
        Refuses(new BackboneFile { Outputs = [BackboneFile.Best] }, "best int64 [1, 1]", "--backbone-output");

    [Fact]
    public void Open_AnotherSizeThanTheFiles_NamesBoth() => Refuses(new BackboneFile(), "[?, 3, 32, 32]", "64 pixels", size: 64);

    [Fact]
    public void Open_WeightsInAnotherFile_AsksForOne() => Refuses(new BackboneFile { ExternalData = true }, "another file", "one file under 2 GB");

    [Fact]
    public void Open_OldOpset_AsksForANewerOne() => Refuses(new BackboneFile { Opset = 6 }, "opset 6", "opset 17");

    /// <summary>A convolution finds no place for its kernel: the graph itself is in order, and only a run shows it.</summary>
    [Fact]
    public void Open_SizeThatTheGraphCannotTake_SaysWhatTheRuntimeSays() =>
        Refuses(new BackboneFile { InputShape = ["batch", 3, "height", "width"] }, "", "--backbone-size", size: 4);

    [Fact]
    public void Open_NoOnnxFile_SaysSo()
    {
        byte[] whole = new BackboneFile().ToBytes();
        (string, byte[])[] files =
        [
            ("empty", []),
            ("noise", [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * 37 % 251))]),
            ("pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:0"u8.ToArray()),
            ("half", whole[..(whole.Length / 2)]),
            ("nearly whole", whole[..^1]),
        ];

        foreach ((string name, byte[] bytes) in files)
        {
            Refuses(_folder.Write(name, bytes), "no ONNX file, or cut short");
        }
    }

    [Fact]
    public void Open_NoFile_SaysSo()
    {
        Refuses(_folder.File("none.onnx"), "no such file");
        Refuses(_folder.Path, "a folder");
    }

    private void Refuses(BackboneFile file, string actual, string advice, int? size = null, string? output = null)
    {
        string path = _folder.Write("backbone.onnx", file.ToBytes());

        var e = Assert.Throws<ModelFormatException>(() => Backbone.Open(new BackboneOptions { Path = path, Size = size, Output = output }));

        Assert.Contains(actual, e.Actual, StringComparison.Ordinal);
        Assert.Contains(advice, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    private static void Refuses(string path, string saying)
    {
        var e = Assert.Throws<ModelFormatException>(() => Backbone.Open(new BackboneOptions { Path = path }));

        Assert.Equal(path, e.Path);
        Assert.Contains(saying, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }
}
