using System.Globalization;
using System.Text;
using System.Text.Json;

namespace VimSessionService.UsersFile;

/// <summary>Finds the line of an element, so that a finding about it can name it.</summary>
internal static class JsonLines
{
    /// <summary>The line, from 1, of the element that a configuration key such as <c>Users:0:Name</c> is in.</summary>
    public static int Find(ReadOnlySpan<byte> json, string key)
    {
        var parts = key.Split(':');
        return parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? Find(json, parts[0], index) : 1;
    }

    /// <summary>The line, from 1, on which an element of one of the top-level lists begins; 1 when there is none.</summary>
    public static int Find(ReadOnlySpan<byte> json, string list, int index)
    {
        json = json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        var inList = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                inList = list.Equals(reader.GetString(), StringComparison.OrdinalIgnoreCase);
            else if (inList && reader.TokenType == JsonTokenType.StartObject && reader.CurrentDepth == 2 && index-- == 0)
                return json[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1;
        }

        return 1;
    }
}
