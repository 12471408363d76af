using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace VimSessionService.Options;

/// <summary>Reads a JSON file as configuration keys and values.</summary>
internal static class JsonSettings
{
    /// <summary>The values that are not empty, by key.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <param name="shownAs">The file's name in messages.</param>
    /// <exception cref="FormatException">It is not such a file. The message names file and line and repeats nothing else of it.</exception>
    public static IEnumerable<KeyValuePair<string, string>> Read(byte[] json, string shownAs)
    {
        try
        {
            using var stream = new MemoryStream(json);
            return [.. from pair in new ConfigurationBuilder().AddJsonStream(stream).Build().AsEnumerable()
                       where !string.IsNullOrEmpty(pair.Value)
                       select KeyValuePair.Create(pair.Key, pair.Value)];
        }
        catch (JsonException failure)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{shownAs}, line {failure.LineNumber + 1}: this is not JSON. Correct it there."), failure);
        }
        catch (FormatException failure)
        {
            throw new FormatException($"{shownAs}: {failure.Message}", failure);
        }
    }
}
