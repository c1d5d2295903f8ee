using Gyo.Collections;

namespace Gyo.Tests.Collections;

/// <summary>What people said of findings: kept under contents and names, and taken back with the change that said it.</summary>
public sealed class VerdictTests : IDisposable
{
    private static readonly string Gon = new('a', 64);
    private static readonly string Killua = new('b', 64);
    private readonly TemporaryFolder _folder = new();
    private readonly GalleryStore _store;

    public VerdictTests()
    {
        _store = GalleryStore.OpenOrCreate(_folder.Path, "m");
        StoredFolder folder = _store.Folder("/pictures");
        _store.Add(folder, new ImageFile("gon/1.png", "gon", 1, default), Gon, problem: null);
        _store.Add(folder, new ImageFile("killua/1.png", "killua", 1, default), Killua, problem: null);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Say_IsOneChange_AndUndoTakesItBack()
    {
        Say(Verdict.NotCopies(Killua, Gon), new Verdict(VerdictKind.LabelIsRight, Gon, "gon"));

        Assert.Equal([new Verdict(VerdictKind.LabelIsRight, Gon, "gon"), new Verdict(VerdictKind.NotCopies, Gon, Killua)], _store.Verdicts.OrderBy(v => v.Kind.ToString(), StringComparer.Ordinal));
        Assert.Equal(("said", 2), (_store.LastChange!.Words, _store.LastChange.Pictures));
        Undo();
        Assert.Empty(_store.Verdicts);
        Assert.Null(_store.LastChange);
    }

    [Fact]
    public void Say_WhatStands_IsNoChange_AndUndoOfAnotherLeavesIt()
    {
        Say(new Verdict(VerdictKind.MayStay, Gon));
        Say(new Verdict(VerdictKind.MayStay, Gon));
        Assert.Single(_store.Changes(10));

        Say(new Verdict(VerdictKind.MayStay, Gon), new Verdict(VerdictKind.MayStay, Killua));
        Undo();

        Assert.Equal([new Verdict(VerdictKind.MayStay, Gon)], _store.Verdicts);
    }

    [Fact]
    public void Rename_IsFollowed_AndTakenBack()
    {
        Say(Verdict.AreTwo("gon", "killua"), new Verdict(VerdictKind.IsOne, "gon"), new Verdict(VerdictKind.LabelIsRight, Gon, "gon"), new Verdict(VerdictKind.DoesNotShow, Killua, "gon"));
        Verdict[] before = Verdicts();

        _store.Transaction(() => _store.Rename("gon", "zeno", _ => "renamed"));

        Assert.Equal(
            [new(VerdictKind.AreTwo, "killua", "zeno"), new(VerdictKind.DoesNotShow, Killua, "zeno"), new(VerdictKind.IsOne, "zeno"), new(VerdictKind.LabelIsRight, Gon, "zeno")],
            Verdicts());
        Undo();
        Assert.Equal(before, Verdicts());
    }

    [Fact]
    public void Rename_IntoTheOther_ForgetsThatTheyAreTwo_AndUndoRemembers()
    {
        Say(Verdict.AreTwo("gon", "killua"));

        _store.Transaction(() => _store.Rename("gon", "killua", _ => "merged"));
        Assert.Empty(_store.Verdicts);

        Undo();
        Assert.Equal([Verdict.AreTwo("gon", "killua")], _store.Verdicts);
    }

    [Fact]
    public void Restore_PutsBack_AndUndoTakesOutAgain()
    {
        _store.Transaction(() => _store.Hide([1], n => $"out {n}"));
        Assert.Equal("out 1", _store.WhyTakenOut(1));
        Assert.Equal([1L], _store.IdsOf(new PictureFilter { TakenOut = true }));

        _store.Transaction(() => Assert.Equal([1L], _store.Restore([1, 2], n => $"back {n}")));
        Assert.Empty(_store.IdsOf(new PictureFilter { TakenOut = true }));

        Undo();
        Assert.Equal([1L], _store.IdsOf(new PictureFilter { TakenOut = true }));
    }

    [Fact]
    public void Add_OfBytesThatWereTakenOut_IsOutWhileTheSameBytesAreShown()
    {
        StoredFolder folder = _store.Folder("/pictures");
        long copy = _store.Add(folder, new ImageFile("gon/copy.png", "gon", 1, default), Gon, problem: null);
        _store.Transaction(() => _store.Hide([copy], _ => "a copy"));
        _store.Remove(copy);

        long second = _store.Add(folder, new ImageFile("gon/again.png", "gon", 1, default), Gon, problem: null);
        Assert.True(_store.Find([second])[second].IsHidden); // the first is still there

        _store.Remove(second);
        _store.Remove(1);
        long third = _store.Add(folder, new ImageFile("gon/only.png", "gon", 1, default), Gon, problem: null);
        Assert.False(_store.Find([third])[third].IsHidden); // nobody else shows it now
    }

    [Fact]
    public void Update_OfABrokenFileThatWasTakenOut_IsFoundOnceItIsMended()
    {
        StoredFolder folder = _store.Folder("/pictures");
        ImageFile file = new("gon/broken.png", "gon", 1, default);
        long id = _store.Add(folder, file, new string('c', 64), "broken");
        _store.Transaction(() => _store.Hide([id], _ => "broken"));

        _store.Update(id, folder, file, new string('c', 64), "broken");
        Assert.True(_store.Find([id])[id].IsHidden);

        _store.Update(id, folder, file, new string('d', 64), problem: null);
        Assert.False(_store.Find([id])[id].IsHidden);
    }

    [Fact]
    public void Remove_ForgetsALook_WhenNobodyHasItAnyMore()
    {
        _store.SetLook(Gon, new PictureContent(3, 2, [1, 2]));
        List<long> seen = [];
        _store.ReadLooks((id, look) => seen.Add(id + look.Width + look.Fingerprint.Length));
        Assert.Equal([1L + 3 + 2], seen);
        Assert.Equal([2L], _store.WithoutLook.Select(i => i.Id));

        _store.Remove(1);

        seen.Clear();
        _store.Add(_store.Folder("/pictures"), new ImageFile("gon/2.png", "gon", 1, default), Gon, problem: null);
        _store.ReadLooks((id, _) => seen.Add(id));
        Assert.Empty(seen);
    }

    private void Say(params Verdict[] verdicts) => _store.Transaction(() => _store.Say(verdicts, 2, "said"));

    private void Undo() => _store.Transaction(() => _store.Undo());

    private Verdict[] Verdicts() => [.. _store.Verdicts.OrderBy(v => v.Kind.ToString(), StringComparer.Ordinal)];
}
