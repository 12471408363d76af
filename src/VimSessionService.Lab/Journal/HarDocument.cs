using System.Buffers;
using System.Text;
using System.Text.Json;
using VimSessionService.AdminClient.Journal;
using VimSessionService.AdminClient.Json;

namespace VimSessionService.Lab.Journal;

/// <summary>
/// Calls as an HTTP archive (HAR 1.2), which browsers and proxies show. The journal keeps no bodies and no host: the text of a request is that of the arguments, the
/// URL has the path and the query that came but names no real host, and what HAR has no place for is in <c>_vimsession</c>.
/// </summary>
internal static class HarDocument
{
    private const string Host = "https://vcenter.invalid";

    /// <summary>What a path and a query of a URL may have; <c>#</c> would end them.</summary>
    private static readonly SearchValues<char> OfUrls = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%");

    /// <summary>Writes calls.</summary>
    public static byte[] Write(IEnumerable<JournalCall> calls)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartObject("log");
        writer.WriteString("version", "1.2");
        writer.WriteStartObject("creator");
        writer.WriteString("name", "VimSessionService");
        writer.WriteString("version", "1");
        writer.WriteEndObject();
        writer.WriteStartArray("entries");
        foreach (var call in calls)
            WriteEntry(writer, call);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteEntry(Utf8JsonWriter writer, JournalCall call)
    {
        writer.WriteStartObject();
        writer.WriteString("startedDateTime", call.Time);
        writer.WriteNumber("time", call.Duration.TotalMilliseconds);
        writer.WriteStartObject("request");
        var (method, target) = (call.Method ?? "POST", EscapedTarget(call.Target ?? "/"));
        writer.WriteString("method", method);
        writer.WriteString("url", Host + target);
        writer.WriteString("httpVersion", "HTTP/1.1");
        writer.WriteStartArray("headers");
        WriteHeader(writer, "User-Agent", call.UserAgent);
        writer.WriteEndArray();
        WriteNothing(writer, "cookies");
        WriteQuery(writer, target);
        if (call.Arguments is { } arguments && method is not ("GET" or "HEAD" or "DELETE"))
        {
            writer.WriteStartObject("postData");
            writer.WriteString("mimeType", "application/json");
            writer.WriteString("text", arguments.GetRawText());
            writer.WriteEndObject();
        }

        WriteSizes(writer);
        writer.WriteEndObject();
        writer.WriteStartObject("response");
        writer.WriteNumber("status", call.Status);
        writer.WriteString("statusText", call.Fault ?? "");
        writer.WriteString("httpVersion", "HTTP/1.1");
        WriteNothing(writer, "headers", "cookies");
        writer.WriteString("redirectURL", "");
        writer.WriteStartObject("content");
        writer.WriteNumber("size", 0);
        writer.WriteString("mimeType", "");
        writer.WriteEndObject();
        WriteSizes(writer);
        writer.WriteEndObject();
        writer.WriteStartObject("cache");
        writer.WriteEndObject();
        writer.WriteStartObject("timings");
        writer.WriteNumber("send", 0);
        writer.WriteNumber("wait", call.Duration.TotalMilliseconds);
        writer.WriteNumber("receive", 0);
        writer.WriteEndObject();
        writer.WritePropertyName("_vimsession");
        JsonSerializer.Serialize(writer, call, AdminJson.Default.JournalCall);
        writer.WriteEndObject();
    }

    /// <summary>A target with what no URL may have in it escaped.</summary>
    private static string EscapedTarget(string target)
    {
        if (target is not ['/', ..])
            target = "/" + target;
        if (!target.AsSpan().ContainsAnyExcept(OfUrls))
            return target;
        var text = new StringBuilder();
        foreach (var rune in target.EnumerateRunes())
        {
            if (rune.IsAscii && OfUrls.Contains((char)rune.Value))
                text.Append(rune);
            else
                text.Append(Uri.EscapeDataString(rune.ToString()));
        }

        return text.ToString();
    }

    private static void WriteQuery(Utf8JsonWriter writer, string target)
    {
        writer.WriteStartArray("queryString");
        var query = target.IndexOf('?', StringComparison.Ordinal);
        foreach (var part in query < 0 ? [] : target[(query + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = part.Split('=', 2) is [var before, var after] ? (before, after) : (part, "");
            WritePair(writer, Uri.UnescapeDataString(name), Uri.UnescapeDataString(value));
        }

        writer.WriteEndArray();
    }

    private static void WriteHeader(Utf8JsonWriter writer, string name, string value)
    {
        if (value.Length > 0)
            WritePair(writer, name, value);
    }

    private static void WritePair(Utf8JsonWriter writer, string name, string value)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("value", value);
        writer.WriteEndObject();
    }

    private static void WriteNothing(Utf8JsonWriter writer, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            writer.WriteStartArray(name);
            writer.WriteEndArray();
        }
    }

    private static void WriteSizes(Utf8JsonWriter writer)
    {
        writer.WriteNumber("headersSize", -1); // -1: not known
        writer.WriteNumber("bodySize", -1);
    }
}
