using SkiaSharp;

namespace Gyo.Training.Drawing;

/// <summary>Draws a whole person, from the wings behind to the hat on top; the origin is between the hips.</summary>
internal sealed class PersonArtist(Easel easel, CharacterDesign design, Rendition rendition)
{
    private readonly Anatomy _body = Anatomy.Of(design.Build);
    private readonly Pose _pose = rendition.Pose;
    private readonly Scheme _colors = rendition.Wear.Apply(design.Dress.Colors);

    public void Draw()
    {
        AccessoryArtist accessories = new(easel, design, _body);
        DressArtist dress = new(easel, design.Dress, _colors, design.Skin, _body);
        Cut cut = Cut.Of(design.Dress.Garment);

        using (Upper())
        {
            accessories.DrawBack(_pose);
        }

        using (Upper())
        using (Head())
        {
            HairArtist.DrawBack(easel, design.Hair, _pose.Turn);
        }

        DrawLegs(cut);
        using (Upper())
        {
            if (rendition.Wear.Prop)
            {
                accessories.DrawProp(HandAt(1, _pose.RightArm));
            }

            easel.Solid(Shapes.Tube(13, (0, _body.Neck - 4), (0, _body.Neck + 8)), design.Skin.Darker(0.12f));
            dress.DrawTop();
            dress.DrawSkirt(_pose.Lean);
            if (rendition.Wear.Coat)
            {
                dress.DrawCoat();
            }

            DrawArm(-1, _pose.LeftArm, cut);
            DrawArm(1, _pose.RightArm, cut);
            accessories.DrawNeck();
            using (Head())
            {
                FaceArtist.Draw(easel, design, rendition);
                HairArtist.DrawFront(easel, design.Hair, _pose.Turn);
                FaceArtist.DrawTopEars(easel, design.Face.Ears, design.Hair.Style == HairStyle.Bald ? design.Skin : design.Hair.Color);
                accessories.DrawEyes(_pose.Turn * 8);
                if (rendition.Wear.Headwear)
                {
                    HeadwearArtist.Draw(easel, design.Accessories, _pose.Turn);
                }
            }
        }
    }

    private SKAutoCanvasRestore Upper() => easel.Frame(0, 0, _pose.Lean);

    /// <summary>The head's own frame, tilted about the neck.</summary>
    private SKAutoCanvasRestore Head()
    {
        SKAutoCanvasRestore frame = easel.Frame(0, _body.Neck, _pose.Tilt, _body.Head, _body.Head);
        easel.Canvas.Translate(_pose.Turn * 2, (_body.HeadCentre - _body.Neck) / _body.Head);
        return frame;
    }

    private void DrawLegs(Cut cut)
    {
        DrawLeg(-1, _pose.LeftLeg, cut);
        DrawLeg(1, _pose.RightLeg, cut);
    }

    private void DrawLeg(int side, Limb leg, Cut cut)
    {
        float half = _body.Leg / 2;
        (float X, float Y) hip = (side * 7.5f * _body.Width, -2);
        (float X, float Y) knee = Along(hip, side, leg.Upper, half);
        (float X, float Y) foot = Along(knee, side, leg.Lower, half);
        float width = 12.5f * _body.Width;
        easel.Solid(Shapes.Tube(width, hip, knee, foot), cut.Lower == Lower.Trousers ? _colors.Second : design.Skin);
        if (cut.Lower == Lower.Shorts)
        {
            easel.Solid(Shapes.Tube(width + 4, hip, knee), _colors.Second);
        }

        easel.Solid(Shapes.Ellipse(foot.X + side * 3 + _pose.Turn * 3, foot.Y + 3, 10, 7),
            cut.Boots ? _colors.Trim.Darker(0.3f) : _colors.Second.Darker(0.45f));
    }

    private void DrawArm(int side, Limb arm, Cut cut)
    {
        (float X, float Y) shoulder = ShoulderAt(side);
        (float X, float Y) elbow = Along(shoulder, side, arm.Upper, 21);
        (float X, float Y) hand = HandAt(side, arm);
        bool coat = rendition.Wear.Coat;
        SKColor sleeve = coat ? DressArtist.CoatColor(_colors) : cut.SleeveIsSecond ? _colors.Second : _colors.Main;
        easel.Solid(Shapes.Circle(hand.X, hand.Y, 6.6f), design.Skin);
        switch (coat ? Sleeve.Long : cut.Sleeve)
        {
            case Sleeve.Long:
                easel.Solid(Shapes.Tube(11.5f, shoulder, elbow, Toward(elbow, hand, 0.84f)), sleeve);
                break;
            case Sleeve.Short:
                easel.Solid(Shapes.Tube(9, shoulder, elbow, hand), design.Skin);
                easel.Solid(Shapes.Tube(13, shoulder, Toward(shoulder, elbow, 0.62f)), sleeve);
                break;
            case Sleeve.Wide:
                (float dx, float dy) = (hand.X - elbow.X, hand.Y - elbow.Y);
                easel.Solid(
                    Shapes.Smooth(
                        (shoulder.X - dy * 0.28f, shoulder.Y + dx * 0.28f), (shoulder.X + dy * 0.28f, shoulder.Y - dx * 0.28f),
                        (hand.X - dx * 0.2f + dy * 0.5f, hand.Y - dy * 0.2f - dx * 0.5f),
                            (hand.X - dx * 0.2f - dy * 0.5f, hand.Y - dy * 0.2f + dx * 0.5f + 6)),
                    sleeve);
                break;
            default:
                easel.Solid(Shapes.Tube(9.5f, shoulder, elbow, hand), design.Skin);
                break;
        }
    }

    private (float X, float Y) ShoulderAt(int side) => (side * (_body.Shoulder - 2), -_body.Torso + 7);

    private (float X, float Y) HandAt(int side, Limb arm) => Along(Along(ShoulderAt(side), side, arm.Upper, 21), side, arm.Lower, 19);

    private static (float X, float Y) Along((float X, float Y) from, int side, float degrees, float length)
    {
        (float sin, float cos) = MathF.SinCos(degrees * MathF.PI / 180);
        return (from.X + side * sin * length, from.Y + cos * length);
    }

    private static (float X, float Y) Toward((float X, float Y) from, (float X, float Y) to, float part) =>
        (from.X + (to.X - from.X) * part, from.Y + (to.Y - from.Y) * part);
}
