namespace Gyo.Training.Drawing;

internal enum PoseKind { Standing, Waving, Cheering, HandOnHip, Walking, Running, Jumping, Pointing, Shy }

/// <summary>Two joints in degrees: 0 hangs straight down, 90 points outwards, 180 up. The second angle is the lower part's own.</summary>
internal readonly record struct Limb(float Upper, float Lower);

/// <summary>How a character holds itself. Lean and Tilt in degrees; Turn from −1 (looks left) to 1 (looks right).</summary>
internal sealed record Pose(PoseKind Kind, Limb LeftArm, Limb RightArm, Limb LeftLeg, Limb RightLeg, float Lean, float Tilt, float Turn)
{
    public static Pose Roll(Dice dice)
    {
        PoseKind kind = dice.Any<PoseKind>();
        (Limb leftArm, Limb rightArm, Limb leftLeg, Limb rightLeg) = kind switch
        {
            PoseKind.Waving => (new Limb(16, 8), new Limb(105, 165), new Limb(4, 2), new Limb(4, 2)),
            PoseKind.Cheering => (new Limb(135, 165), new Limb(135, 165), new Limb(12, 4), new Limb(12, 4)),
            PoseKind.HandOnHip => (new Limb(52, -42), new Limb(14, 6), new Limb(8, 2), new Limb(3, 0)),
            PoseKind.Walking => (new Limb(30, 12), new Limb(-6, -14), new Limb(-10, -12), new Limb(20, 4)),
            PoseKind.Running => (new Limb(58, 100), new Limb(-14, -70), new Limb(-16, -44), new Limb(40, 6)),
            PoseKind.Jumping => (new Limb(112, 140), new Limb(88, 120), new Limb(30, -26), new Limb(24, -34)),
            PoseKind.Pointing => (new Limb(12, 4), new Limb(86, 92), new Limb(3, 0), new Limb(9, 3)),
            PoseKind.Shy => (new Limb(14, -64), new Limb(14, -64), new Limb(-3, 2), new Limb(-3, 2)),
            _ => (new Limb(15, 6), new Limb(15, 6), new Limb(4, 1), new Limb(4, 1)),
        };
        return new(
            kind, Loose(leftArm, dice), Loose(rightArm, dice), Loose(leftLeg, dice, 4), Loose(rightLeg, dice, 4),
            dice.Between(-7, 7), dice.Between(-13, 13), dice.Between(-1, 1));
    }

    private static Limb Loose(Limb limb, Dice dice, float by = 10) =>
        new(limb.Upper + dice.Between(-by, by), limb.Lower + dice.Between(-by, by));
}
