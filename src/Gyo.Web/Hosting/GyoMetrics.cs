using System.Diagnostics.Metrics;

namespace Gyo.Web.Hosting;

/// <summary>What the server does, in numbers: the meter <c>Gyo</c> of OpenTelemetry.</summary>
public sealed class GyoMetrics
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Gyo";

    private static readonly InstrumentAdvice<double> Buckets = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    };

    private readonly Meter _meter;
    private readonly Counter<long> _answers;
    private readonly Counter<long> _refusals;
    private readonly Histogram<double> _decode;
    private readonly Histogram<double> _embed;
    private readonly Histogram<double> _search;

    /// <summary>Makes the instruments.</summary>
    public GyoMetrics(IMeterFactory factory, GalleryHost host)
    {
        _meter = factory.Create(Name);
        _answers = _meter.CreateCounter<long>("gyo.answers", "{answer}", "Questions answered.");
        _refusals = _meter.CreateCounter<long>("gyo.refusals", "{question}", "Questions refused because too many waited.");
        _decode = Duration("gyo.decode.duration", "From a file's bytes to pixels.");
        _embed = Duration("gyo.embed.duration", "From pixels to a vector.");
        _search = Duration("gyo.search.duration", "From a vector to an answer.");
        _meter.CreateObservableGauge("gyo.gallery.pictures", () => host.IsReady ? host.Gallery.Count : 0, "{picture}", "Pictures in the gallery.");
        _meter.CreateObservableGauge("gyo.gallery.characters", () => host.IsReady ? host.Gallery.Characters.Count : 0, "{character}", "Characters in the gallery.");
    }

    /// <summary>Tells how many questions wait.</summary>
    internal void Watch(Func<long> waiting) => _meter.CreateObservableGauge("gyo.queue.depth", waiting, "{question}", "Questions that wait for their turn.");

    /// <summary>Counts an answer.</summary>
    internal void Answered(SearchAnswer answer)
    {
        _answers.Add(1, new KeyValuePair<string, object?>("unknown", answer.Unknown));
        _decode.Record(answer.Milliseconds.Decode / 1000);
        _embed.Record(answer.Milliseconds.Embed / 1000);
        _search.Record(answer.Milliseconds.Search / 1000);
    }

    /// <summary>Counts a question that found no place to wait.</summary>
    internal void Refused() => _refusals.Add(1);

    private Histogram<double> Duration(string name, string description) => _meter.CreateHistogram(name, "s", description, tags: null, advice: Buckets);
}
