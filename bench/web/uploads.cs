#:property PublishAot=false
#:property AssemblyName=uploads

// Bad uploads mixed with good ones:
//
//     dotnet run -c Release bench/web/uploads.cs -- URL PICTURE [COUNT] [PID]
//
// Every fourth upload is the picture, the others are tests/Gyo.Web.Tests/Api/Corpus in turn, cut at changing places, as a body and as a form.
// Says how many good ones were all answered with the same first character, which statuses the bad ones got, and the memory of the server (PID, Linux).

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;

string corpus = Path.Combine(Folder(), "..", "..", "tests", "Gyo.Web.Tests", "Api", "Corpus");
byte[][] bad = [.. Directory.GetFiles(corpus).Order().Select(File.ReadAllBytes)];
byte[] good = File.ReadAllBytes(args[1]);
int count = args.Length > 2 ? int.Parse(args[2]) : 10_000;
string? status = args.Length > 3 ? $"/proc/{args[3]}/status" : null;
using HttpClient client = new() { BaseAddress = new Uri(args[0]) };
string name = (await AskAsync(good, false)).Name!;
ConcurrentDictionary<int, int> statuses = new();
int right = 0, asked = 0, done = 0;
await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
{
    bool isGood = i % 4 == 0;
    byte[] file = isGood ? good : bad[i % bad.Length];
    byte[] sent = isGood || i % 3 == 0 ? file : [.. file.Take(file.Length * (i % 7) / 7), .. good.Take(i % 11 * 300)];
    (int code, string? first) = await AskAsync(sent, i % 2 == 0);
    if (isGood)
    {
        Interlocked.Increment(ref asked);
        Interlocked.Add(ref right, first == name ? 1 : 0);
    }
    else
    {
        statuses.AddOrUpdate(code, 1, (_, n) => n + 1);
    }

    if (Interlocked.Increment(ref done) % (count / 10) == 0)
    {
        Console.WriteLine($"{done,6} uploads{(status is null ? "" : $", {Memory(status)} MB")}");
    }
});
Console.WriteLine($"good: {right} of {asked} answered right; bad: {string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Value} x {s.Key}"))}");
return right == asked && statuses.Keys.All(s => s is >= 400 and < 500) ? 0 : 1;

async Task<(int Status, string? Name)> AskAsync(byte[] file, bool asForm)
{
    using HttpContent content = asForm ? new MultipartFormDataContent { { new ByteArrayContent(file), "image", "picture.jpg" } } : new ByteArrayContent(file);
    using HttpResponseMessage response = await client.PostAsync("/api/search", content);
    using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
    return ((int)response.StatusCode, response.IsSuccessStatusCode ? answer.RootElement.GetProperty("characters")[0].GetProperty("name").GetString() : null);
}

static long Memory(string status) => long.Parse(File.ReadLines(status).First(l => l.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;

static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
