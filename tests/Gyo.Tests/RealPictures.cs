namespace Gyo.Tests;

/// <summary>The real collections that Gyo is measured on. They are no part of the repository.</summary>
internal static class RealPictures
{
    /// <summary>The folder of a collection; skips the test where it is absent.</summary>
    /// <param name="collection">Its name, for example <c>characters72</c>.</param>
    public static string Folder(string collection)
    {
        string folder = Path.Combine(Environment.GetEnvironmentVariable("GYO_DATA") ?? BesideTheRepository(), collection);
        Assert.SkipUnless(Directory.Exists(folder), "the pictures to measure on are not here; GYO_DATA names their folder");
        return folder;
    }

    private static string BesideTheRepository() => Path.Combine(Repository.Root, "..", "shared", "data");
}
