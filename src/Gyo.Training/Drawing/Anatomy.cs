namespace Gyo.Training.Drawing;

/// <summary>
/// A person's measures; the origin is between the hips, y points down. Width is a factor about 1, the rest are lengths in the
/// artist's unit (a head is some 80 wide).
/// </summary>
internal readonly record struct Anatomy(float Width, float Leg, float Torso, float Head)
{
    public float Neck => -Torso - 3;

    public float HeadCentre => Neck - 35 * Head;

    public float Shoulder => 19 * Width;

    public float Hip => 15 * Width;

    public static Anatomy Of(Build build) => build switch
    {
        Build.Child => new(0.86f, 36, 40, 1.06f),
        Build.Slim => new(0.84f, 58, 48, 0.96f),
        Build.Stocky => new(1.4f, 44, 48, 1),
        Build.Tall => new(1.04f, 76, 54, 0.9f),
        _ => new(1, 50, 46, 1),
    };
}
