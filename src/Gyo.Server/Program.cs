using Gyo.Web;

// Settings come from the environment (Gyo__Gallery=…) or the command line (--Gyo:Gallery=… --urls=…).
await GyoServer.RunAsync(args);
