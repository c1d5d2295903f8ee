#:project ../src/Gyo/Gyo.csproj
#:package System.CommandLine
#:property PublishAot=false
#:property ConcurrentGarbageCollection=false
#:property AssemblyName=indexing

// How fast a folder is indexed, and the most memory it takes:
//
//     dotnet run -c Release bench/indexing.cs -- FOLDER [--model MODEL]
//
// Indexes FOLDER into a gallery that is thrown away, and then again, when there is nothing to do. The clock runs from before the gallery is
// made to when it could be asked.

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Gyo;
using Gyo.Embedding;

Argument<string> folder = new("FOLDER") { Description = "Pictures, one sub-folder per character." };
Option<string> model = new("--model") { Description = "A model's folder, or base.", DefaultValueFactory = _ => "base" };
var command = new RootCommand("Measures indexing.") { folder, model };
command.SetAction(parsed => Measure(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(model)));
return command.Parse(args).Invoke();

static void Measure(string folder, string model)
{
    string directory = Directory.CreateTempSubdirectory("gyo-indexing").FullName;
    ModelPackage package = model == "base" ? BaseModel.Create() : ModelPackage.Load(model);
    foreach (string run in new[] { "first", "again" })
    {
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        IndexResult result;
        using (Gallery gallery = Gallery.OpenOrCreate(directory, package))
        {
            result = gallery.Index(folder);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        using Process now = Process.GetCurrentProcess();
        int pictures = result.Added + result.Unchanged;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{run}: {pictures} pictures in {seconds:f2} s, {pictures / seconds:f0} a second; "
            + $"{(now.TotalProcessorTime - processor).TotalSeconds / seconds:f2} cores busy; at most {now.PeakWorkingSet64 / 1e6:f0} MB so far"));
    }

    Directory.Delete(directory, recursive: true);
}
