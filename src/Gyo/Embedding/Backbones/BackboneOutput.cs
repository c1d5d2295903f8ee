using Gyo.Embedding.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Gyo.Embedding.Backbones;

/// <summary>What of a backbone's output is taken for a picture's features.</summary>
/// <param name="Name">The output's name in the graph.</param>
/// <param name="Rank">2: [N, F] as it is; 4: [N, F, H, W], the mean over the picture; 3: [N, T, F], the first token (CLS).</param>
/// <param name="Width">F.</param>
internal sealed record BackboneOutput(string Name, int Rank, int Width)
{
    /// <summary>Most features: the head's directions are found by decompositions of F × F matrices.</summary>
    private const int MostFeatures = 4096;

    /// <summary>What exporters call the features of a picture, best first, where a graph has several outputs.</summary>
    private static readonly string[] UsualNames = ["image_embeds", "pooler_output", "last_hidden_state"];

    /// <summary>Finds the output of a file, and its shape by a run: not every file declares it.</summary>
    /// <exception cref="ModelFormatException">There is none that could be features, or ONNX Runtime refuses the file.</exception>
    public static BackboneOutput Of(OnnxFile file, BackboneInput input, string? wanted)
    {
        string name = Choose(file, wanted);
        OnnxValue actual = Run(file, input, name);
        return actual switch
        {
            { Type: "float32", Shape: [1, var f and > 0 and <= MostFeatures] } => new BackboneOutput(name, 2, (int)f),
            { Type: "float32", Shape: [1, var f and > 0 and <= MostFeatures, > 0, > 0] } => new BackboneOutput(name, 4, (int)f),
            { Type: "float32", Shape: [1, > 0, var f and > 0 and <= MostFeatures] } => new BackboneOutput(name, 3, (int)f),
            _ => throw new ModelFormatException(file.Path, $"float32 features [N, F], [N, F, H, W] or [N, T, F] with F up to {MostFeatures}",
                $"{actual} for one picture", $"Name another output with --backbone-output ({Names(file)}), or export the model without its last layers."),
        };
    }

    /// <summary>Adds what makes [N, F] of unit length of this output.</summary>
    public string Pool(OnnxGraph head) => head.LpNormalize(Rank switch
    {
        2 => Name,
        3 => head.First(Name),
        _ => head.AveragePool(Name),
    });

    private static string Choose(OnnxFile file, string? wanted)
    {
        string[] names = [.. file.Outputs.Select(o => o.Name)];
        string? chosen = wanted is not null
            ? names.FirstOrDefault(n => n == wanted)
            : names is [string only] ? only : UsualNames.FirstOrDefault(names.Contains);
        return chosen ?? throw new ModelFormatException(
            file.Path,
            wanted is null ? $"one output, or one called {string.Join(", ", UsualNames)}" : $"an output called {wanted}",
            $"{string.Join(" and ", file.Outputs)}",
            "Name the one that holds the features with --backbone-output.");
    }

    /// <summary>The type and shape that come out for one grey picture.</summary>
    private static OnnxValue Run(OnnxFile file, BackboneInput input, string name)
    {
        try
        {
            using InferenceSession session = OnnxSession.Open(file.Bytes);
            using RunOptions run = new();
            float[] picture = new float[3 * input.Size * input.Size];
            using OrtValue from = OrtValue.CreateTensorValueFromMemory(picture, [1, 3, input.Size, input.Size]);
            using IDisposableReadOnlyCollection<OrtValue> to = session.Run(run, [input.Name], [from], [name]);
            if (!to[0].IsTensor)
            {
                return new OnnxValue(name, "no tensor", null);
            }

            OrtTensorTypeAndShapeInfo shape = to[0].GetTensorTypeAndShape();
            string type = shape.ElementDataType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float
                ? "float32"
                : $"{shape.ElementDataType}".ToLowerInvariant();
            return new OnnxValue(name, type, shape.Shape);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelFormatException(file.Path, "a graph that ONNX Runtime can run", e.Message.ReplaceLineEndings(" "),
                $"Export it again, with opset 17 and for pictures of {input.Size} × {input.Size} pixels (or give another --backbone-size).", e);
        }
    }

    private static string Names(OnnxFile file) => string.Join(", ", file.Outputs.Select(o => o.Name));
}
