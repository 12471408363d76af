using System.Globalization;
using System.Text;

namespace VimSessionService.Load.Http;

/// <summary>Makes requests as bytes, as a client of the service sends them.</summary>
internal static class HttpMessage
{
    /// <summary>Stands where a session's token goes; a connection puts its own in its copy.</summary>
    public const string TokenPlace = "0000000000000000000000000000000000000000";

    /// <summary>A call.</summary>
    public static byte[] Post(string path, string body, bool withCookie)
    {
        var cookie = withCookie ? $"Cookie: vmware_soap_session=\"{TokenPlace}\"\r\n" : "";
        var length = Encoding.UTF8.GetByteCount(body).ToString(CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: load/1.0\r\nContent-Type: text/xml; charset=utf-8\r\n"
            + $"SOAPAction: \"urn:vim25/8.0.3.0\"\r\n{cookie}Content-Length: {length}\r\n\r\n{body}");
    }

    /// <summary>A request of a door other than SOAP.</summary>
    /// <param name="method">The method of HTTP.</param>
    /// <param name="path">The path.</param>
    /// <param name="header">A header: the session, or who asks for one.</param>
    /// <param name="body">The body as JSON; empty for none.</param>
    public static byte[] Json(string method, string path, string header, string body)
    {
        var length = Encoding.UTF8.GetByteCount(body).ToString(CultureInfo.InvariantCulture);
        var content = body.Length == 0 ? "" : "Content-Type: application/json\r\n";
        return Encoding.UTF8.GetBytes($"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: load/1.0\r\n{header}{content}Content-Length: {length}\r\n\r\n{body}");
    }

    /// <summary>A request for a document.</summary>
    public static byte[] Get(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

    /// <summary>A request with another path.</summary>
    public static byte[] WithPath(ReadOnlySpan<byte> request, string path)
    {
        var start = request.IndexOf((byte)' ') + 1;
        var length = request[start..].IndexOf((byte)' ');
        return [.. request[..start], .. Encoding.ASCII.GetBytes(path), .. request[(start + length)..]];
    }

    /// <summary>Everywhere that a placeholder is in a request.</summary>
    public static IEnumerable<int> OffsetsOf(byte[] request, string place)
    {
        for (var at = OffsetOf(request, place); at >= 0;)
        {
            yield return at;
            var next = OffsetOf(request.AsSpan(at + place.Length), place);
            at = next < 0 ? next : at + place.Length + next;
        }
    }

    /// <summary>Where the token goes in a request; below zero where none does.</summary>
    public static int TokenOffset(ReadOnlySpan<byte> request) => OffsetOf(request, TokenPlace);

    /// <summary>Where one of the places is in a request; below zero where it is not.</summary>
    public static int OffsetOf(ReadOnlySpan<byte> request, string place) => request.IndexOf(Encoding.ASCII.GetBytes(place));
}
