using System.CommandLine;
using Gyo.Cli;
using Gyo.Cli.Commands;

var root = new RootCommand("Gyo: reverse image search for your own pictures.")
{
    TrainCommand.Create(),
    TuneCommand.Create(),
    IndexCommand.Create(),
    SearchCommand.Create(),
    CleanCommand.Create(),
    ClusterCommand.Create(),
    MapCommand.Create(),
    SuggestCommand.Create(),
    WatchCommand.Create(),
    ServeCommand.Create(),
    McpCommand.Create(),
    EvalCommand.Create(),
    DemoCommand.Create(),
};

return await CommandLine.RunAsync(root, args);
