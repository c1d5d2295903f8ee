using System.CommandLine;
using System.Globalization;

namespace Gyo.Cli.Commands;

/// <summary><c>gyo cluster --gallery DIR</c>: groups the pictures that have no character, and names groups.</summary>
internal static class ClusterCommand
{
    /// <summary>Pictures that a group is shown by.</summary>
    private const int Shown = 3;

    public static Command Create()
    {
        Option<string> gallery = Options.Gallery();
        var name = new Option<string[]>("--name")
        {
            Description = "Make a group a character: its id, '=', and the name. May be given several times; `gyo clean undo` takes it back.",
            HelpName = "ID=NAME",
        };
        Option<bool> json = Options.Json();
        var command = new Command("cluster", "Group the pictures that have no character: whom they look like among those known, and candidates for new ones. Nothing is changed until you name one.")
        {
            gallery, name, json,
        };
        command.SetAction((parsed, cancel) => Task.FromResult(
            Run(parsed.GetRequiredValue(gallery), parsed.GetValue(name) ?? [], parsed.GetValue(json), cancel)));
        return command;
    }

    private static int Run(string directory, string[] names, bool json, CancellationToken cancel)
    {
        (string Id, string Name)[] named = [.. names.Select(Parse)];
        if (named.GroupBy(n => n.Id).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new UsageException($"The group {twice.Key} was given two names; give it one.");
        }

        using Gallery gallery = Gallery.Open(directory);
        GalleryClusters found = Terminal.WithProgress("Grouping", show => gallery.Cluster(progress: new Reporter(show), cancel: cancel));
        if (named.Length > 0)
        {
            Name(gallery, found, named, json);
        }
        else if (json)
        {
            Json.Print(new
            {
                Matches = found.Matches.Select(m => new { m.Picture.Path, m.Character, m.Confidence }),
                Clusters = found.Clusters.Select(c => new { c.Id, Size = c.Pictures.Count, c.Purity, Pictures = c.Pictures.Select(p => p.Path), c.Reason, c.Resembles }),
                Alone = found.Alone.Select(p => p.Path),
            });
        }
        else
        {
            Print(found, directory);
        }

        return ExitCode.Done;
    }

    private static (string Id, string Name) Parse(string named)
    {
        int sign = named.IndexOf('=', StringComparison.Ordinal);
        string name = named[(sign + 1)..].Trim();
        return sign > 0 && name.Length is > 0 and <= Gallery.MaxNameLength && !name.Any(char.IsControl)
            ? (named[..sign].Trim(), name)
            : throw new UsageException($"--name takes ID=NAME, as in --name c1234abcd0=Gon, not '{named}'. A name has 1 to {Gallery.MaxNameLength} characters, all on one line.");
    }

    private static void Name(Gallery gallery, GalleryClusters found, (string Id, string Name)[] named, bool json)
    {
        Dictionary<string, PictureCluster> clusters = found.Clusters.ToDictionary(c => c.Id, StringComparer.Ordinal);
        if (Array.Find(named, n => !clusters.ContainsKey(n.Id)) is { Id: not null } other)
        {
            throw new UsageException($"There is no group {other.Id}, or not any more; nothing was named. See `gyo cluster --gallery {gallery.Directory}`.");
        }

        var done = named.Select(n => new { n.Id, Character = n.Name, Pictures = gallery.Relabel([.. clusters[n.Id].Pictures.Select(p => p.Id)], n.Name) }).ToList();
        if (json)
        {
            Json.Print(done);
            return;
        }

        done.ForEach(d => Console.Out.WriteLine($"{d.Id} is {d.Character} now: {Counted(d.Pictures, "picture")}."));
    }

    private static void Print(GalleryClusters found, string directory)
    {
        foreach (var known in found.Matches.GroupBy(m => m.Character).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            Console.Out.WriteLine($"{Counted(known.Count(), "picture")} may show {known.Key}:");
            foreach (PictureProposal match in known)
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {match.Confidence:f2}  {match.Picture.Path}"));
            }
        }

        foreach (PictureCluster cluster in found.Clusters)
        {
            Console.Out.WriteLine($"{cluster.Id}  {cluster.Reason}");
            foreach (FoundPicture picture in cluster.Pictures.Take(Shown))
            {
                Console.Out.WriteLine($"  {picture.Path}");
            }
        }

        Console.Out.WriteLine((found.Matches.Count, found.Clusters.Count, found.Alone.Count) switch
        {
            (0, 0, 0) => "Every picture has a character.",
            var (_, groups, alone) => $"{Counted(groups, "group")} to be named, {Counted(alone, "picture")} that look like no other.",
        });
        if (found.Clusters.Count > 0)
        {
            Console.Out.WriteLine($"Name one: gyo cluster --gallery {directory} --name {found.Clusters[0].Id}=NAME");
        }
    }

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}s");

    private sealed class Reporter(Action<double, string> show) : IProgress<double>
    {
        public void Report(double value) => show(value, "");
    }
}
