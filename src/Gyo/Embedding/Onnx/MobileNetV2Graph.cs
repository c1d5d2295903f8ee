namespace Gyo.Embedding.Onnx;

/// <summary>Writes <see cref="MobileNetV2"/> with its batch normalisations folded away.</summary>
public static class MobileNetV2Graph
{
    /// <summary>Adds the network up to the last stage that is asked for.</summary>
    /// <param name="graph">The graph to add to.</param>
    /// <param name="input">[N, 3, S, S], RGB, normalised.</param>
    /// <param name="weights">
    /// For every convolution <c>{prefix}{name}.kernel</c>, <c>.gamma</c>, <c>.beta</c>, <c>.mean</c> and <c>.variance</c>, as in
    /// <see cref="MobileNetV2Weights.Load"/>.
    /// </param>
    /// <param name="taps">The stages whose output is wanted, 0 to 18, in any order.</param>
    /// <param name="prefix">What the names of these weights begin with, where a file holds several networks.</param>
    /// <returns>For each tap, in the order asked for, the mean of each channel over the picture: [N, <see cref="Stage.Out"/>].</returns>
    /// <exception cref="ArgumentException">No taps, a tap that is no stage, a tensor of the wrong shape, or a prefix used twice.</exception>
    /// <exception cref="KeyNotFoundException">A tensor is missing.</exception>
    public static IReadOnlyList<string> AddMobileNetV2(
        this OnnxGraph graph, string input, SafeTensors weights, IReadOnlyList<int> taps, string prefix = "")
    {
        if (taps.Count == 0 || taps.Any(tap => tap < 0 || tap >= MobileNetV2.Stages.Count))
        {
            throw new ArgumentException(
                $"Taps must be stages 0 to {MobileNetV2.Stages.Count - 1}, not [{string.Join(", ", taps)}].", nameof(taps));
        }

        Dictionary<int, string> pooled = [];
        string value = input;
        for (int stage = 0; stage <= taps.Max(); stage++)
        {
            value = AddStage(graph, value, weights, MobileNetV2.Stages[stage], prefix);
            if (taps.Contains(stage))
            {
                pooled[stage] = graph.AveragePool(value);
            }
        }

        return [.. taps.Select(tap => pooled[tap])];
    }

    /// <summary>Adds the lowest stages.</summary>
    /// <param name="graph">The graph to add to.</param>
    /// <param name="input">[N, 3, S, S], RGB, normalised.</param>
    /// <param name="weights">As for <see cref="AddMobileNetV2"/>.</param>
    /// <param name="count">How many stages, 1 to 19.</param>
    /// <returns>Their output, [N, <see cref="Stage.Out"/>, S / stride, S / stride], flattened to [N, F].</returns>
    public static string AddLowerStages(this OnnxGraph graph, string input, SafeTensors weights, int count) =>
        graph.Flatten(MobileNetV2.Stages.Take(count).Aggregate(input, (value, stage) => AddStage(graph, value, weights, stage, prefix: "")));

    private static string AddStage(OnnxGraph graph, string input, SafeTensors weights, Stage stage, string prefix)
    {
        string value = input;
        foreach (ConvSpec layout in stage.Convolutions)
        {
            ConvSpec conv = layout with { Name = prefix + layout.Name };
            (float[] kernel, float[] bias) = BatchNorm.Fold(
                weights[$"{conv.Name}.kernel"].Values,
                weights[$"{conv.Name}.gamma"].Values,
                weights[$"{conv.Name}.beta"].Values,
                weights[$"{conv.Name}.mean"].Values,
                weights[$"{conv.Name}.variance"].Values,
                MobileNetV2.BatchNormEpsilon);
            value = graph.Conv(value, conv, kernel, bias);
        }

        return stage.Residual ? graph.Add(input, value) : value;
    }
}
