using System.Globalization;
using System.Text;
using System.Text.Json;
using VimSessionService.Core;
using VimSessionService.Storage;

namespace VimSessionService.Options;

/// <summary>
/// Reads a JSON file of the operator as configuration keys and values, in time proportional to its size. Comments and trailing commas are
/// allowed; a name that an object has twice, in any case of letters, text that is not UTF-8 and unpaired surrogates are refused.
/// </summary>
internal static class JsonOptionsReader
{
    /// <summary>In characters: an error message is to be read by people.</summary>
    private const int LongestProblem = 1_000;

    private const int MostDepth = 16;

    /// <summary>The longest name, in characters. A key repeats the names around it.</summary>
    private const int LongestName = 128;

    /// <summary>Every value, list and object of a file, in the order in which they begin, without the outermost object.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <param name="shownAs">The file's name in messages.</param>
    /// <exception cref="FormatException">It is not such a file. The message names file, line and column and repeats no value.</exception>
    public static IReadOnlyList<JsonSetting> Read(byte[] json, string shownAs)
    {
        if (OperatorFile.FirstInvalid(json) is { } invalid)
            throw Problem(json, invalid, shownAs, "this is not UTF-8. Save the file in that encoding.");
        var text = OperatorFile.WithoutPreamble(json);
        var start = json.Length - text.Length;
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MostDepth });
        try
        {
            return Read(ref reader, json, start, shownAs);
        }
        catch (JsonException failure)
        {
            throw Problem(json, start + OffsetOf(text, failure), shownAs, "this is not JSON. Correct it there.");
        }
        catch (InvalidOperationException)
        {
            throw Problem(json, start + (int)reader.TokenStartIndex, shownAs, "a surrogate (\\uD800 to \\uDFFF) has no partner. Write the pair, or the character itself.");
        }
    }

    /// <summary>An error message with file, line and column; a column counts characters from 1.</summary>
    public static FormatException Problem(ReadOnlySpan<byte> json, int offset, string shownAs, string problem)
    {
        var line = OperatorFile.LineOf(json, offset);
        var before = OperatorFile.WithoutPreamble(json[..offset]);
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return new FormatException(string.Create(CultureInfo.InvariantCulture, $"{shownAs}, line {line}, column {column}: {Short(problem)}"));
    }

    /// <summary>Without the middle of a problem that quotes a very long value. What to do is at its end.</summary>
    private static string Short(string problem) =>
        problem.Length <= LongestProblem ? problem : $"{problem.Truncate(LongestProblem / 2)} … {problem[^(LongestProblem / 2)..]}";

    private static List<JsonSetting> Read(ref Utf8JsonReader reader, byte[] json, int start, string shownAs)
    {
        var settings = new List<JsonSetting>();
        var open = new Stack<Level>();
        while (reader.Read())
        {
            var offset = start + (int)reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    var name = reader.GetString()!;
                    if (name.Length > LongestName)
                        throw Problem(json, offset, shownAs, "this name is longer than any that is known. Correct it there.");
                    if (!open.Peek().Add(name))
                        throw Problem(json, offset, shownAs, $"'{name}' is there twice. Leave one of the two out.");
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    continue;
                case JsonTokenType.StartObject when open.Count == 0:
                    open.Push(new Level("", isList: false));
                    continue;
            }

            if (open.Count == 0)
                throw Problem(json, offset, shownAs, "the file has to be an object, in braces. Correct it there.");
            var key = open.Peek().NextKey();
            settings.Add(Value(ref reader, key, offset));
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                open.Push(new Level(key, isList: reader.TokenType == JsonTokenType.StartArray));
        }

        return settings;
    }

    private static JsonSetting Value(ref Utf8JsonReader reader, string key, int offset) => reader.TokenType switch
    {
        JsonTokenType.StartObject => new(key, JsonValueKind.Object, null, offset),
        JsonTokenType.StartArray => new(key, JsonValueKind.Array, null, offset),
        JsonTokenType.String => new(key, JsonValueKind.Text, reader.GetString(), offset),
        JsonTokenType.Number => new(key, JsonValueKind.Number, Encoding.ASCII.GetString(reader.ValueSpan), offset),
        JsonTokenType.True => new(key, JsonValueKind.Flag, "true", offset),
        JsonTokenType.False => new(key, JsonValueKind.Flag, "false", offset),
        _ => new(key, JsonValueKind.Null, null, offset),
    };

    private static int OffsetOf(ReadOnlySpan<byte> text, JsonException failure)
    {
        var offset = 0;
        for (var line = failure.LineNumber ?? 0; line > 0 && text[offset..].IndexOf((byte)'\n') is >= 0 and var length; line--)
            offset += length + 1;
        return (int)Math.Min(text.Length, offset + (failure.BytePositionInLine ?? 0));
    }

    /// <summary>An object or list that is being read.</summary>
    private sealed class Level(string key, bool isList)
    {
        private HashSet<string>? _names; // lists have none
        private string _name = "";
        private int _next;

        /// <summary>Notes the name of the next value; false when it was there before.</summary>
        public bool Add(string name)
        {
            _name = name;
            return (_names ??= new(StringComparer.OrdinalIgnoreCase)).Add(name);
        }

        /// <summary>The key of the next value.</summary>
        public string NextKey()
        {
            var last = isList ? (_next++).ToString(CultureInfo.InvariantCulture) : _name;
            return key.Length == 0 ? last : $"{key}:{last}";
        }
    }
}
