namespace Gyo.Training;

/// <summary>How far a training picture is varied; every choice is drawn uniformly within its range.</summary>
public sealed record Augmentation
{
    /// <summary>The smallest share of the picture's area that a crop keeps, 0–1; the largest is 1.</summary>
    public double MinArea { get; init; } = 0.25;

    /// <summary>
    /// The largest area that a crop of a cut-out keeps, as a share of the cut-out's own: above 1 it is seen from further away. 2.5 is a
    /// scale of 0.63.
    /// </summary>
    public double CutOutMaxArea { get; init; } = 2.5;

    /// <summary>Aspect ratios of crops lie between this and its inverse.</summary>
    public double MinAspect { get; init; } = 0.75;

    /// <summary>How often a picture is mirrored, 0–1.</summary>
    public double MirrorProbability { get; init; } = 0.5;

    /// <summary>Rotation to either side, in degrees.</summary>
    public double RotationDegrees { get; init; } = 11;

    /// <summary>Brightness is multiplied by 1 ± this.</summary>
    public double Brightness { get; init; } = 0.3;

    /// <summary>Contrast about the picture's mean is multiplied by 1 ± this.</summary>
    public double Contrast { get; init; } = 0.3;

    /// <summary>Saturation (distance from grey) is multiplied by 1 ± this.</summary>
    public double Saturation { get; init; } = 0.3;

    /// <summary>How often a rectangle is erased (Zhong et al. 2020), 0–1.</summary>
    public double EraseProbability { get; init; } = 0.25;

    /// <summary>The largest share of the area that is erased, 0–1.</summary>
    public double EraseArea { get; init; } = 0.2;

    /// <summary>How often a picture is redrawn in another style: grey, other colours, fewer colours, blurred, lines, halftone, worn JPEG; 0–1.</summary>
    public double ArtStyleProbability { get; init; }

    /// <summary>Whether pictures with transparent parts are put before painted backdrops: whom they show does not hang on it.</summary>
    public bool Backdrops { get; init; } = true;
}
