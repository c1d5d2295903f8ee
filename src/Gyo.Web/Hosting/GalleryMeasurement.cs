using Gyo.Evaluation;

namespace Gyo.Web.Hosting;

/// <summary>Measures how well the gallery answers.</summary>
public sealed class GalleryMeasurement(GalleryHost host) : BackgroundWork<EvaluationProgress>((next, told) => next.Done > told.Done)
{
    /// <summary>What the last one that came to its end found; null before.</summary>
    public GalleryEvaluation? Result { get; private set; }

    /// <summary>How many pictures the gallery held when <see cref="Result"/> was begun.</summary>
    public int Pictures { get; private set; }

    /// <summary>Begins, unless it is under way.</summary>
    public void Start() => Begin((progress, cancel) =>
    {
        int pictures = host.Gallery.Count;
        GalleryEvaluation result = host.Gallery.Evaluate(progress, cancel);
        (Result, Pictures) = (result, pictures);
    });
}
