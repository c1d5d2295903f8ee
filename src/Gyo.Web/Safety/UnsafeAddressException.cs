namespace Gyo.Web.Safety;

/// <summary>The server was to listen where others reach it, without a key. Nothing was started.</summary>
public sealed class UnsafeAddressException : Exception
{
    /// <summary>Says which address and what to do, in one line.</summary>
    /// <param name="address">The address as it was given.</param>
    public UnsafeAddressException(string address)
        : base($"{address} can be reached from other machines, and there is no key: set one (Gyo__ApiKey=… in the environment), or listen on {GyoServer.DefaultUrl}.") =>
        Address = address;

    /// <summary>The address as it was given.</summary>
    public string Address { get; }
}
