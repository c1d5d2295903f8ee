using Gyo.Embedding;

namespace Gyo.Cli;

/// <summary>Finds the model that a person names.</summary>
internal static class Models
{
    /// <summary>The built-in model called <c>base</c>, or the package in a folder.</summary>
    /// <exception cref="ModelFormatException">The folder holds no whole model package.</exception>
    public static ModelPackage Open(string name) => name == BaseModel.Name ? BaseModel.Create() : ModelPackage.Load(name);
}
