using System.Security.Cryptography;
using System.Text;
using Gyo.Collections;
using Gyo.Curation;

namespace Gyo;

/// <content>Pictures without a character, grouped into candidates for one.</content>
public sealed partial class Gallery
{
    /// <summary>
    /// Groups the pictures that have no character: those that look like a known one, groups that look like one each, and the rest. How many groups
    /// there are follows from the pictures. Changes nothing: <see cref="Relabel"/> names what a person has looked at, <see cref="SayDoesNotShow"/>
    /// keeps a proposal from coming back.
    /// </summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Is told the share that is done, 0 to 1.</param>
    /// <param name="cancel">Honoured every few hundred pictures.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    /// <exception cref="GalleryException">The database can't be read.</exception>
    public GalleryClusters Cluster(PictureClusterOptions? options = null, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        options ??= new PictureClusterOptions();
        options.Check();
        GalleryView view = View;
        if (!view.Space.IsTaught)
        {
            options = options with { LeastSimilarity = options.LeastSimilarityUntaught };
        }

        Dictionary<long, StoredImage> images = _store.Images(view.Model.Id).ToDictionary(i => i.Id);
        List<(StoredImage Image, float[] Vector)> unnamed = [];
        List<string> labels = [];
        List<float[]> labelled = [];
        _store.ReadVectors(view.Model.Id, view.Model.Dimension, (id, character, vector) =>
        {
            if (character is not null)
            {
                labels.Add(character);
                labelled.Add(vector);
            }
            else if (images.TryGetValue(id, out StoredImage? image)) // it may have come since
            {
                unnamed.Add((image, vector));
            }
        });
        HashSet<(string, string)> ruledOut =
            [.. _store.Verdicts.Where(v => v.Kind == VerdictKind.DoesNotShow).Select(v => (v.A, v.B))];
        KnownCharacters known = KnownCharacters.Of(
            view.Space,
            view.Models,
            view.Calibration,
            [.. unnamed.Select(u => (ReadOnlyMemory<float>)u.Vector)],
            (picture, character) => ruledOut.Contains((unnamed[picture].Image.Sha256, character)),
            cancel);
        ClusterPurity purity = unnamed.Count < options.LeastPictures
            ? ClusterPurity.Usual
            : ClusterPurity.Learn(
                view.Model.Dimension, labels, i => labelled[i], view.Model.TrainedCharacters.ToHashSet(StringComparer.Ordinal), options, cancel);
        float[] directions = view.Directions([.. unnamed.Select(u => u.Vector)]);
        if (!view.Space.IsTaught)
        {
            PictureGroups.Centre(view.Model.Dimension, directions);
        }

        PictureClustering found = PictureClustering.Find(view.Model.Dimension, directions, known, purity, options, progress, cancel);
        FoundPicture Found(int picture) => new(unnamed[picture].Image.Id, unnamed[picture].Image.Path, Character: null);
        return new GalleryClusters(
            [.. found.Matches.Select(m => new PictureProposal(Found(m.Picture), m.Character, m.Confidence))],
            [.. found.Clusters.Select(c => new PictureCluster(
                ClusterId([.. c.Pictures.Select(p => unnamed[p].Image.Sha256)]), c.Purity, ReasonOf(c), [.. c.Pictures.Select(Found)]) { Resembles = c.Resembles })],
            [.. found.Alone.Select(Found).OrderBy(p => p.Path, StringComparer.Ordinal)]);
    }

    private static string ClusterId(IEnumerable<string> contents) =>
        $"c{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', contents.Order(StringComparer.Ordinal)))))[..9]}";

    private static string ReasonOf(CandidateCharacter cluster)
    {
        string together = $"{Pictured(cluster.Pictures.Count)} look like each other";
        string pure = cluster.Purity >= 0.95 ? "almost surely all of one character" : $"about {cluster.Purity:p0} of one character";
        string known = cluster.Resembles is { } name ? $"; of those known most like {name}, but more like each other" : "";
        return $"{together}, {pure}{known}.";
    }
}
