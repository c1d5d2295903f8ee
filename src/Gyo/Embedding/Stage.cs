namespace Gyo.Embedding;

/// <summary>A step of the network: convolutions one after the other.</summary>
/// <param name="Convolutions">In the order they run.</param>
/// <param name="Residual">Whether the stage's input is added to what comes out.</param>
public sealed record Stage(IReadOnlyList<ConvSpec> Convolutions, bool Residual)
{
    /// <summary>Channels out.</summary>
    public int Out => Convolutions[^1].Out;
}
