using Gyo.Indexing;

namespace Gyo.Tests.Indexing;

public sealed class HnswIndexFileTests
{
    [Fact]
    public void Open_Saved_AnswersAsBeforeAndCanBeChanged()
    {
        using TemporaryFolder folder = new();
        VectorMixture mixture = new(1500, 32);
        using HnswIndex index = mixture.Build();
        for (int id = 0; id < 100; id++)
        {
            index.Remove(id);
        }

        index.Save(folder.File("index.gyo"));
        using HnswIndex opened = HnswIndex.Open(folder.File("index.gyo"));

        Assert.Equal((32, 1400), (opened.Dimension, opened.Count));
        for (int i = 0; i < 50; i++)
        {
            float[] query = mixture.Draw();
            Assert.Equal(Search(index, query), Search(opened, query));
        }

        opened.Add(5, mixture.Vectors[5]);
        Assert.True(opened.Remove(500));
        Assert.Equal(5, Search(opened, mixture.Vectors[5])[0].Id);
        Assert.DoesNotContain(Search(opened, mixture.Vectors[500]), n => n.Id == 500);
        using HnswIndex again = HnswIndex.Open(folder.File("index.gyo"));
        Assert.Equal(500, Search(again, mixture.Vectors[500])[0].Id);
    }

    [Fact]
    public void Save_OverAnOpenFile_LeavesTheOpenOneAsItWas()
    {
        using TemporaryFolder folder = new();
        VectorMixture mixture = new(300, 16);
        using HnswIndex index = mixture.Build();
        index.Save(folder.File("index.gyo"));
        using HnswIndex opened = HnswIndex.Open(folder.File("index.gyo"));
        index.Remove(7);
        index.Save(folder.File("index.gyo"));

        Assert.Equal(7, Search(opened, mixture.Vectors[7])[0].Id);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Save_AfterAKilledWriter_DeletesWhatItLeftAndNobodyElses()
    {
        using TemporaryFolder folder = new();
        string killed = folder.Write("index.gyo.1.tmp", [1]);
        string writing = folder.Write("index.gyo.2.tmp", [1]);
        string other = folder.Write("other.gyo.3.tmp", [1]);
        File.SetLastWriteTimeUtc(killed, DateTime.UtcNow.AddHours(-2));
        File.SetLastWriteTimeUtc(other, DateTime.UtcNow.AddHours(-2));
        using HnswIndex index = new VectorMixture(50, 8).Build();

        index.Save(folder.File("index.gyo"));

        Assert.Equal([folder.File("index.gyo"), writing, other], Directory.GetFiles(folder.Path).Order());
    }

    [Fact]
    public void Open_AnyByteFlipped_ThrowsIndexFormatException()
    {
        const int Places = 1000;
        using TemporaryFolder folder = new();
        byte[] file = SavedBytes(folder, new VectorMixture(300, 32));
        Random random = new(4);
        for (int i = 0; i < Places; i++)
        {
            int place = random.Next(file.Length);
            byte[] flipped = [.. file];
            flipped[place] ^= (byte)(1 << random.Next(8));

            Assert.Throws<IndexFormatException>(() => HnswIndex.Open(folder.Write("flipped.gyo", flipped)));
        }
    }

    [Fact]
    public void Open_CutAnywhere_ThrowsIndexFormatException()
    {
        const int Places = 100;
        using TemporaryFolder folder = new();
        byte[] file = SavedBytes(folder, new VectorMixture(300, 32));
        Random random = new(5);
        foreach (int length in Enumerable.Range(0, Places - 3).Select(_ => random.Next(file.Length)).Concat([0, 1, file.Length - 1]))
        {
            Assert.Throws<IndexFormatException>(() => HnswIndex.Open(folder.Write("cut.gyo", file[..length])));
        }
    }

    [Fact]
    public void Open_SomethingElse_SaysSo()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("picture.gyo", new byte[10_000]);

        IndexFormatException e = Assert.Throws<IndexFormatException>(() => HnswIndex.Open(path));

        Assert.Equal((path, "an index of Gyo"), (e.Path, e.Expected));
        Assert.Throws<FileNotFoundException>(() => HnswIndex.Open(folder.File("nothing.gyo")));
    }

    [Fact]
    public void Search_LargeFileWithADamagedVector_ThrowsInsteadOfAnsweringWrong()
    {
        // Beyond 32 MiB vectors are checked when they are used: 20,000 of 448 floats are 34 MiB.
        const int Dimension = 448;
        const int Count = 20_000;
        const int Asked = 40;
        using TemporaryFolder folder = new();
        Random random = new(6);
        float[] rows = [.. Enumerable.Range(0, Count).SelectMany(_ => UnitVectors.Random(random, Dimension))];
        long[] ids = [.. Enumerable.Range(0, Count).Select(i => (long)i)];
        using (HnswIndex index = VectorMixture.Build(Dimension, ids, rows, new HnswOptions { Links = 8, BuildCandidates = 16 }))
        {
            index.Save(folder.File("index.gyo"));
        }

        byte[] file = File.ReadAllBytes(folder.File("index.gyo"));
        file[file.Length - 4096 - 100] ^= 1; // in one of the last vectors, which are the last section
        using HnswIndex damaged = HnswIndex.Open(folder.Write("damaged.gyo", file));
        int wrong = 0;
        for (int i = Count - Asked; i < Count; i++)
        {
            float[] vector = rows[(i * Dimension)..((i + 1) * Dimension)];
            try
            {
                Assert.All(Search(damaged, vector), n => Assert.Equal(
                    UnitVectors.Dot(vector, rows[((int)n.Id * Dimension)..(((int)n.Id + 1) * Dimension)]), n.Similarity, 1e-4f));
            }
            catch (IndexFormatException)
            {
                wrong++;
            }
        }

        Assert.InRange(wrong, 1, Asked);
        Assert.Throws<IndexFormatException>(() => damaged.Add(Count, rows.AsSpan(0, Dimension)));
    }

    private static byte[] SavedBytes(TemporaryFolder folder, VectorMixture mixture)
    {
        using HnswIndex index = mixture.Build();
        index.Save(folder.File("index.gyo"));
        return File.ReadAllBytes(folder.File("index.gyo"));
    }

    private static Neighbour[] Search(HnswIndex index, float[] query)
    {
        Neighbour[] nearest = new Neighbour[10];
        return nearest[..index.Search(query, nearest)];
    }
}
