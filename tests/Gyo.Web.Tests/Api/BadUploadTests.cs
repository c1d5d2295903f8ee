using System.Net.Sockets;
using System.Text;

namespace Gyo.Web.Tests.Api;

/// <summary>What nobody should send, and is answered with what is wrong with it.</summary>
public sealed class BadUploadTests(RunningServer server)
{
    private static readonly string Corpus = Path.Combine(AppContext.BaseDirectory, "Api", "Corpus");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Files { get; } = new(Directory.GetFiles(Corpus).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Upload_FileThatIsNoPicture_IsRefusedWithAReason(string name)
    {
        byte[] file = await File.ReadAllBytesAsync(Path.Combine(Corpus, name), Cancel);
        using MultipartFormDataContent form = new() { { Calls.File(file), "image", name } };
        foreach (HttpContent content in new HttpContent[] { Calls.File(file), form })
        {
            using HttpResponseMessage response = await server.Client.PostAsync($"/api/search?name={name}", content, Cancel);
            (int status, string type, string detail) = await response.ProblemAsync();
            Assert.Contains((status, type), file.Length == 0 ? [(400, "no-picture"), (400, "bad-request")] : new[] { (422, "not-a-picture") });
            Assert.InRange(detail.Length, 10, 300);
            Assert.DoesNotContain("   at ", detail, StringComparison.Ordinal);
        }

        using HttpClient page = await Calls.PageAsync(server.Address);
        using HttpResponseMessage asked = await page.PostAsync("/ask/pictures", Calls.File(file), Cancel);
        Assert.Equal((422, "not-a-picture"), ((int)asked.StatusCode, (await asked.ProblemAsync()).Type));
    }

    [Fact]
    public async Task Upload_TruncatedAtAnyPlace_IsRefused()
    {
        byte[] whole = await File.ReadAllBytesAsync(server.Question(server.Characters[0]), Cancel);
        for (int length = 1; length < whole.Length - 2; length += whole.Length / 40)
        {
            using HttpResponseMessage response = await server.Client.PostAsync("/api/search", Calls.File(whole[..length]), Cancel);
            Assert.Equal("not-a-picture", (await response.ProblemAsync()).Type);
        }
    }

    [Theory]
    [InlineData("multipart/form-data", "x")]
    [InlineData("multipart/form-data; boundary=", "x")]
    [InlineData("multipart/form-data; boundary=b", "x")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\n")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=image; filename=a.jpg\r\n\r\nabc")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: nonsense;;;=\r\n\r\nabc\r\n--b--\r\n")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\n\r\nabc\r\n--b--\r\n")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=other; filename=a.jpg\r\n\r\nabc\r\n--b--\r\n")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=crop\r\n\r\nleft\r\n--b--\r\n")]
    [InlineData("multipart/form-data; boundary=b", "--b--\r\n")]
    [InlineData("application/x-www-form-urlencoded", "a=1")]
    [InlineData("nonsense", "a=1")]
    public async Task Upload_BadForm_IsRefused(string type, string body)
    {
        using ByteArrayContent content = new(Encoding.ASCII.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using HttpResponseMessage response = await server.Client.PostAsync("/api/search", content, Cancel);
        Assert.InRange((await response.ProblemAsync()).Status, 400, 422);
    }

    [Fact]
    public async Task Upload_FormOfManyFieldsOrLongHeaders_IsRefused()
    {
        StringBuilder many = new();
        for (int i = 0; i < 100; i++)
        {
            many.Append("--b\r\nContent-Disposition: form-data; name=top\r\n\r\n1\r\n");
        }

        string longHeader = $"--b\r\nContent-Disposition: form-data; name=image; filename={new string('a', 100_000)}\r\n\r\nx\r\n--b--\r\n";
        string longField = $"--b\r\nContent-Disposition: form-data; name=crop\r\n\r\n{new string('1', 100_000)}\r\n--b--\r\n";
        foreach (string body in new[] { many.ToString(), longHeader, longField })
        {
            await Upload_BadForm_IsRefused("multipart/form-data; boundary=b", body);
        }
    }

    [Fact]
    public async Task Upload_EndlessChunks_AreCutOff()
    {
        await using ApiServer own = await ApiServer.StartAsync(server, o => o.MaxPictureBytes = 1 << 20);
        string answer = await RawAsync(own.Address, "Transfer-Encoding: chunked", async stream =>
        {
            byte[] chunk = Encoding.ASCII.GetBytes($"10000\r\n{new string('x', 0x10000)}\r\n");
            while (true)
            {
                await stream.WriteAsync(chunk, Cancel);
            }
        });
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("urn:gyo:problem:too-large", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_SlowBody_IsCutOff()
    {
        string answer = await RawAsync(server.Address, "Content-Length: 50000", async stream =>
        {
            while (true)
            {
                await stream.WriteAsync("x"u8.ToArray(), Cancel);
                await Task.Delay(300, Cancel);
            }
        });
        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("urn:gyo:problem:too-slow", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_BadChunk_IsRefused()
    {
        string answer = await RawAsync(server.Address, "Transfer-Encoding: chunked", stream => stream.WriteAsync("zz\r\nxx\r\n"u8.ToArray(), Cancel).AsTask());
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
    }

    /// <summary>Sends what no client would, and reads the answer beside it.</summary>
    private static async Task<string> RawAsync(Uri address, string header, Func<NetworkStream, Task> send)
    {
        using TcpClient client = new();
        await client.ConnectAsync(address.Host, address.Port, Cancel);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /api/search HTTP/1.1\r\nHost: 127.0.0.1\r\n{header}\r\n\r\n"), Cancel);
        Task sending = send(stream);
        StringBuilder answer = new();
        byte[] buffer = new byte[4096];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, Cancel)) > 0;)
            {
                answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
                if (answer.ToString().Contains('}', StringComparison.Ordinal))
                {
                    break;
                }
            }
        }
        catch (IOException)
        {
            // closed by the server, after its answer
        }

        client.Close();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return answer.ToString();
    }
}
