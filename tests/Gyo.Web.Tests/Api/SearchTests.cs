using System.Net;
using System.Text.Json;

namespace Gyo.Web.Tests.Api;

public sealed class SearchTests(RunningServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_RawBody_IsTheAnswerOfTheCommandLine()
    {
        byte[] file = await Question(0);
        JsonElement answer = await Answer("/api/search?top=3&name=who.jpg", Calls.File(file));

        using Gallery gallery = Gallery.Open(Path.Combine(server.Folder, "gallery"));
        JsonElement expected = JsonSerializer.SerializeToElement(gallery.Search(file, "who.jpg", new SearchOptions { Top = 3 }), JsonSerializerOptions.Web);
        foreach (JsonProperty property in expected.EnumerateObject().Where(p => p.Name != "milliseconds"))
        {
            Assert.True(JsonElement.DeepEquals(property.Value, answer.GetProperty(property.Name)), property.Name);
        }

        Assert.Equal(expected.GetProperty("milliseconds").EnumerateObject().Select(p => p.Name), answer.GetProperty("milliseconds").EnumerateObject().Select(p => p.Name));
        Assert.Equal(expected.EnumerateObject().Select(p => p.Name), answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal(server.Characters[0], NameOfFirst(answer));
    }

    [Fact]
    public async Task Search_FormWithSeveralPictures_IsOneAnswer()
    {
        using MultipartFormDataContent form = new()
        {
            { Calls.File(await Question(1)), "image", "a.jpg" }, { Calls.File(await Question(1)), "image", "b.jpg" }, { new StringContent("2"), "top" },
        };
        JsonElement answer = await Answer("/api/search", form);
        Assert.Equal("a.jpg + b.jpg", answer.GetProperty("query").GetString());
        Assert.Equal(2, answer.GetProperty("characters").GetArrayLength());
        Assert.Equal(server.Characters[1], NameOfFirst(answer));
    }

    [Fact]
    public async Task Search_Crop_AsksWithThatPart()
    {
        byte[] both = await File.ReadAllBytesAsync(
            Pictures.Collage(server.Folder, "api-both.jpg", (server.Question(server.Characters[2]), 0, 0.25f, 0.5f), (server.Question(server.Characters[5]), 0.5f, 0.25f, 0.5f)), Cancel);
        Assert.Equal(server.Characters[2], NameOfFirst(await Answer("/api/search?crop=0,0.25,0.5,0.5", Calls.File(both))));
        Assert.Equal(server.Characters[5], NameOfFirst(await Answer("/api/search?crop=0.5,0.25,0.5,0.5", Calls.File(both))));
    }

    [Fact]
    public async Task Search_MinConfidence_LeavesOutTheUnsure()
    {
        byte[] file = await Question(0);
        JsonElement all = await Answer("/api/search", Calls.File(file));
        JsonElement sure = await Answer("/api/search?minConfidence=0.5", Calls.File(file));
        Assert.True(sure.GetProperty("characters").GetArrayLength() < all.GetProperty("characters").GetArrayLength());
        Assert.All(sure.GetProperty("characters").EnumerateArray(), c => Assert.InRange(c.GetProperty("confidence").GetDouble(), 0.5, 1));
    }

    [Fact]
    public async Task Search_NegativePictureAndOwnPictures_AreTaken()
    {
        byte[] file = await Question(0);
        long best = (await Answer("/api/search", Calls.File(file))).GetProperty("pictures")[0].GetProperty("id").GetInt64();
        JsonElement without = await Answer($"/api/search?unlike={best}", Calls.File(file));
        Assert.DoesNotContain(best, without.GetProperty("pictures").EnumerateArray().Select(p => p.GetProperty("id").GetInt64()));

        using MultipartFormDataContent negative = new() { { Calls.File(file), "image", "a.jpg" }, { Calls.File(await Question(3)), "unlike", "b.jpg" } };
        JsonElement led = await Answer("/api/search", negative);
        JsonElement plain = await Answer("/api/search", Calls.File(file));
        Assert.False(JsonElement.DeepEquals(led.GetProperty("pictures"), plain.GetProperty("pictures")));

        JsonElement own = await Answer($"/api/search?like={best}", Calls.File([]));
        Assert.Equal(server.Characters[0], NameOfFirst(own));
    }

    [Theory]
    [InlineData("top=0", "'top' is a whole number from 1 to 1000, not '0'.")]
    [InlineData("top=abc", "'top' is")]
    [InlineData("top=99999999999999", "'top' is")]
    [InlineData("minConfidence=2", "'minConfidence' is a number from 0 to 1")]
    [InlineData("minConfidence=NaN", "'minConfidence' is")]
    [InlineData("falseAccepts=-1", "'falseAccepts' is")]
    [InlineData("pictures=-1", "'pictures' is")]
    [InlineData("crop=0,0,2,2", "'crop' is left,top,width,height")]
    [InlineData("crop=NaN,0,1,1", "'crop' is")]
    [InlineData("crop=1,2", "'crop' is")]
    [InlineData("crop=0,0,1,1&crop=0,0,1,1", "There are 2 crops and 1 pictures")]
    [InlineData("like=9999", "There is no picture 9999")]
    [InlineData("unlike=x", "'unlike' is the id")]
    [InlineData("colour=red", "There is no field 'colour'")]
    public async Task Search_BadField_SaysWhatIsAllowed(string query, string says)
    {
        using HttpResponseMessage response = await server.Client.PostAsync($"/api/search?{query}", Calls.File(await Question(0)), Cancel);
        (int status, string type, string detail) = await response.ProblemAsync();
        Assert.Equal((400, "bad-request"), (status, type));
        Assert.StartsWith(says, detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_ManyPictures_IsRefused()
    {
        string query = string.Join('&', Enumerable.Repeat("like=1", 21));
        using HttpResponseMessage response = await server.Client.PostAsync($"/api/search?{query}", Calls.File([]), Cancel);
        Assert.Equal((400, "bad-request", "A question has at most 20 pictures."), await response.ProblemAsync());
    }

    [Fact]
    public async Task Search_Put_IsNoMethodOfIt()
    {
        using HttpResponseMessage response = await server.Client.PutAsync("/api/search", null, Cancel);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("method-not-allowed", (await response.ProblemAsync()).Type);
    }

    private static string? NameOfFirst(JsonElement answer) => answer.GetProperty("characters")[0].GetProperty("name").GetString();

    private Task<byte[]> Question(int character) => File.ReadAllBytesAsync(server.Question(server.Characters[character]), Cancel);

    private async Task<JsonElement> Answer(string path, HttpContent content)
    {
        using HttpResponseMessage response = await server.Client.PostAsync(path, content, Cancel);
        return await response.JsonAsync();
    }
}
