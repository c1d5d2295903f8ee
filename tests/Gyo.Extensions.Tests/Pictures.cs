using Microsoft.Extensions.AI;
using NetVips;

namespace Gyo.Extensions.Tests;

/// <summary>Pictures of one colour.</summary>
internal static class Pictures
{
    public static byte[] Draw(int red, int green, int blue)
    {
        using Image picture = (Image.Black(32, 32, bands: 3) + new[] { red, green, (double)blue }).Cast(Enums.BandFormat.Uchar);
        return picture.PngsaveBuffer();
    }

    public static DataContent Content(int red, int green, int blue, string? name = null) => new(Draw(red, green, blue), "image/png") { Name = name };
}
