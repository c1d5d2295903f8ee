using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Gyo.Evaluation;

/// <summary>Text that is safe to show as HTML. An interpolated string becomes one by assignment, and whatever stands in its holes
/// is escaped unless it is <see cref="Html"/> itself: forgetting to escape a name is a thing that cannot happen.</summary>
[InterpolatedStringHandler]
internal readonly struct Html(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + (formattedCount * 16));

    public static Html Empty => $"";

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted(Html html) => _text.Append(html._text);

    public void AppendFormatted(IEnumerable<Html> parts)
    {
        foreach (Html part in parts)
        {
            AppendFormatted(part);
        }
    }

    public void AppendFormatted(string? text) => _text.Append(WebUtility.HtmlEncode(text));

    public void AppendFormatted(int value) => _text.Append(value);

    public void AppendFormatted(double value, string format = "0.##") => _text.Append(value.ToString(format));

    public override string ToString() => _text.ToString();
}
