using System.Text;

namespace VimSessionService.CommandLine;

/// <summary>Writes any text so that a shell or Python reads the same text again, on one line.</summary>
internal static class Quoting
{
    /// <summary>A word of a POSIX shell.</summary>
    public static string Shell(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>A string literal of Python.</summary>
    public static string Python(string text)
    {
        var literal = new StringBuilder("'");
        foreach (var unit in text)
        {
            _ = unit switch
            {
                '\'' or '\\' => literal.Append('\\').Append(unit),
                _ when char.IsControl(unit) => literal.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
                _ => literal.Append(unit),
            };
        }

        return literal.Append('\'').ToString();
    }
}
