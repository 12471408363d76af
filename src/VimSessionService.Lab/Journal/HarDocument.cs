using System.Buffers;
using System.Text.Json;
using VimSessionService.AdminClient.Journal;
using VimSessionService.AdminClient.Json;

namespace VimSessionService.Lab.Journal;

/// <summary>
/// Calls as an HTTP archive (HAR 1.2), which browsers and proxies show. The journal keeps no bodies and no host: the request's text is that of the arguments, the
/// URL names no real host, and what HAR has no place for is in <c>_vimsession</c>.
/// </summary>
internal static class HarDocument
{
    private const string Host = "https://vcenter.invalid";

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
        writer.WriteString("method", call.Door == "ticketed" ? call.Operation[(call.Operation.IndexOf('.', StringComparison.Ordinal) + 1)..] : "POST");
        writer.WriteString("url", Host + PathOf(call));
        writer.WriteString("httpVersion", "HTTP/1.1");
        writer.WriteStartArray("headers");
        WriteHeader(writer, "User-Agent", call.UserAgent);
        writer.WriteEndArray();
        WriteNothing(writer, "cookies", "queryString");
        if (call.Arguments is { } arguments)
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

    private static string PathOf(JournalCall call) => call.Object is ['/', ..] path ? path : call.Door switch
    {
        "ticketed" => "/",
        "vi-json" => $"/sdk/vim25/release/{call.Object?.Replace(':', '/')}/{call.Operation}",
        "rest" => "/api/session",
        "json-rpc" => "/api",
        "shared-session" => "/shared-session",
        "sts" => "/sts/STSService",
        "lookup" => "/lookupservice/sdk",
        _ => "/sdk",
    };

    private static void WriteHeader(Utf8JsonWriter writer, string name, string value)
    {
        if (value.Length == 0)
            return;
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
