using System.CommandLine;
using Gyo.Web;

namespace Gyo.Cli.Commands;

/// <summary><c>gyo serve --gallery DIR</c>: the page and the HTTP API.</summary>
internal static class ServeCommand
{
    /// <summary>Where the API key may stand; a process list shows options to everybody, but not this.</summary>
    private const string ApiKeyVariable = "GYO_API_KEY";

    public static Command Create()
    {
        var gallery = new Option<string>("--gallery") { Description = "Folder of the gallery; made, empty, if there is none.", Required = true, HelpName = "DIR" };
        var urls = new Option<string>("--urls") { Description = "Where to listen; several with ';' between.", DefaultValueFactory = _ => GyoServer.DefaultUrl };
        var models = new Option<string?>("--models")
        {
            Description = $"Folders of models whose trainings the page shows, with '{Path.PathSeparator}' between; the folder that the gallery lies in if left out.",
            HelpName = "DIR",
        };
        var apiKey = new Option<string?>("--api-key")
        {
            Description = $"What calls over the network must show; better given in the environment, as {ApiKeyVariable}.",
            HelpName = "KEY",
        };
        var allowUrls = new Option<bool>("--allow-urls") { Description = "Let questions name the URL of a picture, which the server then fetches." };
        var command = new Command("serve", "Start the page to ask with pictures, and the HTTP API.") { gallery, urls, models, apiKey, allowUrls };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed.GetRequiredValue(urls),
            options =>
            {
                options.Gallery = parsed.GetRequiredValue(gallery);
                options.Models = parsed.GetValue(models);
                options.ApiKey = parsed.GetValue(apiKey) ?? Environment.GetEnvironmentVariable(ApiKeyVariable) ?? options.ApiKey;
                options.AllowUrls = parsed.GetValue(allowUrls);
            },
            cancel));
        return command;
    }

    /// <summary>Serves until it is stopped, which is how it is meant to end.</summary>
    /// <param name="urls">Where to listen.</param>
    /// <param name="configure">Which gallery, and what may be done with it.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<int> RunAsync(string urls, Action<GyoWebOptions> configure, CancellationToken cancel)
    {
        await Serving.RunAsync(urls, configure, cancel);
        return ExitCode.Done;
    }
}
