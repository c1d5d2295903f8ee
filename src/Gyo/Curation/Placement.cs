namespace Gyo.Curation;

/// <summary>Where one picture lies in another: x = Xu·u + Xv·v + X0, y = Yu·u + Yv·v + Y0, all running from −1 to 1 across each picture.</summary>
internal readonly record struct Placement(float Xu, float Xv, float X0, float Yu, float Yv, float Y0)
{
    /// <summary>Both show the same.</summary>
    public static Placement Same { get; } = new(1, 0, 0, 0, 1, 0);

    /// <summary>The area of the one, in areas of the other; negative when it is mirrored.</summary>
    public float Area => Xu * Yv - Xv * Yu;

    /// <summary>How far it is turned, in degrees, as if both pictures were squares.</summary>
    public float Degrees => Area > 0
        ? MathF.Atan2(Yu - Xv, Xu + Yv) * 180 / MathF.PI
        : MathF.Atan2(Yu + Xv, Yv - Xu) * 180 / MathF.PI;

    /// <summary>A turned piece.</summary>
    public static Placement Piece(float across, float down, float degrees, float x, float y)
    {
        (float sin, float cos) = MathF.SinCos(degrees * MathF.PI / 180);
        return new Placement(across * cos, -down * sin, x, across * sin, down * cos, y);
    }

    /// <summary>The same piece, left and right changed.</summary>
    public Placement Mirrored() => this with { Xu = -Xu, Yu = -Yu };

    /// <summary>Where a point of the one lies in the other.</summary>
    public (float X, float Y) Apply(float u, float v) => (Xu * u + Xv * v + X0, Yu * u + Yv * v + Y0);

    /// <summary>Whether refining either would end at the same: it is turned the same way round and lies less than a seventh of the picture off.</summary>
    public bool IsLike(Placement other) =>
        Area > 0 == other.Area > 0 && Math.Abs(X0 - other.X0) + Math.Abs(Y0 - other.Y0) + Math.Abs(Xu - other.Xu) + Math.Abs(Yv - other.Yv) < 0.3f;
}
