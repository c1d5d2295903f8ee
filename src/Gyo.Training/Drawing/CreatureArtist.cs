using SkiaSharp;

namespace Gyo.Training.Drawing;

/// <summary>Draws a creature of any body plan; the ground is at y = 60 and the origin is about the middle of the body.</summary>
internal sealed class CreatureArtist(Easel easel, Creature creature, Rendition rendition)
{
    private readonly Pose _pose = rendition.Pose;
    private readonly Scheme _colors = rendition.Wear.Apply(creature.Colors);

    // Arms and legs of people tell how far a creature's own limbs swing, some −1 to 1.
    private readonly float _swing = (rendition.Pose.RightArm.Upper - 50) / 80;
    private readonly float _step = rendition.Pose.RightLeg.Upper / 30;

    /// <summary>Where the middle of the face is, for a close-up.</summary>
    public static SKPoint HeadOf(BodyPlan plan) => plan switch
    {
        BodyPlan.Blob => new(0, -10),
        BodyPlan.Quadruped => new(-34, -34),
        BodyPlan.Bird => new(0, -22),
        BodyPlan.Fish => new(-26, 0),
        BodyPlan.Biped => new(0, -38),
        BodyPlan.Serpent => new(-12, -44),
        BodyPlan.Octopus => new(0, -16),
        _ => new(-40, 6),
    };

    public void Draw()
    {
        using SKAutoCanvasRestore lean = easel.Frame(0, 0, _pose.Lean);
        if (creature.Winged)
        {
            DrawWings();
        }

        switch (creature.Plan)
        {
            case BodyPlan.Blob:
                DrawFeet(-24, 24);
                Body(Shapes.Smooth((0, -58), (44, -40), (60, 10), (66, 48), (40, 58), (0, 56), (-40, 58), (-66, 48), (-60, 10),
                    (-44, -40)), crest: true);
                break;
            case BodyPlan.Quadruped:
                DrawTail(58, 2);
                DrawLegs(-16, 2, 38, 54);
                Body(Shapes.Smooth((-34, -8), (10, -22), (52, -14), (66, 12), (54, 38), (10, 42), (-26, 36)), crest: false);
                RoundHead();
                break;
            case BodyPlan.Bird:
                DrawTail(30, 30);
                DrawFeet(-16, 16);
                Body(Shapes.Smooth((0, -60), (38, -44), (48, -10), (54, 24), (30, 52), (0, 56), (-30, 52), (-54, 24), (-48, -10),
                    (-38, -44)), crest: true);
                easel.BothSides(() =>
                {
                    using (easel.Frame(48, 0, -30 - _swing * 45))
                    {
                        easel.Solid(Shapes.Smooth((-6, -14), (12, -10), (22, 20), (14, 46), (2, 30), (-6, 16)), _colors.Trim);
                    }
                });
                break;
            case BodyPlan.Fish:
                DrawTail(58, 0);
                easel.Solid(Shapes.Smooth((-10, -38), (14, -70), (40, -58), (36, -26)), _colors.Trim);
                Body(Shapes.Smooth((-72, 2), (-50, -34), (0, -46), (44, -24), (70, 0), (44, 26), (0, 46), (-50, 36)), crest: false);
                using (easel.Frame(16, 16, _swing * 30))
                {
                    easel.Solid(Shapes.Smooth((-6, -8), (14, -4), (26, 18), (8, 20)), _colors.Trim);
                }

                break;
            case BodyPlan.Biped:
                DrawTail(26, 34);
                DrawLegs(-19, 19);
                easel.BothSides(() =>
                {
                    using (easel.Frame(32, 10, -40 - _swing * 60))
                    {
                        easel.Solid(Shapes.Tube(17, (0, 0), (4, 30)), _colors.Main);
                    }
                });
                Body(Shapes.Smooth((0, -10), (30, 0), (42, 30), (28, 54), (0, 58), (-28, 54), (-42, 30), (-30, 0)), crest: false);
                RoundHead();
                break;
            case BodyPlan.Serpent:
                float sway = _swing * 10;
                Body(Shapes.Tube(31, (72, 30), (50, 52), (0, 48), (-46, 50), (-44, 18), (8 + sway, 14), (38 + sway, -6), (12, -26),
                    (-12, -44)), crest: false);
                RoundHead();
                break;
            case BodyPlan.Octopus:
                for (int i = -3; i <= 3; i++)
                {
                    float end = i * 24 + _swing * 10 * (i % 2 == 0 ? 1 : -1);
                    easel.Solid(Shapes.Tube(17, (i * 12, 12), (i * 18, 36), (end, 54),
                        (end + Math.Sign(i) * 12, 46)), i % 2 == 0 ? _colors.Main : _colors.Main.Darker(0.15f));
                }

                Body(Shapes.Smooth((0, -68), (40, -52), (54, -12), (40, 22), (0, 30), (-40, 22), (-54, -12), (-40, -52)), crest: true);
                break;
            default:
                DrawLegs(-20, 4, 28, 50);
                Body(Shapes.Smooth((-34, 30), (-30, -14), (10, -44), (54, -22), (70, 30), (20, 38)), crest: false);
                easel.Line(Shapes.Curve((-26, -10), (12, -8), (66, 20)), _colors.Main.Darker(0.4f), 2.5f);
                RoundHead(0.8f);
                break;
        }

        DrawFace();
    }

    private void DrawFace()
    {
        SKPoint head = HeadOf(creature.Plan);
        float size = creature.Plan == BodyPlan.Beetle ? 0.8f : creature.Plan == BodyPlan.Fish ? 0.85f : 1;
        using (easel.Frame(head.X, head.Y, _pose.Tilt * 0.7f, size, size))
        {
            if (creature.Plan == BodyPlan.Fish)
            {
                using (easel.Frame(6, -8))
                {
                    CreatureHead.DrawCrest(easel, creature.Crest, _colors);
                }
            }

            CreatureHead.DrawFace(easel, creature, _colors, rendition);
        }
    }

    /// <summary>A head of its own on the body, with crest; the face comes later.</summary>
    private void RoundHead(float size = 1)
    {
        SKPoint at = HeadOf(creature.Plan);
        using SKAutoCanvasRestore frame = easel.Frame(at.X, at.Y, _pose.Tilt * 0.7f, size, size);
        if (creature.Collar)
        {
            easel.Solid(Shapes.Ellipse(4, 34, 28, 12), _colors.Trim);
        }

        CreatureHead.DrawCrest(easel, creature.Crest, _colors);
        using SKPath head = Shapes.Smooth((0, -40), (30, -30), (43, 2), (32, 30), (0, 38), (-32, 30), (-43, 2), (-30, -30));
        easel.Solid(new SKPath(head), _colors.Main);
        if (creature.Markings is Markings.Patches or Markings.Stripes)
        {
            using (easel.Within(head))
            {
                DrawMarkings();
            }
        }
    }

    private void Body(SKPath body, bool crest)
    {
        if (crest)
        {
            using (easel.Frame(0, -18))
            {
                CreatureHead.DrawCrest(easel, creature.Crest, _colors);
            }
        }

        using SKPath outline = body;
        easel.Solid(new SKPath(body), _colors.Main);
        using (easel.Within(outline))
        {
            DrawMarkings();
        }
    }

    private void DrawMarkings()
    {
        switch (creature.Markings)
        {
            case Markings.Spots:
                foreach ((float x, float y, float r) in (ReadOnlySpan<(float, float, float)>)
                    [(-44, 30, 9), (36, -38, 10), (52, 8, 11), (22, 44, 8), (-16, 46, 7), (-38, -34, 8), (20, 6, 7), (2, -58, 7)])
                {
                    easel.Spot(Shapes.Circle(x, y, r), _colors.Trim);
                }

                break;
            case Markings.Stripes:
                for (int i = -3; i <= 3; i++)
                {
                    easel.Line(Shapes.Curve((i * 24 + 10, -74), (i * 24 + 4, -42), (i * 24 + 12, -22)), _colors.Trim, 7);
                    easel.Line(Shapes.Curve((i * 24, 62), (i * 24 - 4, 44), (i * 24 + 2, 32)), _colors.Trim, 7);
                }

                break;
            case Markings.Belly:
                easel.Spot(Shapes.Ellipse(0, 42, 38, 32), _colors.Second);
                break;
            case Markings.Patches:
                easel.Spot(Shapes.Smooth((-4, -74), (60, -60), (54, -6), (30, 4), (14, -8), (18, -28)), _colors.Second);
                easel.Spot(Shapes.Smooth((-70, 18), (-40, 14), (-26, 40), (-50, 62)), _colors.Second);
                easel.Spot(Shapes.Smooth((30, 24), (64, 12), (70, 44), (40, 50)), _colors.Trim);
                break;
            default:
                break;
        }
    }

    private void DrawLegs(params ReadOnlySpan<float> at)
    {
        for (int i = 0; i < at.Length; i++)
        {
            float step = _step * (i % 2 == 0 ? 9 : -9);
            easel.Solid(Shapes.Tube(16, (at[i], 28), (at[i] + step, 55)), i % 2 == 0 ? _colors.Main.Darker(0.12f) : _colors.Main);
            easel.Solid(Shapes.Ellipse(at[i] + step - 2, 58, 10, 6), _colors.Trim);
        }
    }

    private void DrawFeet(float left, float right)
    {
        easel.Solid(Shapes.Ellipse(left - _step * 5, 58, 15, 8), _colors.Trim);
        easel.Solid(Shapes.Ellipse(right + _step * 5, 58, 15, 8), _colors.Trim);
    }

    private void DrawTail(float x, float y)
    {
        using SKAutoCanvasRestore frame = easel.Frame(x, y, -_swing * 20);
        switch (creature.Tail)
        {
            case CreatureTail.Long:
                easel.Solid(Shapes.Tube(9, (-8, 0), (18, 8), (32, -14), (26, -38), (38, -52)), _colors.Main);
                break;
            case CreatureTail.Fluffy:
                easel.Solid(Shapes.Smooth((-10, 8), (14, 14), (44, -2), (54, -40), (34, -58), (22, -28), (-6, -8)), _colors.Main);
                easel.Spot(Shapes.Smooth((52, -32), (50, -48), (34, -57), (29, -44), (42, -36)), _colors.Second);
                break;
            case CreatureTail.Spiked:
                easel.Solid(Shapes.Smooth((-10, -12), (18, -6), (46, -22), (60, -28), (44, 2), (14, 16), (-10, 12)), _colors.Main);
                easel.Solid(Shapes.Star(56, -28, 17), _colors.Trim);
                break;
            case CreatureTail.Fin:
                easel.Solid(Shapes.Smooth((-4, 0), (18, -12), (44, -38), (36, 0), (44, 36), (18, 12)), _colors.Trim);
                break;
            default:
                easel.Solid(Shapes.Circle(6, 0, 14), _colors.Second);
                break;
        }
    }

    private void DrawWings() => easel.BothSides(() =>
    {
        using (easel.Frame(28, -10, -_swing * 24))
        {
            easel.Solid(Shapes.Polygon((0, 0), (24, -42), (74, -62), (64, -34), (72, -14), (52, -12), (48, 8), (30, 0),
                (6, 18)), _colors.Trim);
        }
    });
}
