using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gyo.Evaluation;

/// <summary>Writes an interval as <c>[low, high]</c>, and reads it back.</summary>
internal sealed class IntervalJsonConverter : JsonConverter<Interval>
{
    public override Interval Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<double> ends = stackalloc double[2];
        foreach (ref double end in ends)
        {
            end = reader.Read() && reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : throw Malformed();
        }
        return reader.Read() && reader.TokenType == JsonTokenType.EndArray ? new Interval(ends[0], ends[1]) : throw Malformed();
    }

    public override void Write(Utf8JsonWriter writer, Interval value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Low);
        writer.WriteNumberValue(value.High);
        writer.WriteEndArray();
    }

    private static JsonException Malformed() => new("An interval is an array of two numbers, [low, high].");
}
