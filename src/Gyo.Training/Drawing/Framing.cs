using SkiaSharp;

namespace Gyo.Training.Drawing;

/// <summary>What part of a character a picture shows.</summary>
internal static class Framing
{
    /// <summary>The point in the picture's middle and the height that fits in it, in the figure's own units.</summary>
    public static (SKPoint Middle, float Height) Of(CharacterDesign design, Shot shot)
    {
        if (design.Creature is { } creature)
        {
            SKPoint face = CreatureArtist.HeadOf(creature.Plan);
            return shot switch
            {
                Shot.FullBody => (new SKPoint(0, -12), 208),
                Shot.Bust => (new SKPoint(face.X * 0.5f, face.Y * 0.6f - 8), 150),
                _ => (new SKPoint(face.X, face.Y - 8), 112),
            };
        }

        Anatomy body = Anatomy.Of(design.Build);
        float crown = body.HeadCentre - Height(design) * body.Head;
        return shot switch
        {
            Shot.FullBody => (new SKPoint(0, (crown + body.Leg) / 2), body.Leg + 22 - crown),
            Shot.Bust => (new SKPoint(0, body.HeadCentre + 24), 168 * body.Head),
            _ => (new SKPoint(0, body.HeadCentre - 4), 122 * body.Head),
        };
    }

    /// <summary>How far above the middle of the head hat, ears or hair reach.</summary>
    private static float Height(CharacterDesign design)
    {
        float hat = design.Accessories.Head switch
        {
            Headwear.WitchHat => 108,
            Headwear.TopHat or Headwear.Helmet or Headwear.Antlers => 92,
            Headwear.Horns or Headwear.Beanie => 82,
            Headwear.Crown or Headwear.Halo => 74,
            _ => 62,
        };
        float ears = design.Face.Ears is Ears.Rabbit or Ears.Fox ? 88 : 62;
        return Math.Max(Math.Max(hat, ears), design.Hair.Style is HairStyle.Afro or HairStyle.Spiky or HairStyle.Mohawk ? 82 : 62);
    }
}
