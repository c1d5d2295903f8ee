using System.Runtime.InteropServices;

namespace Gyo.Indexing;

/// <content>Keeping the index in a file.</content>
public sealed partial class HnswIndex
{
    /// <summary>
    /// What is larger is not checked when the file is opened: codes and links are in the background, and the first call waits for that; vectors
    /// one by one when they are used.
    /// </summary>
    private const long CheckedAtOnce = 32 << 20;

    private Task? _check; // of codes and links; null once they are known to be right

    /// <summary>Writes the index to a file, whole or not at all.</summary>
    /// <param name="path">The file, which is replaced.</param>
    /// <exception cref="IOException">It can't be written.</exception>
    public void Save(string path)
    {
        using SnapshotWriter writer = new(path);
        Save(writer);
        writer.Commit();
    }

    /// <summary>Opens a file that <see cref="Save(string)"/> wrote. It stays where it is, mapped into memory; the first change makes a copy.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How changes link, and how searches walk, if not otherwise told; the number of links and the precision are the file's.</param>
    /// <exception cref="IndexFormatException">
    /// It is no index, damaged, cut short or of another version: build the index again. Where a large file is damaged may only show in a later call.
    /// </exception>
    /// <exception cref="IOException">It can't be read; <see cref="FileNotFoundException"/> when there is none.</exception>
    public static HnswIndex Open(string path, HnswOptions? options = null) => Open(SnapshotFile.Open(path), options);

    /// <summary>Writes the index among the sections of a snapshot.</summary>
    internal void Save(SnapshotWriter writer)
    {
        AwaitCheck();
        lock (_changing)
        {
            ClearRemoved();
            HnswGraph graph = _graph;
            writer.Add<Shape>("shape", [new Shape(
                Dimension, (int)graph.Rows.Precision, _options.Links, graph.Layers.Length, graph.Entry.Layer, graph.Entry.Node, _count)]);
            writer.Add("mean", graph.Quantizer.Mean);
            writer.Add("step", graph.Quantizer.Step);
            int rows = graph.Lowest.Count;
            writer.Add("ids", graph.IdMemory.Slice(0, (long)rows * sizeof(long)));
            for (int at = 0; at < graph.Layers.Length; at++)
            {
                GraphLayer layer = graph.Layers[at];
                writer.Add($"layer{at}", layer.Blocks.Slice(0, layer.Stride * layer.Count));
                writer.Add<int>($"free{at}", layer.Free);
                if (at > 0)
                {
                    writer.Add($"above{at}", layer.Above!.Slice(0, layer.Above.Length / Math.Max(1, layer.Capacity) * layer.Count));
                }
            }

            uint[] sums = new uint[rows];
            Parallel.For(0, rows, row => sums[row] = RowChecks.Of(graph.Rows.Bytes(row)));
            writer.Add<uint>("rowsums", sums);
            writer.Add("rows", graph.Rows.Memory.Slice(0, (long)rows * graph.Rows.RowLength));
        }
    }

    /// <summary>Opens the index among the sections of a snapshot.</summary>
    internal static HnswIndex Open(SnapshotFile file, HnswOptions? options = null)
    {
        Shape shape = file.Section("shape").ToArray<Shape>()[0];
        options = (options ?? new HnswOptions()) with { Links = shape.Links, Precision = (VectorPrecision)shape.Precision };
        options.Check();
        var quantizer = new ByteQuantizer(file.Section("mean").ToArray<float>(), file.Section("step").ToArray<float>());
        string[] blocks = [.. Enumerable.Range(0, shape.Layers).Select(at => $"layer{at}")];
        GraphLayer[] layers = new GraphLayer[shape.Layers];
        for (int at = 0; at < layers.Length; at++)
        {
            RawMemory memory = file.UncheckedSection(blocks[at]);
            memory.WishHugePages();
            layers[at] = new GraphLayer(
                quantizer.CodeLength,
                HnswGraph.LinksOf(at, options),
                memory,
                at == 0 ? null : file.Section($"above{at}"),
                file.Section($"free{at}").ToArray<int>());
        }

        RawMemory vectors = file.UncheckedSection("rows");
        RowChecks? checks = new(file.Path, file.Section("rowsums"));
        if (vectors.Length <= CheckedAtOnce)
        {
            file.Check("rows");
            checks = null;
        }

        var rows = new VectorRows(shape.Dimension, options.Precision, vectors, checks);
        var graph = new HnswGraph(quantizer, rows, file.Section("ids"), layers)
        {
            Entry = new GraphEntry(shape.EntryLayer, shape.EntryNode),
            IsReadOnly = true,
        };
        var index = new HnswIndex(options, graph, shape.Count);
        if (graph.Length <= CheckedAtOnce)
        {
            Array.ForEach(blocks, file.Check);
        }
        else
        {
            index._check = Task.Run(() => Array.ForEach(blocks, file.Check));
        }

        return index;
    }

    /// <summary>Waits until codes and links are checked.</summary>
    /// <exception cref="IndexFormatException">They are damaged.</exception>
    private void AwaitCheck()
    {
        if (Volatile.Read(ref _check) is { } check)
        {
            check.GetAwaiter().GetResult();
            Volatile.Write(ref _check, null);
        }
    }

    /// <summary>What is needed to see the other sections as an index.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Shape(int Dimension, int Precision, int Links, int Layers, int EntryLayer, int EntryNode, int Count);
}
