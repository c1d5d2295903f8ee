using SkiaSharp;

namespace Gyo.Training.Drawing;

/// <summary>Paints what is behind the character on a canvas of 100 × 100 units.</summary>
internal sealed class BackdropArtist(SKCanvas canvas, Dice dice)
{
    private readonly SKColor _base = SKColor.FromHsv(dice.Between(0, 360), dice.Between(8, 62), dice.Between(45, 98));
    private readonly SKColor _other = SKColor.FromHsv(dice.Between(0, 360), dice.Between(15, 70), dice.Between(35, 95));

    public void Paint(Backdrop backdrop)
    {
        canvas.Clear(_base);
        switch (backdrop)
        {
            case Backdrop.Flat:
                canvas.Clear(dice.Chance(0.35f) ? SKColors.White : _base);
                break;
            case Backdrop.Gradient:
                Blend(dice.Between(0, 100), 0, dice.Between(0, 100), 100, _base, _other);
                break;
            case Backdrop.Noise:
                Noise();
                break;
            case Backdrop.Meadow:
                Meadow();
                break;
            case Backdrop.City:
                City();
                break;
            case Backdrop.Room:
                Room();
                break;
            case Backdrop.Shapes:
                Confetti();
                break;
            case Backdrop.Rays:
                Rays();
                break;
            case Backdrop.Sea:
                Sea();
                break;
            case Backdrop.Forest:
                Forest();
                break;
            case Backdrop.Tiles:
                Tiles();
                break;
            default:
                Space();
                break;
        }
    }

    private void Noise()
    {
        float grain = dice.Between(0.015f, 0.06f);
        using SKShader noise = SKShader.CreatePerlinNoiseFractalNoise(grain, grain, dice.Below(3) + 2, dice.Below(9999));
        using SKPaint paint = new() { Shader = noise };
        canvas.Clear(_base);
        canvas.DrawRect(0, 0, 100, 100, paint);
        using SKPaint veil = new() { Color = _base.WithAlpha(90) };
        canvas.DrawRect(0, 0, 100, 100, veil);
    }

    private void Meadow()
    {
        SKColor sky = dice.Of(Palette.Color(0x9FD4F2), Palette.Color(0xF7C9A0), Palette.Color(0x5B6FB5));
        Blend(0, 0, 0, 80, sky, sky.Lighter(0.5f));
        Fill(Shapes.Circle(dice.Between(10, 90), dice.Between(8, 28), dice.Between(5, 10)), Palette.Color(0xFFF1B0));
        for (int i = 0; i < 3; i++)
        {
            Cloud(dice.Between(0, 100), dice.Between(8, 38), dice.Between(5, 10));
        }

        SKColor green = dice.Of(Palette.Color(0x7CB95B), Palette.Color(0xA8B84E), Palette.Color(0x4C8F63));
        for (int i = 0; i < 3; i++)
        {
            float y = 58 + i * 11;
            Fill(
                Shapes.Smooth((-20, y + dice.Between(-8, 8)), (25, y + dice.Between(-9, 5)), (60, y + dice.Between(-6, 8)),
                    (120, y + dice.Between(-8, 6)), (120, 120), (-20, 120)),
                green.Darker(0.3f - i * 0.13f));
        }

        for (int i = 0; i < 9; i++)
        {
            Fill(Shapes.Circle(dice.Between(0, 100), dice.Between(78, 99), 1.3f), dice.Of<SKColor>(Palette.Dye));
        }
    }

    private void City()
    {
        bool night = dice.Chance(0.5f);
        Blend(0, 0, 0, 100, night ? Palette.Color(0x1E2248) : Palette.Color(0xBFDDF0),
            night ? Palette.Color(0x6A4B86) : Palette.Color(0xFBE6C8));
        for (float x = -5; x < 100; x += dice.Between(11, 18))
        {
            float top = dice.Between(18, 58);
            float width = dice.Between(10, 17);
            Fill(Shapes.Box(x, top, x + width, 100), (night ? Palette.Color(0x2C2F55)
                : Palette.Color(0x9FA9BF)).Darker(dice.Between(0, 0.35f)));
            for (float wy = top + 4; wy < 92; wy += 7)
            {
                for (float wx = x + 2; wx < x + width - 3; wx += 5)
                {
                    if (dice.Chance(0.6f))
                    {
                        Fill(Shapes.Box(wx, wy, wx + 2.6f, wy + 3.6f), night ? Palette.Color(0xFFD97A) : Palette.Color(0xE6F2FA));
                    }
                }
            }
        }

        Fill(Shapes.Box(0, 88, 100, 100), night ? Palette.Color(0x35334A) : Palette.Color(0x8A8A93));
    }

    private void Room()
    {
        for (int i = 0; i < 10; i += 2)
        {
            Fill(Shapes.Box(i * 10, 0, i * 10 + 10, 100), _base.Lighter(0.22f));
        }

        float left = dice.Between(4, 60);
        Fill(Shapes.Box(left, 10, left + 34, 48, 2), Palette.Color(0xF7F2E8));
        Fill(Shapes.Box(left + 3, 13, left + 31, 45), dice.Of(Palette.Color(0xAEE0F5), Palette.Color(0x3A4470), Palette.Color(0xF8C78A)));
        Fill(Shapes.Box(left + 15.5f, 13, left + 18, 45), Palette.Color(0xF7F2E8));
        Fill(Shapes.Box(0, 76, 100, 100), Palette.Color(0xA9744A));
        Fill(Shapes.Box(0, 74, 100, 77), Palette.Color(0x6E4830));
        for (int i = 0; i < 4; i++)
        {
            Fill(Shapes.Box(0, 82 + i * 6, 100, 82.6f + i * 6), Palette.Color(0x85572F));
        }
    }

    private void Confetti()
    {
        for (int i = 0; i < 34; i++)
        {
            float x = dice.Between(0, 100);
            float y = dice.Between(0, 100);
            float r = dice.Between(3, 12);
            SKPath shape = dice.Below(4) switch
            {
                0 => Shapes.Circle(x, y, r),
                1 => Shapes.Star(x, y, r),
                2 => Shapes.Polygon((x, y - r), (x + r, y + r * 0.7f), (x - r, y + r * 0.7f)),
                _ => Shapes.Box(x - r, y - r * 0.5f, x + r, y + r * 0.5f, 1),
            };
            Fill(shape, SKColor.FromHsv(dice.Between(0, 360), dice.Between(20, 70), dice.Between(55, 100)));
        }
    }

    private void Rays()
    {
        float x = dice.Between(25, 75);
        float y = dice.Between(25, 75);
        float turn = dice.Between(0, 60);
        for (int i = 0; i < 12; i++)
        {
            (float sin, float cos) = MathF.SinCos((turn + i * 30) * MathF.PI / 180);
            (float sin2, float cos2) = MathF.SinCos((turn + i * 30 + 15) * MathF.PI / 180);
            Fill(Shapes.Polygon((x, y), (x + cos * 160, y + sin * 160), (x + cos2 * 160, y + sin2 * 160)), _other);
        }
    }

    private void Sea()
    {
        SKColor water = dice.Of(Palette.Color(0x2F86B8), Palette.Color(0x2FA69A), Palette.Color(0x364F9C));
        Blend(0, 0, 0, 60, water.Lighter(0.75f), water.Lighter(0.45f));
        for (int i = 0; i < 5; i++)
        {
            float y = 50 + i * 11;
            float shift = dice.Between(-10, 10);
            using SKPath wave = new();
            wave.MoveTo(-20 + shift, y);
            for (float x = -20 + shift; x < 120; x += 20)
            {
                wave.RQuadTo(5, -6, 10, 0);
                wave.RQuadTo(5, 6, 10, 0);
            }

            wave.LineTo(140, 110);
            wave.LineTo(-40, 110);
            Fill(new SKPath(wave), water.Lighter(0.3f - i * 0.09f));
        }
    }

    private void Forest()
    {
        SKColor mist = dice.Of(Palette.Color(0xCFE3D3), Palette.Color(0xF2DDB8), Palette.Color(0x5A6B8C));
        canvas.Clear(mist);
        for (int row = 0; row < 3; row++)
        {
            SKColor tree = Palette.Color(0x2F5D43).Blend(mist, 0.6f - row * 0.28f);
            for (float x = dice.Between(-10, 5); x < 108; x += dice.Between(11, 19))
            {
                float foot = 66 + row * 14;
                float tall = dice.Between(32, 56);
                Fill(Shapes.Box(x - 1.4f, foot - 8, x + 1.4f, foot + 6), Palette.Color(0x59412F).Blend(mist, 0.5f - row * 0.22f));
                Fill(Shapes.Polygon((x, foot - tall), (x + 9, foot - tall * 0.4f), (x - 9, foot - tall * 0.4f)), tree);
                Fill(Shapes.Polygon((x, foot - tall * 0.7f), (x + 11, foot - 4), (x - 11, foot - 4)), tree);
            }

            Fill(Shapes.Box(-5, 70 + row * 14, 105, 110), tree.Lighter(0.1f));
        }
    }

    private void Tiles()
    {
        float size = dice.Between(8, 20);
        bool dots = dice.Chance(0.5f);
        for (int row = 0; row * size < 100; row++)
        {
            for (int column = row % 2; column * size < 100; column += 2)
            {
                float x = column * size;
                float y = row * size;
                Fill(dots ? Shapes.Circle(x + size / 2, y + size / 2, size * 0.42f) : Shapes.Box(x, y, x + size, y + size), _other);
            }
        }
    }

    private void Space()
    {
        Blend(0, 0, 100, 100, Palette.Color(0x0E1030), _other.Darker(0.65f));
        for (int i = 0; i < 60; i++)
        {
            Fill(Shapes.Circle(dice.Between(0, 100), dice.Between(0, 100), dice.Between(0.2f, 0.9f)),
                SKColors.White.WithAlpha((byte)(90 + dice.Below(165))));
        }

        float x = dice.Between(5, 95);
        float y = dice.Between(10, 60);
        float r = dice.Between(7, 17);
        Fill(Shapes.Circle(x, y, r), _base);
        Fill(Shapes.Ellipse(x, y, r * 1.7f, r * 0.22f), _other.Lighter(0.4f).WithAlpha(200));
    }

    private void Cloud(float x, float y, float r)
    {
        Fill(Shapes.Ellipse(x, y, r * 1.5f, r * 0.6f), SKColors.White.WithAlpha(220));
        Fill(Shapes.Circle(x - r * 0.3f, y - r * 0.3f, r * 0.7f), SKColors.White.WithAlpha(220));
    }

    private void Blend(float x0, float y0, float x1, float y1, SKColor from, SKColor to)
    {
        using SKShader shader = SKShader.CreateLinearGradient(new SKPoint(x0, y0), new SKPoint(x1, y1), [from, to], SKShaderTileMode.Clamp);
        using SKPaint paint = new() { Shader = shader };
        canvas.DrawRect(0, 0, 100, 100, paint);
    }

    private void Fill(SKPath shape, SKColor color)
    {
        using SKPath path = shape;
        using SKPaint paint = new() { IsAntialias = true, Color = color };
        canvas.DrawPath(path, paint);
    }
}
