namespace Gyo.Embedding;

/// <summary>A convolution without bias, the batch normalisation behind it and, where there is one, the ReLU6 behind that.</summary>
/// <param name="Name">The first part of its tensors' names: <c>Name.kernel</c>, <c>Name.gamma</c> …</param>
/// <param name="In">Channels in.</param>
/// <param name="Out">Channels out.</param>
/// <param name="Kernel">Side of the square kernel: 1 or 3.</param>
/// <param name="Stride">1, or 2 to halve the picture.</param>
/// <param name="Depthwise">One filter for each channel, instead of filters across all of them.</param>
/// <param name="Relu6">Whether min(max(x, 0), 6) follows.</param>
public sealed record ConvSpec(string Name, int In, int Out, int Kernel, int Stride, bool Depthwise, bool Relu6)
{
    /// <summary>Groups of channels that don't see each other: all in one, or each its own.</summary>
    public int Groups => Depthwise ? In : 1;

    /// <summary>The kernel's shape: [Out, In / Groups, Kernel, Kernel].</summary>
    public int[] KernelShape => [Out, In / Groups, Kernel, Kernel];

    /// <summary>Zeros above and left of the picture: half the kernel at stride 1, none at stride 2 (as Keras pads).</summary>
    public int PadBefore => Stride == 1 ? Kernel / 2 : 0;

    /// <summary>Zeros below and right of the picture: half the kernel.</summary>
    public int PadAfter => Kernel / 2;

    /// <summary>The side of what comes out, for a square of side <paramref name="size"/> going in.</summary>
    public int OutputSize(int size) => (size + PadBefore + PadAfter - Kernel) / Stride + 1;
}
