using System.Text;

namespace VimSessionService.Core.Messages;

/// <summary>Fills <c>{placeholders}</c>.</summary>
internal static class Template
{
    /// <summary>
    /// Replaces each placeholder once; what is filled in is not looked at again, whatever braces a client put there. One that
    /// <paramref name="value"/> does not know stays as it is.
    /// </summary>
    public static string Fill(string template, Func<string, string?> value)
    {
        var open = template.IndexOf('{', StringComparison.Ordinal);
        if (open < 0)
            return template;
        var text = new StringBuilder();
        var done = 0;
        while (open >= 0)
        {
            var close = template.IndexOf('}', open);
            if (close < 0)
                break;
            text.Append(template, done, open - done);
            text.Append(value(template[(open + 1)..close]) ?? template[open..(close + 1)]);
            done = close + 1;
            open = template.IndexOf('{', done);
        }

        return text.Append(template, done, template.Length - done).ToString();
    }
}
