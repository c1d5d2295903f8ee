using Gyo.Collections;

namespace Gyo.Tests.Collections;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scan_SubFolders_AreCharacters()
    {
        Write("gon/1.png", "killua/deep/er/2.JPG", "3.webp", "gon/4.gif");

        IReadOnlyList<ImageFile> files = ImageFolder.Scan(_folder.Path);

        Assert.Equal(
            [("3.webp", null), ("gon/1.png", "gon"), ("gon/4.gif", "gon"), ("killua/deep/er/2.JPG", "killua")],
            files.Select(f => (f.RelativePath, f.Character)));
    }

    [Fact]
    public void Scan_File_HasLengthAndTime()
    {
        Write("gon/1.png");
        string path = Path.Combine(_folder.Path, "gon", "1.png");
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));

        ImageFile file = Assert.Single(ImageFolder.Scan(_folder.Path));

        Assert.Equal(new FileInfo(path).Length, file.Bytes);
        Assert.Equal(new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc), file.ModifiedUtc);
    }

    [Fact]
    public void Scan_HiddenAndOtherFiles_ArePassedOver()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a leading dot hides nothing on Windows");
        Write("gon/.1.png", ".git/2.png", "gon/notes.txt", "gon/png", "gon/3.png.part");

        Assert.Empty(ImageFolder.Scan(_folder.Path));
    }

    [Fact]
    public void Scan_OrdinalOrder_WhateverTheFileSystemSays()
    {
        Write("b/1.png", "B/1.png", "a-b/1.png", "a/1.png", "ä/1.png");

        string[] paths = [.. ImageFolder.Scan(_folder.Path).Select(f => f.RelativePath)];

        Assert.Equal(paths.Order(StringComparer.Ordinal), paths);
    }

    [Fact]
    public void Scan_Links_AreFollowedButNotInCircles()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links needs a privilege on Windows");
        Write("gon/1.png", "far/2.png");
        string gon = Path.Combine(_folder.Path, "gon");
        Directory.CreateSymbolicLink(Path.Combine(gon, "up"), "..");
        Directory.CreateSymbolicLink(Path.Combine(gon, "self"), gon);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "friend"), Path.Combine(_folder.Path, "far"));
        File.CreateSymbolicLink(Path.Combine(gon, "3.png"), "1.png");
        File.CreateSymbolicLink(Path.Combine(gon, "broken.png"), "none.png");
        File.CreateSymbolicLink(Path.Combine(gon, "circle.png"), "circle.png");

        IReadOnlyList<ImageFile> files = ImageFolder.Scan(_folder.Path);

        Assert.Equal(["far/2.png", "friend/2.png", "gon/1.png", "gon/3.png"], files.Select(f => f.RelativePath));
        Assert.All(files, f => Assert.Equal(1, f.Bytes));
    }

    [Fact]
    public void Scan_NoSuchFolder_SaysSo()
    {
        string missing = Path.Combine(_folder.Path, "missing");
        DirectoryNotFoundException e = Assert.Throws<DirectoryNotFoundException>(() => ImageFolder.Scan(missing));
        Assert.Contains(missing, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scan_EndingsOfPictures_AreListedAlsoWhereNoDecoderShips()
    {
        string[] pictures = ["a.JPG", "b.webp", "c.avif", "d.heic", "e.bmp"];
        Write([.. pictures, "f.svg", "g.pdf", "h.txt", "jpg"]);

        Assert.Equal(pictures, ImageFolder.Scan(_folder.Path).Select(f => f.RelativePath));
    }

    private void Write(params string[] paths)
    {
        foreach (string path in paths)
        {
            string full = Path.Combine(_folder.Path, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllBytes(full, [1]);
        }
    }
}
