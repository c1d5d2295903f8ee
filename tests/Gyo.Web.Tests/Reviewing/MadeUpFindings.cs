using Gyo.Collections;

namespace Gyo.Web.Tests.Reviewing;

/// <summary>A finding of each kind about the drawn characters, whatever an inspection would find.</summary>
internal static class MadeUpFindings
{
    /// <summary>The kinds in the order in which they come.</summary>
    public static readonly FindingKind[] Order = [FindingKind.Label, FindingKind.Duplicates, FindingKind.Alike, FindingKind.Split, FindingKind.Unreadable];

    public static IReadOnlyList<Finding> OfEachKind(Gallery gallery)
    {
        string[] names = [.. gallery.Characters.Keys.Order(StringComparer.Ordinal)];
        return
        [
            Label(gallery, names[0], names[1], 0.95),
            new Finding("d1", FindingKind.Duplicates, 0.9, "These 3 pictures are copies of each other.", [.. Of(gallery, names[2], 0, 3, "900×900")])
            {
                Character = names[2],
                IfRejected = [Verdict.NotCopies(Sha(gallery, names[2], 0), Sha(gallery, names[2], 1))],
            },
            new Finding("a1", FindingKind.Alike, 0.8, $"{names[3]} and {names[4]} look like one character.", [.. Of(gallery, names[4], 0, 4)])
            {
                Evidence = [.. Of(gallery, names[3], 0, 4)],
                Character = names[3],
                Proposed = names[4],
                IfRejected = [Verdict.AreTwo(names[3], names[4])],
            },
            new Finding("s1", FindingKind.Split, 0.7, $"{names[5]}'s pictures look like those of two characters.", [.. Of(gallery, names[5], 0, 3)])
            {
                Evidence = [.. Of(gallery, names[5], 3, 5)],
                Character = names[5],
                Proposed = $"{names[5]} (2)",
                IfRejected = [new Verdict(VerdictKind.IsOne, names[5])],
            },
            new Finding("u1", FindingKind.Unreadable, 0.6, "it has only 12×9 pixels.", [.. Of(gallery, names[6], 0, 1)])
            {
                Character = names[6],
                IfRejected = [new Verdict(VerdictKind.MayStay, Sha(gallery, names[6], 0))],
            },
        ];
    }

    /// <summary>So many pictures whose labels are doubted, one finding each.</summary>
    public static IReadOnlyList<Finding> OfLabels(Gallery gallery, string character, string proposed, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Label(gallery, character, proposed, 0.9 - i * 0.001, i))];

    public static Finding Label(Gallery gallery, string character, string? proposed, double score, int place = 0) =>
        new($"l{character}{place}", FindingKind.Label, score, $"This looks like {proposed}, not like {character}.", [.. Of(gallery, character, place, 1)])
        {
            Evidence = [.. Of(gallery, proposed ?? character, 0, 3), .. Of(gallery, character, 5, 3)],
            Character = character,
            Proposed = proposed,
            IfRejected = [new Verdict(VerdictKind.LabelIsRight, Sha(gallery, character, place), character)],
        };

    private static IEnumerable<FoundPicture> Of(Gallery gallery, string character, int skip, int take, string words = "") =>
        gallery.Pictures(new PictureFilter { Character = character }, skip, take).Pictures.Select(p => new FoundPicture(p.Id, p.Path, p.Character, words));

    private static string Sha(Gallery gallery, string character, int place) => gallery.Pictures(new PictureFilter { Character = character }, place, 1).Pictures[0].Sha256;
}
