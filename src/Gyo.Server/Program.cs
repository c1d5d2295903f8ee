using Gyo.Web;
using Gyo.Web.Safety;

// Settings come from the environment (Gyo__Gallery=…) or the command line (--Gyo:Gallery=… --urls=…).
try
{
    await GyoServer.RunAsync(args);
    return 0;
}
catch (UnsafeAddressException e)
{
    Console.Error.WriteLine($"gyo: {e.Message}");
    return 2;
}
catch (IOException e) // as when something else listens there already
{
    Console.Error.WriteLine($"gyo: {e.Message}");
    return 1;
}
