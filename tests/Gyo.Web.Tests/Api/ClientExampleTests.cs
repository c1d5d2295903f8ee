using System.Text.RegularExpressions;

namespace Gyo.Web.Tests.Api;

/// <summary>The README's client, run; and held to be the README's.</summary>
public sealed partial class ClientExampleTests(RunningServer server)
{
    [Fact]
    public async Task Client_AskedWithAPicture_NamesIt()
    {
        string said = await RunAsync(server.Address.ToString(), server.Question(server.Characters[0]));
        Assert.StartsWith(server.Characters[0], said, StringComparison.Ordinal);
    }

    [Fact]
    public void Client_InTheReadme_IsTheOneThatRuns()
    {
        string readme = File.ReadAllText(Path.Combine(DocumentTests.Root, "README.md"));
        string shown = Section().Match(readme).Groups[1].Value
            .Replace("\"http://127.0.0.1:5080\"", "address", StringComparison.Ordinal)
            .Replace("\"who-is-this.jpg\"", "whoIsThis", StringComparison.Ordinal)
            .Replace("record ", "private sealed record ", StringComparison.Ordinal);
        string source = File.ReadAllText(Path.Combine(DocumentTests.Root, "tests", "Gyo.Web.Tests", "Api", "ClientExampleTests.cs"));
        string[] run = [.. Body().Matches(source).SelectMany(m => Lines(m.Groups[1].Value))];
        Assert.Equal(10, run.Length);
        Assert.Equal(Lines(shown), run);
    }

    private static async Task<string> RunAsync(string address, string whoIsThis)
    {
        using StringWriter Console = new();
        // The README's client begins.
        using HttpClient gyo = new() { BaseAddress = new Uri(address) };
        using MultipartFormDataContent form = [];
        form.Add(new ByteArrayContent(File.ReadAllBytes(whoIsThis)), "image", whoIsThis); // add more of the same character
        form.Add(new StringContent("3"), "top");
        using HttpResponseMessage response = await gyo.PostAsync("/api/search", form);
        response.EnsureSuccessStatusCode();
        Answer answer = (await response.Content.ReadFromJsonAsync<Answer>())!;
        Console.WriteLine(answer.Unknown ? "unknown" : $"{answer.Characters[0].Name} {answer.Characters[0].Confidence:p0}");
        // The README's client goes on below.
        return Console.ToString();
    }

    private static string[] Lines(string text) => [.. text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];

    [GeneratedRegex("## From another program.*?```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex(@"// The README's client (?:begins|ends with)\.\n(.*?)// The README's client (?:goes on below|is at its end)\.", RegexOptions.Singleline)]
    private static partial Regex Body();

    // The README's client ends with.
    private sealed record Answer(bool Unknown, Character[] Characters);
    private sealed record Character(string Name, float Confidence);
    // The README's client is at its end.
}
