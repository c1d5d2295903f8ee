using System.Globalization;
using Gyo.Imaging;
using Gyo.Web.Asking;
using Microsoft.AspNetCore.Http;

namespace Gyo.Web.Api;

/// <summary>What a call of <c>/api/search</c> asks, gathered from its address and its body.</summary>
internal sealed class SearchQuestion
{
    /// <summary>Most pictures of one question. More would be a class of its own.</summary>
    public const int MostPictures = 20;

    private const int MostTop = 1000;

    private readonly List<(byte[] Bytes, string Name)> _images = [];
    private readonly List<(byte[] Bytes, string Name)> _negatives = [];
    private readonly List<long> _like = [];
    private readonly List<long> _unlike = [];
    private readonly List<CropBox?> _crops = [];

    /// <summary>What the answer should hold.</summary>
    public SearchOptions Options { get; private set; } = new();

    /// <summary>Characters of less confidence are left out; 0 to 1.</summary>
    public float MinConfidence { get; private set; }

    /// <summary>Whether nothing is asked.</summary>
    public bool IsEmpty => _images.Count + _like.Count == 0;

    /// <summary>A picture that is meant, or one that is not.</summary>
    /// <exception cref="BadHttpRequestException">There are too many, the file is empty, or no picture goes by this field.</exception>
    public void TakeFile(string field, byte[] bytes, string name)
    {
        List<(byte[], string)> list = field switch
        {
            "image" => _images,
            "unlike" => _negatives,
            _ => throw Bad($"'{Shown(field)}' is no field for a picture; use 'image' or 'unlike'."),
        };
        if (bytes.Length == 0)
        {
            throw Bad($"{name}: the file is empty.");
        }

        list.Add((bytes, name));
        RefuseMany();
    }

    /// <summary>A field that is no file.</summary>
    /// <exception cref="BadHttpRequestException">There is no such field, or its value is out of range.</exception>
    public void Take(string field, string value)
    {
        switch (field)
        {
            case "top":
                Options = Options with { Top = Whole(field, value, 1, MostTop) };
                break;
            case "pictures":
                Options = Options with { Pictures = Whole(field, value, 0, MostTop) };
                break;
            case "falseAccepts":
                Options = Options with { FalseAcceptRate = Share(field, value) };
                break;
            case "minConfidence":
                MinConfidence = (float)Share(field, value);
                break;
            case "crop":
                _crops.Add(Crop(value));
                break;
            case "like":
                _like.Add(Id(field, value));
                break;
            case "unlike":
                _unlike.Add(Id(field, value));
                break;
            default:
                throw Bad($"There is no field '{Shown(field)}'; see /openapi/v1.json.");
        }

        RefuseMany();
    }

    /// <summary>The question as the gallery takes it. The first crop is the first picture's, and so on.</summary>
    /// <exception cref="BadHttpRequestException">There are more crops than pictures.</exception>
    public Query ToQuery()
    {
        if (_crops.Count > _images.Count)
        {
            throw Bad($"There are {_crops.Count} crops and {_images.Count} pictures; give as many as pictures, or fewer.");
        }

        return new Query(
            [.. _images.Select((p, i) => QueryPicture.FromBytes(p.Bytes, p.Name, _crops.ElementAtOrDefault(i))), .. _like.Select(QueryPicture.InGallery)],
            [.. _negatives.Select(p => QueryPicture.FromBytes(p.Bytes, p.Name)), .. _unlike.Select(QueryPicture.InGallery)]);
    }

    /// <summary>The answer without the characters that are too unsure.</summary>
    public SearchAnswer Sift(SearchAnswer answer) =>
        MinConfidence <= 0 ? answer : answer with { Characters = [.. answer.Characters.Where(c => c.Confidence >= MinConfidence)] };

    private static BadHttpRequestException Bad(string message) => new(message);

    private static string Shown(string given) => ShownName.Of(given, "");

    private static int Whole(string field, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw Bad($"'{field}' is a whole number from {least} to {most}, not '{Shown(value)}'.");

    private static double Share(string field, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is >= 0 and <= 1
            ? share
            : throw Bad($"'{field}' is a number from 0 to 1, not '{Shown(value)}'.");

    private static long Id(string field, string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long id)
            ? id
            : throw Bad($"'{field}' is the id of a picture of the gallery, not '{Shown(value)}'.");

    private static CropBox? Crop(string value)
    {
        if (value.Length == 0)
        {
            return null;
        }

        double[] sides = [.. value.Split(',').Take(5).Select(v => double.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out double side) ? side : double.NaN)];
        return sides is [double left, double top, double width, double height] && new CropBox(left, top, width, height) is { IsValid: true } crop
            ? crop
            : throw Bad($"'crop' is left,top,width,height in shares of the picture, as 0.25,0,0.5,0.5, not '{Shown(value)}'.");
    }

    private void RefuseMany()
    {
        if (Math.Max(_images.Count + _negatives.Count + _like.Count + _unlike.Count, _crops.Count) > MostPictures)
        {
            throw Bad($"A question has at most {MostPictures} pictures.");
        }
    }
}
