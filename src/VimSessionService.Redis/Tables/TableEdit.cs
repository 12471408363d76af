using System.Globalization;
using System.Text;

namespace VimSessionService.Redis.Tables;

/// <summary>An item that a change sets or removes.</summary>
/// <param name="Table">The name of the table.</param>
/// <param name="Key">The key of the item within the table.</param>
/// <param name="Text">The item as text; empty when it is removed.</param>
internal sealed record TableEdit(string Table, string Key, string Text)
{
    /// <summary>The field of the item in the engine.</summary>
    public string Field => $"{Table}/{Key}";

    /// <summary>The edit of a field; null for one that is none of an item.</summary>
    public static TableEdit? Of(string field, string text) =>
        field.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? new TableEdit(field[..slash], field[(slash + 1)..], text) : null;

    /// <summary>Reads the edits of a change, each as "lengths of field and value, line break, field, value".</summary>
    /// <exception cref="FormatException">They are in another form.</exception>
    public static IReadOnlyList<TableEdit> Parse(ReadOnlySpan<byte> bytes)
    {
        var edits = new List<TableEdit>();
        while (bytes.Length > 0)
        {
            var line = bytes.IndexOf((byte)'\n');
            if (line < 0
                || Encoding.ASCII.GetString(bytes[..line]).Split(' ') is not [var first, var second]
                || !int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var field)
                || !int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var text)
                || field > bytes.Length - line - 1
                || text > bytes.Length - line - 1 - field)
            {
                throw new FormatException("A change of tables in the state engine is not one of this service's.");
            }

            bytes = bytes[(line + 1)..];
            if (Of(Encoding.UTF8.GetString(bytes[..field]), Encoding.UTF8.GetString(bytes.Slice(field, text))) is { } edit)
                edits.Add(edit);
            bytes = bytes[(field + text)..];
        }

        return edits;
    }
}
