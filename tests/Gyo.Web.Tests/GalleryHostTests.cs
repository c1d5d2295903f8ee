using Gyo.Collections;
using Gyo.Web.Hosting;

namespace Gyo.Web.Tests;

public sealed class GalleryHostTests
{
    [Fact]
    public void Gallery_OpenedInVainOnce_OpensWhenNothingIsInTheWayAnyMore()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, "in the way");
        using (GalleryHost host = new(new GyoWebOptions { Gallery = path }))
        {
            Assert.Throws<GalleryException>(() => host.Gallery);
            Assert.False(host.IsReady);

            File.Delete(path);

            Assert.Equal(0, host.Gallery.Count);
            Assert.True(host.IsReady);
        }

        Directory.Delete(path, recursive: true);
    }
}
