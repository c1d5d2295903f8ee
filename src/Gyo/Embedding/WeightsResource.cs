namespace Gyo.Embedding;

/// <summary>Weights that come inside the assembly.</summary>
internal static class WeightsResource
{
    /// <summary>Reads a safetensors file that the assembly was built with.</summary>
    public static SafeTensors Read(string resource)
    {
        using Stream stream = typeof(WeightsResource).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {resource}: it was built without it.");
        byte[] file = new byte[stream.Length];
        stream.ReadExactly(file);
        return SafeTensors.Read(file, resource);
    }
}
