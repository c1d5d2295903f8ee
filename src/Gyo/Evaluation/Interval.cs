using System.Text.Json.Serialization;

namespace Gyo.Evaluation;

/// <summary>From where to where a figure may well lie; written to JSON as <c>[low, high]</c>.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
[JsonConverter(typeof(IntervalJsonConverter))]
public readonly record struct Interval(double Low, double High);
