#:project ../../src/Gyo/Gyo.csproj
#:property PublishAot=false
#:property AssemblyName=inprocess

// What the road from a JPEG's bytes to an answer gives without a server: search.sh's measure.
//
//     dotnet run -c Release bench/web/inprocess.cs -- GALLERY PICTURE SECONDS
//
// As many threads as cores ask the same picture again and again; prints answers a second.

using System.Diagnostics;
using Gyo;

using Gallery gallery = Gallery.Open(args[0]);
byte[] file = File.ReadAllBytes(args[1]);
TimeSpan length = TimeSpan.FromSeconds(int.Parse(args[2]));
Ask(TimeSpan.FromSeconds(2));
Console.WriteLine($"in-process: {Ask(length) / length.TotalSeconds:f0} answers/s on {Environment.ProcessorCount} threads, a picture of {file.Length / 1000.0:f0} kB, {gallery.Count} pictures");

long Ask(TimeSpan time)
{
    long answers = 0;
    long start = Stopwatch.GetTimestamp();
    Parallel.For(0, Environment.ProcessorCount, _ =>
    {
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            gallery.Search(file, "picture");
            Interlocked.Increment(ref answers);
        }
    });
    return answers;
}
