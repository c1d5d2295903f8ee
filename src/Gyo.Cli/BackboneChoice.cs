using System.CommandLine;
using Gyo.Embedding.Backbones;
using Gyo.Training;
using Gyo.Training.Backbones;

namespace Gyo.Cli;

/// <summary><c>--backbone FILE.onnx</c> and what belongs to it: a head trained on somebody's feature extractor instead of a recipe.</summary>
internal sealed class BackboneChoice
{
    private readonly Option<string?> _file = new("--backbone")
    {
        Description = "Instead of a recipe, train a head on the features that this ONNX file makes of pictures (CLIP's image part, DINOv2, timm …).",
        HelpName = "FILE.onnx",
    };

    private readonly Option<int?> _size = new("--backbone-size")
    {
        Description = $"Side of its pictures in pixels, where the file leaves it open; {BackboneOptions.DefaultSize} if left out.",
    };

    private readonly Option<string?> _pixels = new("--backbone-pixels")
    {
        Description = $"Scale of its pixels: {string.Join(", ", PixelStandard.All.Select(s => s.Name))} (0 to 1: unit; -1 to 1: signed); "
            + $"{PixelStandard.ImageNet.Name} if left out.",
    };

    private readonly Option<string?> _output = new("--backbone-output")
    {
        Description = "Its output that holds the features, where it has several of unusual names.",
        HelpName = "NAME",
    };

    /// <summary>Whether a backbone was named, or anything said about one.</summary>
    public bool IsMade(ParseResult parsed) => new Option[] { _file, _size, _pixels, _output }.Any(o => IsGiven(parsed, o));

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_size);
        command.Add(_pixels);
        command.Add(_output);
    }

    /// <summary>The training that was chosen; null if no backbone was named.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="instead">The options of what a backbone takes the place of.</param>
    /// <exception cref="UsageException">The options contradict each other.</exception>
    /// <exception cref="Embedding.ModelFormatException">The file is no backbone.</exception>
    public ITraining? TrainingFrom(ParseResult parsed, params IReadOnlyList<Option> instead)
    {
        if (parsed.GetValue(_file) is not { } file)
        {
            return new Option[] { _size, _pixels, _output }.FirstOrDefault(o => IsGiven(parsed, o)) is { } lone
                ? throw new UsageException($"{lone.Name} says more about a --backbone: name one, or leave it out.")
                : null;
        }

        if (instead.FirstOrDefault(o => IsGiven(parsed, o)) is { } other)
        {
            throw new UsageException($"--backbone trains a head on a network that stays as it is: leave out {other.Name}.");
        }

        return new BackboneTraining(Backbone.Open(new BackboneOptions
        {
            Path = file,
            Size = parsed.GetValue(_size) is not (< 1 or > BackboneOptions.LargestSize) and var size
                ? size
                : throw new UsageException($"--backbone-size must be 1 to {BackboneOptions.LargestSize}, not {parsed.GetValue(_size)}."),
            Pixels = PixelsFrom(parsed.GetValue(_pixels)),
            Output = parsed.GetValue(_output),
        }));
    }

    private static PixelStandard PixelsFrom(string? name)
    {
        try
        {
            return name is null ? PixelStandard.ImageNet : PixelStandard.Named(name);
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };
}
