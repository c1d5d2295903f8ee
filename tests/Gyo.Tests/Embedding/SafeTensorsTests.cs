using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Gyo.Embedding;

namespace Gyo.Tests.Embedding;

public sealed class SafeTensorsTests
{
    private static readonly Gen<NamedTensor> GenTensor =
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 12], Gen.Int[0, 5].Array[0, 4]).SelectMany((name, shape) =>
            Gen.Float[-60000, 60000].Array[shape.Aggregate(1, (product, length) => product * length)]
                .Select(values => new NamedTensor(name, shape, values)));

    private static readonly Gen<NamedTensor[]> GenTensors =
        GenTensor.Array[0, 6].Select(tensors => tensors.DistinctBy(t => t.Name).ToArray());

    [Fact]
    public void Read_WhatWasWritten_GivesTheSameTensors() =>
        GenTensors.Sample(tensors =>
        {
            Dictionary<string, string> metadata = new() { ["licence"] = "MIT", ["größe"] = "\"quoted\"\n" };

            SafeTensors read = SafeTensors.Read(new SafeTensors(tensors, metadata).ToBytes(), "test");

            Assert.Equal(metadata, read.Metadata);
            Assert.Equal(tensors.Length, read.Tensors.Count);
            foreach (NamedTensor tensor in tensors)
            {
                Assert.Equal(tensor.Shape, read[tensor.Name].Shape);
                Assert.Equal(tensor.Values, read[tensor.Name].Values);
            }
        }, iter: 200);

    [Fact]
    public void Read_HalfTensors_GivesTheNearestHalf() =>
        GenTensors.Sample(tensors =>
        {
            // Every second tensor, so that both types stand in one file.
            HashSet<string> halves = [.. tensors.Where((_, i) => i % 2 == 0).Select(t => t.Name)];

            SafeTensors read = SafeTensors.Read(new SafeTensors(tensors).ToBytes(t => halves.Contains(t.Name)), "test");

            foreach (NamedTensor tensor in tensors)
            {
                Assert.Equal(tensor.Values.Select(v => halves.Contains(tensor.Name) ? (float)(Half)v : v), read[tensor.Name].Values);
            }
        }, iter: 200);

    [Fact]
    public void Read_AnyByteChanged_ReadsOrSaysWhatIsWrong()
    {
        byte[] file = new SafeTensors([new("a", [2, 3], [1, 2, 3, 4, 5, 6]), new("b", [], [7])]).ToBytes();

        Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte).Sample((position, value) =>
        {
            byte[] damaged = [.. file];
            damaged[position] = value;
            ReadOrModelFormatException(damaged);
        }, iter: 3000);
    }

    [Fact]
    public void Read_CutAnywhere_Throws()
    {
        byte[] file = new SafeTensors([new("a", [2, 3], [1, 2, 3, 4, 5, 6])]).ToBytes();

        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<ModelFormatException>(() => SafeTensors.Read(file.AsSpan(0, length), "cut"));
        }
    }

    [Fact]
    public void Read_FileByHand_GivesItsTensors()
    {
        byte[] data = [0x00, 0x00, 0x80, 0x3f, 0x00, 0xc0]; // 1 as F32, −2 as F16

        SafeTensors read = Read(
            """{"y":{"dtype":"F16","shape":[1,1],"data_offsets":[4,6]},"x":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", data);

        Assert.Equal([1f], read["x"].Values);
        Assert.Equal([-2f], read["y"].Values);
        Assert.Equal([1, 1], read["y"].Shape);
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12)]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8)]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"x":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"x":{"dtype":"F32","shape":[65536,65536,65536,65536,1],"data_offsets":[0,0]}}""", 0)]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4)]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", 4)]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", 4)]
    [InlineData("""{"x":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}""", 8)]
    [InlineData("""{"x":{"dtype":7,"shape":[1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"x":{"dtype":"F32","shape":[0.5],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"x":{"dtype":"F32","data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"x":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"x":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""", 0)]
    [InlineData("""{"__metadata__":{"step":3}}""", 0)]
    [InlineData("""[]""", 0)]
    [InlineData("""{"x":""", 0)]
    public void Read_BadHeader_Throws(string header, int dataLength)
    {
        ModelFormatException e = Assert.Throws<ModelFormatException>(() => Read(header, new byte[dataLength]));

        Assert.Equal("by hand", e.Path);
        Assert.Contains(e.Expected, e.Message, StringComparison.Ordinal);
        Assert.Contains(e.Actual, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OverAnOlderFile_ReplacesItAndLeavesNothingElse()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("weights.safetensors");
        File.WriteAllText(path, "old");

        new SafeTensors([new("a", [1], [1])]).Write(path);

        Assert.Equal([1f], SafeTensors.Read(path)["a"].Values);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void ToBytes_Always_AlignsTheDataTo8()
    {
        byte[] file = new SafeTensors([new("half", [1], [1]), new("full", [1], [1])]).ToBytes(t => t.Name == "half");

        Assert.Equal(0UL, BinaryPrimitives.ReadUInt64LittleEndian(file) % 8);
        Assert.Equal(["full", "half"], SafeTensors.Read(file, "test").Tensors.Select(t => t.Name));
    }

    [Fact]
    public void Constructor_ContradictoryTensors_Throws()
    {
        Assert.Throws<ArgumentException>(() => new SafeTensors([new("a", [2], [1])]));
        Assert.Throws<ArgumentException>(() => new SafeTensors([new("a", [1], [1]), new("a", [1], [1])]));
    }

    private static SafeTensors Read(string header, byte[] data)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        return SafeTensors.Read([.. length, .. Encoding.UTF8.GetBytes(header), .. data], "by hand");
    }

    private static void ReadOrModelFormatException(byte[] file)
    {
        try
        {
            SafeTensors.Read(file, "damaged");
        }
        catch (ModelFormatException)
        {
            // Either outcome is right: a changed value reads, a changed header may not.
        }
    }
}
