namespace Gyo.Training.Drawing;

internal enum Sleeve { None, Short, Long, Wide }

internal enum Lower { Trousers, Shorts, Skirt, Gown }

/// <summary>How a garment is cut: what covers arms and legs.</summary>
internal readonly record struct Cut(Sleeve Sleeve, Lower Lower, bool Boots = false, bool SleeveIsSecond = false)
{
    public static Cut Of(Garment garment) => garment switch
    {
        Garment.Tee => new(Sleeve.Short, Lower.Trousers),
        Garment.Hoodie => new(Sleeve.Long, Lower.Trousers),
        Garment.Gown => new(Sleeve.None, Lower.Gown),
        Garment.Robe => new(Sleeve.Wide, Lower.Gown),
        Garment.Suit => new(Sleeve.Long, Lower.Trousers),
        Garment.Overalls => new(Sleeve.Short, Lower.Trousers, Boots: true, SleeveIsSecond: false),
        Garment.Armour => new(Sleeve.Long, Lower.Trousers, Boots: true, SleeveIsSecond: true),
        Garment.Sailor => new(Sleeve.Short, Lower.Skirt),
        Garment.Tunic => new(Sleeve.Long, Lower.Skirt, Boots: true, SleeveIsSecond: true),
        Garment.Kimono => new(Sleeve.Wide, Lower.Gown),
        Garment.Jersey => new(Sleeve.Short, Lower.Shorts, Boots: true),
        _ => new(Sleeve.None, Lower.Shorts),
    };
}
