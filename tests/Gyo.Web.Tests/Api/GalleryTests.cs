using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Gyo.Web.Tests.Api;

public sealed class GalleryTests(RunningServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Characters_AreAllWithTheirNumberOfPictures()
    {
        JsonElement characters = await Get("/api/characters");
        Assert.Equal(server.Characters.Order(StringComparer.OrdinalIgnoreCase), characters.EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.All(characters.EnumerateArray(), c => Assert.Equal(DemoGallery.PicturesEach, c.GetProperty("pictures").GetInt32()));
    }

    [Fact]
    public async Task Stats_TellWhatIsThere()
    {
        JsonElement stats = await Get("/api/stats");
        Assert.Equal(DemoGallery.Characters * DemoGallery.PicturesEach, stats.GetProperty("pictures").GetInt32());
        Assert.Equal(DemoGallery.Characters, stats.GetProperty("characters").GetInt32());
        Assert.Equal(128, stats.GetProperty("dimension").GetInt32());
    }

    [Fact]
    public async Task Stats_FollowWhatAnotherProcessDoesToTheGallery()
    {
        await using ApiServer own = await ApiServer.StartAsync(server);
        using (Gallery another = Gallery.Open(own.Gallery))
        {
            another.Hide([1, 2]);
        }

        while (true) // for as long as the test may run
        {
            JsonElement stats = JsonDocument.Parse(await own.Client.GetStringAsync("/api/stats", Cancel)).RootElement;
            if (stats.GetProperty("pictures").GetInt32() == DemoGallery.Characters * DemoGallery.PicturesEach - 2)
            {
                return;
            }

            await Task.Delay(50, Cancel);
        }
    }

    [Fact]
    public async Task Images_List_IsInPages()
    {
        JsonElement page = await Get($"/api/images?character={Uri.EscapeDataString(server.Characters[3])}&offset=2&take=3");
        Assert.Equal(DemoGallery.PicturesEach, page.GetProperty("total").GetInt32());
        Assert.Equal(3, page.GetProperty("pictures").GetArrayLength());
        Assert.All(page.GetProperty("pictures").EnumerateArray(), p => Assert.Equal(server.Characters[3], p.GetProperty("character").GetString()));
    }

    [Fact]
    public async Task Image_MetadataThumbnailAndFile_AreThatPicture()
    {
        JsonElement picture = await Get("/api/images/1");
        byte[] indexed = await File.ReadAllBytesAsync(picture.GetProperty("path").GetString()!, Cancel);

        using HttpResponseMessage file = await server.Client.GetAsync("/api/images/1/file", Cancel);
        Assert.Equal("image/jpeg", file.Content.Headers.ContentType!.MediaType);
        Assert.Equal(indexed, await file.Content.ReadAsByteArrayAsync(Cancel));

        using HttpResponseMessage thumbnail = await server.Client.GetAsync("/api/images/1/thumbnail?size=160", Cancel);
        byte[] small = await thumbnail.Content.ReadAsByteArrayAsync(Cancel);
        Assert.Equal([0xFF, 0xD8, 0xFF], small[..3]);

        using HttpRequestMessage again = new(HttpMethod.Get, "/api/images/1/thumbnail?size=160");
        again.Headers.IfNoneMatch.Add(thumbnail.Headers.ETag!);
        using HttpResponseMessage same = await server.Client.SendAsync(again, Cancel);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    [Theory]
    [InlineData("/api/images/99999", 404, "not-found")]
    [InlineData("/api/images/99999/thumbnail", 404, "not-found")]
    [InlineData("/api/images/99999/file", 404, "not-found")]
    [InlineData("/api/images/-1/file", 404, "not-found")]
    [InlineData("/api/images/99999999999999999999/file", 404, "not-found")]
    [InlineData("/api/images/1/thumbnail?size=abc", 400, "bad-request")]
    [InlineData("/api/images?take=1001", 400, "bad-request")]
    [InlineData("/api/images?offset=-1", 400, "bad-request")]
    [InlineData("/api/nothing", 404, "not-found")]
    [InlineData("/ask/pictures/00000000-0000-0000-0000-000000000000", 404, "not-found")]
    public async Task Get_WhatIsNotThere_SaysSo(string path, int status, string type)
    {
        using HttpResponseMessage response = await server.Client.GetAsync(path, Cancel);
        (int actual, string actualType, _) = await response.ProblemAsync();
        Assert.Equal((status, type), (actual, actualType));
    }

    [Theory]
    [InlineData("/api/images/..%2f..%2f..%2fetc%2fpasswd/file")]
    [InlineData("/api/images/1%00/file")]
    [InlineData("/api/images/../../../../etc/passwd")]
    [InlineData("/_content/..%2f..%2f..%2f..%2fetc/passwd")]
    [InlineData("/_content/Gyo.Web/..%5c..%5cgallery.db")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/gallery.db")]
    [InlineData("/appsettings.json")]
    public async Task Get_PathTricks_ReadNothing(string path)
    {
        using System.Net.Sockets.TcpClient raw = new(); // a client of .NET would tidy the path
        await raw.ConnectAsync(server.Address.Host, server.Address.Port, Cancel);
        await using System.Net.Sockets.NetworkStream stream = raw.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"), Cancel);
        using StreamReader reader = new(stream);
        string answer = await reader.ReadToEndAsync(Cancel);
        Assert.Matches("^HTTP/1.1 40[04]", answer);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatIsAnotherByNow_IsNotGivenAway()
    {
        await using ApiServer own = await ApiServer.StartAsync(server, o => o.ApiKey = "k");
        own.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "k");
        using MultipartFormDataContent form = new() { { Calls.File(await File.ReadAllBytesAsync(server.Question(server.Characters[0]), Cancel)), "image", "new.jpg" } };
        using HttpResponseMessage added = await own.Client.PostAsync("/api/images", form, Cancel);
        JsonElement picture = (await added.JsonAsync())[0];
        string path = picture.GetProperty("path").GetString()!;
        string secret = Path.Combine(server.Folder, "secret.txt");
        await File.WriteAllTextAsync(secret, "secret", Cancel);
        File.Delete(path);
        File.CreateSymbolicLink(path, secret);

        using HttpResponseMessage response = await own.Client.GetAsync($"/api/images/{picture.GetProperty("id").GetInt64()}/file", Cancel);
        Assert.Equal("not-found", (await response.ProblemAsync()).Type);
    }

    private async Task<JsonElement> Get(string path)
    {
        using HttpResponseMessage response = await server.Client.GetAsync(path, Cancel);
        return await response.JsonAsync();
    }
}
