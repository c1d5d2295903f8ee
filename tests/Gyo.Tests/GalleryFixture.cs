using Microsoft.Data.Sqlite;
using NetVips;

namespace Gyo.Tests;

/// <summary>A folder of pictures and a gallery beside it, both gone when the test is over.</summary>
internal sealed class GalleryFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Pictures => _folder.File("pictures");

    public string Directory => _folder.File("gallery");

    public string Path(string name) => System.IO.Path.Combine(Pictures, name);

    /// <summary>Draws a picture of one colour; its size makes contents of one colour differ.</summary>
    public string Draw(string name, int red, int green, int blue, int size = 16)
    {
        string path = Path(name);
        System.IO.Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        using Image picture = (Image.Black(size, size, bands: 3) + new[] { red, green, (double)blue }).Cast(Enums.BandFormat.Uchar);
        File.WriteAllBytes(path, picture.PngsaveBuffer());
        return path;
    }

    /// <summary>Writes a file that has a picture's name only.</summary>
    public string WriteBroken(string name)
    {
        string path = Path(name);
        System.IO.Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "not a picture");
        return path;
    }

    /// <summary>Every row of a query, its columns joined with '|'.</summary>
    public string[] Rows(string sql) => Rows(Directory, sql);

    /// <inheritdoc cref="Rows(string)"/>
    public static string[] Rows(string gallery, string sql)
    {
        using SqliteConnection connection = new($"Data Source={System.IO.Path.Combine(gallery, "gallery.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        }

        return [.. rows];
    }

    public void Dispose() => _folder.Dispose();
}
