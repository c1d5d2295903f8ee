using Gyo.Web;

// Settings come from appsettings.json, from the environment (Gyo__Gallery=…) or from the command line (--Gyo:Gallery=… --urls=…).
return await GyoServer.RunAsync(args);
