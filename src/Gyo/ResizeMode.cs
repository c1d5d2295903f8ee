namespace Gyo;

/// <summary>How a picture of any shape becomes the square that a model sees.</summary>
public enum ResizeMode
{
    /// <summary>Both sides are scaled to the square; the aspect ratio is lost, nothing is cut.</summary>
    Squeeze,

    /// <summary>The longer side is scaled to the square and the shorter one centred; the background colour fills the rest.</summary>
    Pad,
}
