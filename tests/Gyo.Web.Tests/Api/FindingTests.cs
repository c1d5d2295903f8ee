using System.Net;
using System.Text.Json;
using Gyo.Web.Reviewing;
using Gyo.Web.Tests.Reviewing;

namespace Gyo.Web.Tests.Api;

public sealed class FindingTests(RunningServer server)
{
    private const string Key = "a key for changes";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Findings_AreInspectedListedDecidedAndTakenBack()
    {
        await using ApiServer own = await ApiServer.StartAsync(server, options => options.ApiKey = Key);
        own.Client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        FindingReview review = own.Services.GetRequiredService<FindingReview>();
        IReadOnlyList<Finding> found = MadeUpFindings.OfEachKind(own.Services.GetRequiredService<Hosting.GalleryHost>().Gallery);
        review.Inspect = (_, _, _) => found;
        Assert.False((await GetAsync(own, "/api/findings")).GetProperty("inspected").GetBoolean());
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(own, "/api/findings")).StatusCode);
        while (!(await GetAsync(own, "/api/findings")).GetProperty("inspected").GetBoolean())
        {
            await Task.Delay(20, Cancel);
        }

        JsonElement copies = (await GetAsync(own, "/api/findings?kind=duplicates")).GetProperty("open")[0];
        Assert.Equal(("d1", "duplicates", 3), (copies.GetProperty("id").GetString(), copies.GetProperty("kind").GetString(), copies.GetProperty("pictures").GetArrayLength()));
        long kept = copies.GetProperty("pictures")[1].GetProperty("id").GetInt64();
        long gone = copies.GetProperty("pictures")[0].GetProperty("id").GetInt64();
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(own, "/api/findings/d1/accept?keep=-1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(own, $"/api/findings/d1/accept?keep={kept}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await own.Client.GetAsync($"/api/images/{gone}/thumbnail", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await own.Client.GetAsync($"/api/images/{gone}/thumbnail?takenOut=true", Cancel)).StatusCode);
        Assert.Equal(2, (await GetAsync(own, "/api/images?takenOut=true")).GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(own, "/api/findings/d1/reject")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(own, "/api/findings/s1/reject")).StatusCode);
        Assert.Equal(3, (await GetAsync(own, "/api/findings")).GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(own, "/api/undo")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(own, "/api/undo")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(own, "/api/undo")).StatusCode);
        Assert.Equal(5, (await GetAsync(own, "/api/findings")).GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.BadRequest, (await own.Client.GetAsync("/api/findings?kind=nonsense", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("/api/findings")]
    [InlineData("/api/findings/d1/accept")]
    [InlineData("/api/findings/d1/reject")]
    [InlineData("/api/undo")]
    public async Task Changes_WithoutAKey_AreRefused(string path) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.PostAsync(path, null, Cancel)).StatusCode);

    private static Task<HttpResponseMessage> PostAsync(ApiServer own, string path) => own.Client.PostAsync(path, null, Cancel);

    private static async Task<JsonElement> GetAsync(ApiServer own, string path) => JsonDocument.Parse(await own.Client.GetStringAsync(path, Cancel)).RootElement;
}
