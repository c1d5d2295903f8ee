using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Gyo.Tests.Training;

namespace Gyo.Tests.Cli;

public sealed class ServeTests : IDisposable
{
    private const int Failed = 1;
    private const int BadUsage = 2;
    private const int Interrupt = 2;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Gallery => _folder.File("gallery");

    [Fact]
    public async Task Serve_UntilInterrupted_SaysWhereAnswersAndEndsWell()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals");
        string characters = _folder.File("characters");
        DrawnPictures.Write(characters, characters: 2, picturesEach: 2);
        await GyoProcess.RunAsync("index", characters, "--gallery", Gallery);

        using Process process = GyoProcess.Start("serve", "--gallery", Gallery, "--urls", "http://127.0.0.1:0");
        (string line, Uri address) = await ListeningAsync(process);
        Assert.Contains("with 4 pictures of 2 characters", line, StringComparison.Ordinal);
        using HttpClient client = new() { BaseAddress = address };
        foreach (string path in new[] { "/", "/model", "/_content/Gyo.Web/gyo.css", "/_content/Gyo.Web/ask.js", "/_framework/blazor.web.js", "/api/images/1/thumbnail" })
        {
            using HttpResponseMessage response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode}");
        }

        await EndAsync(process);
    }

    [Fact]
    public async Task Serve_NoGalleryYet_MakesAnEmptyOne()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals");
        using Process process = GyoProcess.Start("serve", "--gallery", Gallery, "--urls", "http://127.0.0.1:0");

        (string line, Uri address) = await ListeningAsync(process);

        Assert.Contains("with 0 pictures", line, StringComparison.Ordinal);
        Assert.True(Gyo.Gallery.Exists(Gallery));
        using HttpClient client = new() { BaseAddress = address };
        Assert.Contains("Choose a folder", await client.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await EndAsync(process);
    }

    [Fact]
    public async Task Serve_AddressInUse_OneLineSaysWhatToDo()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();

        (await GyoProcess.RunAsync("serve", "--gallery", Gallery, "--urls", $"http://{other.LocalEndpoint}")).AssertOneLine(Failed, "name another address with --urls");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ftp://127.0.0.1:5080")]
    [InlineData("http://127.0.0.1:5080/below")]
    [InlineData("http://127.0.0.1:5080;")]
    public async Task Serve_NoAddress_IsWrongUsageAndMakesNoGallery(string urls)
    {
        (await GyoProcess.RunAsync("serve", "--gallery", Gallery, "--urls", urls)).AssertOneLine(BadUsage, "--urls must be addresses such as");
        Assert.False(Directory.Exists(Gallery));
    }

    [Fact]
    public async Task Serve_DamagedGallery_OneLineNamesIt()
    {
        Directory.CreateDirectory(Gallery);
        await File.WriteAllTextAsync(Path.Combine(Gallery, "gallery.db"), "no database", TestContext.Current.CancellationToken);

        (await GyoProcess.RunAsync("serve", "--gallery", Gallery, "--urls", "http://127.0.0.1:0")).AssertOneLine(Failed, Gallery);
    }

    /// <summary>The one line that it says when it is ready.</summary>
    private static async Task<(string Line, Uri Address)> ListeningAsync(Process process)
    {
        string line = await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
        Assert.StartsWith("Gyo listens on http", line, StringComparison.Ordinal);
        return (line, new Uri(line.Split(' ')[3]));
    }

    private static async Task EndAsync(Process process)
    {
        Assert.Equal(0, SendSignal(process.Id, Interrupt));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        Assert.Empty(await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
}
