using System.Globalization;
using System.Text;
using System.Text.Json;

namespace VimSessionService.Vapi.JsonRpc;

/// <summary>
/// JSON in the canonical form that clients sign (draft-staykov-hu-json-canonical-form): no white space, the members of an object sorted by the code points of their names, and
/// nothing escaped that need not be.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="leftOut">A member that is left out, of the objects that are members of that name.</param>
    public static byte[] Write(JsonElement value, (string Holder, string Member) leftOut)
    {
        var text = new StringBuilder();
        Write(text, value, holder: "", leftOut);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, JsonElement value, string holder, (string Holder, string Member) leftOut)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                var isNext = false;
                foreach (var member in value.EnumerateObject().Where(member => holder != leftOut.Holder || member.Name != leftOut.Member).OrderBy(static member => member.Name, CodePoints.Instance))
                {
                    if (isNext)
                        text.Append(',');
                    isNext = true;
                    WriteText(text, member.Name);
                    text.Append(':');
                    Write(text, member.Value, member.Name, leftOut);
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                var isFirst = true;
                foreach (var item in value.EnumerateArray())
                {
                    if (!isFirst)
                        text.Append(',');
                    isFirst = false;
                    Write(text, item, holder: "", leftOut);
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                WriteText(text, value.GetString()!);
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void WriteText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => text.Append(letter),
            };
        }

        text.Append('"');
    }

    private sealed class CodePoints : IComparer<string>
    {
        public static readonly CodePoints Instance = new();

        public int Compare(string? x, string? y)
        {
            var (left, right) = (x!.EnumerateRunes(), y!.EnumerateRunes());
            while (left.MoveNext())
            {
                if (!right.MoveNext())
                    return 1;
                if (left.Current.CompareTo(right.Current) is not 0 and var order)
                    return order;
            }

            return right.MoveNext() ? -1 : 0;
        }
    }
}
