#:project ../../src/Gyo.Training/Gyo.Training.csproj
#:property PublishAot=false

// Draws identities that the base model learns: dotnet run -c Release eng/base-model/draw.cs -- ART

using Gyo.Training.Drawing;

const int Seed = 5; // the demo draws with another: nobody in it was trained on
const int Identities = 1000;
const int PicturesEach = 12;
const int Size = 128;

if (args is not [string art])
{
    Console.Error.WriteLine("usage: draw.cs ART");
    return 2;
}

IReadOnlyList<CharacterDesign> cast = CharacterDesign.Cast(Identities, Seed);
CharacterArtist.WriteFolder(art, cast, PicturesEach, Seed, Size);
foreach (CharacterDesign design in cast)
{
    // A prefix tells drawings from the rest of the art, and people from creatures.
    Directory.Move(Path.Combine(art, design.Name), Path.Combine(art, (design.IsCreature ? "creature-" : "person-") + design.Name));
}

Console.WriteLine($"{cast.Count(d => !d.IsCreature)} people and {cast.Count(d => d.IsCreature)} creatures, {PicturesEach} pictures each");
return 0;
