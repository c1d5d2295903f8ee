using System.CommandLine;
using System.Globalization;
using Gyo.Collections;

namespace Gyo.Cli.Commands;

/// <summary><c>gyo clean --gallery DIR</c>: finds what may be amiss, and does about it what it is told.</summary>
internal static class CleanCommand
{
    /// <summary>The words for a kind of finding, as options and JSON call it.</summary>
    private static readonly Dictionary<string, FindingKind> Kinds = new(StringComparer.Ordinal)
    {
        ["unreadable"] = FindingKind.Unreadable,
        ["duplicates"] = FindingKind.Duplicates,
        ["labels"] = FindingKind.Label,
        ["alike"] = FindingKind.Alike,
        ["split"] = FindingKind.Split,
    };

    public static Command Create()
    {
        Option<string> gallery = Options.Gallery();
        gallery.Recursive = true;
        Option<bool> json = Options.Json();
        json.Recursive = true;
        var all = new Option<bool>("--all") { Description = "Print every finding, not only the surest of each kind." };
        var command = new Command("clean", "Find broken files, copies, wrong labels and characters that are alike. Nothing is changed until you accept a finding.")
        {
            gallery, json, all,
            Accept(gallery, json),
            Reject(gallery, json),
            Undo(gallery, json),
            History(gallery, json),
            TakenOut(gallery, json),
            Restore(gallery, json),
        };
        command.SetAction((parsed, cancel) => Task.FromResult(
            Report(parsed.GetRequiredValue(gallery), parsed.GetValue(all), parsed.GetValue(json), cancel)));
        return command;
    }

    private static Command Accept(Option<string> gallery, Option<bool> json)
    {
        var findings = new Argument<string[]>("FINDING")
        {
            Description = $"Ids of findings, or all of a kind: {string.Join(", ", Kinds.Keys)}.",
            Arity = ArgumentArity.OneOrMore,
        };
        var atLeast = new Option<double?>("--at-least")
        {
            Description = "Only findings that are so sure, 0–1. Left out: of labels as many as are probably wrong, the sum of how sure each is.",
        };
        var top = new Option<int>("--top") { Description = "Only so many, the surest first.", DefaultValueFactory = _ => int.MaxValue };
        var command = new Command("accept", "Do what findings propose: take pictures out, or change labels. Each is a step that `undo` takes back; no file is touched.")
        {
            findings, atLeast, top,
        };
        command.SetAction((parsed, cancel) => Task.FromResult(Decide(
            parsed.GetRequiredValue(gallery),
            parsed.GetValue(json),
            (open, finding) => open.Accept(finding),
            Chosen(parsed.GetRequiredValue(findings), parsed.GetValue(atLeast) is { } least ? Options.Share("--at-least", least) : null, parsed.GetValue(top)),
            cancel)));
        return command;
    }

    private static Command Reject(Option<string> gallery, Option<bool> json)
    {
        var findings = new Argument<string[]>("FINDING") { Description = "Ids of findings.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("reject", "Say that nothing is amiss: the label is right, the pictures are no copies. Remembered for good.") { findings };
        command.SetAction((parsed, cancel) => Task.FromResult(Decide(
            parsed.GetRequiredValue(gallery),
            parsed.GetValue(json),
            (open, finding) => open.Reject(finding),
            Chosen(parsed.GetRequiredValue(findings), atLeast: null, int.MaxValue),
            cancel)));
        return command;
    }

    private static Command Undo(Option<string> gallery, Option<bool> json)
    {
        var steps = new Argument<int>("STEPS") { Description = "How many changes to take back.", DefaultValueFactory = _ => 1 };
        var command = new Command("undo", "Take the last changes back, one after the other.") { steps };
        command.SetAction(parsed => WithGallery(parsed.GetRequiredValue(gallery), open =>
        {
            int count = parsed.GetValue(steps);
            if (count < 1)
            {
                throw new UsageException($"Name how many changes to take back, 1 or more, not {count}.");
            }

            List<GalleryChange> undone = [];
            while (undone.Count < count && open.Undo() is { } change)
            {
                undone.Add(change);
            }

            Show(undone, parsed.GetValue(json), "Taken back: ", "There is nothing to take back.");
        }));
        return command;
    }

    private static Command History(Option<string> gallery, Option<bool> json)
    {
        var command = new Command("history", "List the changes that `undo` would take back, the last first.");
        command.SetAction(parsed => WithGallery(
            parsed.GetRequiredValue(gallery), open => Show(open.Changes(), parsed.GetValue(json), "", "Nothing was changed yet.")));
        return command;
    }

    private static Command TakenOut(Option<string> gallery, Option<bool> json)
    {
        var command = new Command("taken-out", "List the pictures that were taken out. Their files are where they were.");
        command.SetAction(parsed => WithGallery(parsed.GetRequiredValue(gallery), open =>
        {
            var pictures = open.Pictures(new PictureFilter { TakenOut = true }, 0, int.MaxValue).Pictures
                .Select(p => new { p.Path, p.Character, Why = open.WhyTakenOut(p.Id) }).ToList();
            if (parsed.GetValue(json))
            {
                Json.Print(pictures);
                return;
            }

            pictures.ForEach(p => Console.Out.WriteLine($"{p.Path}: {p.Why}"));
            if (pictures.Count == 0)
            {
                Console.Out.WriteLine("No picture was taken out.");
            }
        }));
        return command;
    }

    private static Command Restore(Option<string> gallery, Option<bool> json)
    {
        var paths = new Argument<string[]>("IMAGE") { Description = "Pictures that were taken out.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("restore", "Put pictures back that were taken out.") { paths };
        command.SetAction(parsed => WithGallery(parsed.GetRequiredValue(gallery), open =>
        {
            Dictionary<string, long> takenOut = open.Pictures(new PictureFilter { TakenOut = true }, 0, int.MaxValue).Pictures
                .ToDictionary(p => p.Path, p => p.Id, StringComparer.Ordinal);
            string[] named = parsed.GetRequiredValue(paths);
            if (Array.Find(named, p => !takenOut.ContainsKey(StoredFolder.FullPath(p))) is { } other)
            {
                throw new GalleryException(other, "this picture was not taken out; see `gyo clean taken-out`.");
            }

            open.Restore([.. named.Select(p => takenOut[StoredFolder.FullPath(p)])]);
            Show(open.Changes(1), parsed.GetValue(json), "", "");
        }));
        return command;
    }

    private static int Report(string directory, bool all, bool json, CancellationToken cancel)
    {
        using Gallery gallery = Gallery.Open(directory);
        IReadOnlyList<Finding> findings = Inspect(gallery, cancel);
        if (gallery.NotLookedAt is > 0 and int missing)
        {
            Terminal.Note($"{missing:N0} pictures were not looked at for copies: their files are gone or others now. Index their folders again.");
        }

        if (json)
        {
            Json.Print(Findings.ToJson(findings));
        }
        else
        {
            Findings.Print(findings, directory, all);
        }

        return ExitCode.Done;
    }

    private static int Decide(
        string directory, bool json, Action<Gallery, Finding> decide, Func<IReadOnlyList<Finding>, IReadOnlyList<Finding>> chosen, CancellationToken cancel)
    {
        using Gallery gallery = Gallery.Open(directory);
        List<GalleryChange> made = [];
        foreach (Finding finding in chosen(Inspect(gallery, cancel)))
        {
            cancel.ThrowIfCancellationRequested();
            long? before = gallery.LastChange?.Id;
            decide(gallery, finding);
            if (gallery.LastChange is { } change && change.Id != before)
            {
                made.Add(change);
            }
        }

        Show(made, json, "", "No finding fits; nothing was changed.");
        return ExitCode.Done;
    }

    private static Func<IReadOnlyList<Finding>, IReadOnlyList<Finding>> Chosen(string[] named, double? atLeast, int top)
    {
        if (top < 1)
        {
            throw new UsageException($"--top must be 1 or more, not {top}.");
        }

        return findings =>
        {
            Dictionary<string, Finding> byId = findings.ToDictionary(f => f.Id, StringComparer.Ordinal);
            if (Array.Find(named, n => !Kinds.ContainsKey(n) && !byId.ContainsKey(n)) is { } other)
            {
                throw new UsageException($"There is no finding '{other}' (now). See `gyo clean`; kinds are {string.Join(", ", Kinds.Keys)}.");
            }

            return [.. named.SelectMany(n => Kinds.TryGetValue(n, out FindingKind kind) ? OfKind(findings, kind, atLeast) : [byId[n]])
                .Where(f => f.Score >= (atLeast ?? 0)).DistinctBy(f => f.Id).Take(top)];
        };
    }

    /// <summary>
    /// All findings of a kind, surest first; of labels, whose list goes on to the unlikely ones, unless told otherwise as many as are probably wrong, and
    /// only those with a better name: whom nobody knows is for a person to look at.
    /// </summary>
    private static IEnumerable<Finding> OfKind(IReadOnlyList<Finding> findings, FindingKind kind, double? atLeast)
    {
        Finding[] all = [.. findings.Where(f => f.Kind == kind)];
        return kind == FindingKind.Label && atLeast is null ? all.Take((int)Math.Round(all.Sum(f => f.Score))).Where(f => f.Proposed is not null) : all;
    }

    private static IReadOnlyList<Finding> Inspect(Gallery gallery, CancellationToken cancel) =>
        Terminal.WithProgress("Inspecting", show => gallery.Inspect(new Reporter(show), cancel));

    private static int WithGallery(string directory, Action<Gallery> work)
    {
        using Gallery gallery = Gallery.Open(directory);
        work(gallery);
        return ExitCode.Done;
    }

    private static void Show(IReadOnlyList<GalleryChange> changes, bool json, string before, string ifNone)
    {
        if (json)
        {
            Json.Print(changes);
            return;
        }

        foreach (GalleryChange change in changes)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{change.MadeUtc.ToLocalTime():yyyy-MM-dd HH:mm}  {before}{change.Words}"));
        }

        if (changes.Count == 0)
        {
            Console.Out.WriteLine(ifNone);
        }
    }

    private sealed class Reporter(Action<double, string> show) : IProgress<InspectionProgress>
    {
        public void Report(InspectionProgress progress) => show(progress.Share, progress.Step);
    }
}
