using Gyo.Embedding.Onnx;

namespace Gyo.Embedding.Backbones;

/// <summary>The only input of a backbone: pictures [N, 3, S, S] of float32.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Size">S, in pixels.</param>
/// <param name="FixedBatch">Whether the file holds N at 1.</param>
internal sealed record BackboneInput(string Name, int Size, bool FixedBatch)
{
    /// <summary>Finds the input of a file.</summary>
    /// <exception cref="ModelFormatException">It takes something else than pictures, or pictures of another size than was asked for.</exception>
    public static BackboneInput Of(OnnxFile file, int? size)
    {
        if (Advice(file.Inputs) is { } advice)
        {
            throw new ModelFormatException(file.Path, "one picture input, float32 [N, 3, S, S]",
                file.Inputs.Count == 0 ? "no input" : string.Join(" and ", file.Inputs), advice);
        }

        OnnxValue input = file.Inputs[0];
        long[] shape = [.. input.Shape!];
        int? declared = shape[2..].Select(d => (int?)d).FirstOrDefault(d => d > 0);
        if (declared is { } fixedSize && size is { } wanted && wanted != fixedSize)
        {
            throw new ModelFormatException(file.Path, $"pictures of {wanted} pixels a side, as asked for", $"{input}",
                "Leave out --backbone-size: this file knows its own.");
        }

        return new BackboneInput(input.Name, declared ?? size ?? BackboneOptions.DefaultSize, shape[0] == 1);
    }

    /// <summary>What to do about inputs that are none of a backbone; null if all is well.</summary>
    private static string? Advice(IReadOnlyList<OnnxValue> inputs) => inputs switch
    {
        not [_] => "Export the part that sees pictures alone; of CLIP that is the vision model.",
        [{ Type: not "float32" }] => "Export it with an input of float32.",
        [{ Shape: [_, > 3, > 3, 3] or [_, -1, -1, 3] }] => "Export it with channels first: [N, 3, S, S].",
        [{ Shape: [-1 or 1, -1 or 3, var height, var width] }]
            when height <= BackboneOptions.LargestSize && (height == width || height == -1 || width == -1) => null,
        _ => "Export it for square pictures in RGB, N left open or 1.",
    };
}
