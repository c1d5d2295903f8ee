#:project ../../src/Gyo.Training/Gyo.Training.csproj
#:package System.CommandLine
#:property PublishAot=false
#:property AssemblyName=peer-vectors

// Vector set (a): a trained model's embeddings of the pictures of a folder under the augmentations of its own training.
//
//     dotnet run -c Release bench/peers/vectors.cs -- FOLDER --model MODEL --out FILE
//
// The rows come in a shuffled order: the last ones are as good queries as any others.

using System.CommandLine;
using System.Runtime.InteropServices;
using Gyo.Collections;
using Gyo.Embedding;
using Gyo.Training;
using Gyo.Training.Data;

Argument<string> folder = new("FOLDER") { Description = "Pictures, one sub-folder per character." };
Option<string> model = new("--model") { Description = "The model package that embeds them.", Required = true };
Option<string> output = new("--out") { Description = "Receives the rows, little-endian float32.", Required = true };
Option<int> rows = new("--rows") { Description = "How many.", DefaultValueFactory = _ => 201_000 };
Option<int> seed = new("--seed") { Description = "Decides every variation and the order.", DefaultValueFactory = _ => 1 };
var command = new RootCommand("Embeds pictures under random augmentations.") { folder, model, output, rows, seed };
command.SetAction(parsed => Write(
    parsed.GetRequiredValue(folder),
    ModelPackage.Load(parsed.GetRequiredValue(model)),
    parsed.GetRequiredValue(output),
    parsed.GetValue(rows),
    parsed.GetValue(seed)));
return command.Parse(args).Invoke();

static void Write(string folder, ModelPackage model, string output, int rows, int seed)
{
    const int BlockRows = 1000;
    using var embedder = new OnnxEmbedder(model);

    // Pictures are varied at the size at which the embedder reads them, which is a little more than what the network sees.
    Preprocessing reading = embedder.Preprocessing with { Size = embedder.Preprocessing.ReadSize, Margin = 0 };
    TrainingPictures pictures = TrainingPictures.Load(folder, ImageFolder.Scan(folder), reading);
    var backdrops = new Backdrops(reading.Size);
    int[] pictureOfRow = [.. Enumerable.Range(0, rows).Select(row => row % pictures.Count)];
    new Random(seed).Shuffle(pictureOfRow);

    int pictureLength = pictures.Pixels[0].Length;
    byte[] pixels = new byte[BlockRows * pictureLength];
    float[] vectors = new float[BlockRows * embedder.Dimension];
    string unfinished = output + ".part";
    using (FileStream file = File.Create(unfinished))
    {
        for (int first = 0; first < rows; first += BlockRows)
        {
            int count = Math.Min(BlockRows, rows - first);
            Parallel.For(0, count, i => Vary(
                pictures, pictureOfRow[first + i], backdrops, new Random(SeedOf(seed, first + i)), pixels.AsSpan(i * pictureLength, pictureLength)));
            Span<float> block = vectors.AsSpan(0, count * embedder.Dimension);
            embedder.Embed(pixels.AsSpan(0, count * pictureLength), block);
            file.Write(MemoryMarshal.AsBytes(block));
            Console.Error.WriteLine($"{first + count} of {rows}");
        }
    }

    File.Move(unfinished, output, overwrite: true);
}

// As in training, but before the model's own scaling: bytes, as the embedder takes them.
static void Vary(TrainingPictures pictures, int picture, Backdrops backdrops, Random random, Span<byte> pixels)
{
    int side = pictures.Size;
    float[] planes = new float[pixels.Length];
    PictureVariation variation = PictureVariation.Draw(Recipes.Default.Augmentation!, random, pictures.CutOuts[picture] is not null);
    PictureBatch.Draw(pictures, picture, variation, backdrops, planes);
    variation.Erase(planes, side);
    for (int i = 0; i < pixels.Length; i++)
    {
        pixels[i] = (byte)MathF.Round(planes[i % 3 * side * side + i / 3]);
    }
}

// Not the runtime's own hash codes: they differ from run to run.
static int SeedOf(int seed, int row) => (int)(((uint)seed * 0x9E3779B1u + (uint)row) * 0x85EBCA77u);
