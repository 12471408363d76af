using System.Globalization;
using System.Xml.Linq;

namespace VimSessionService.ClientTests.Harness;

/// <summary>An event as a client sees it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Type">Its type.</param>
/// <param name="Subject">The session, the message, the name of the role, or the user of the permission, that it is about; empty for another event.</param>
internal sealed record ReadEvent(int Key, string Type, string Subject);

/// <summary>Reads the whole event log by a collector.</summary>
internal static class EventReader
{
    private static readonly XName Type = XName.Get("type", "http://www.w3.org/2001/XMLSchema-instance");

    /// <summary>Every event, oldest first, as of a new session.</summary>
    public static async Task<IReadOnlyList<ReadEvent>> ReadAllAsync(RawCalls calls, Uri url, string login)
    {
        var cookie = (await calls.CallAsync(url, "Login", null, login)).Cookie;
        var (answer, made, _) = await calls.CallAsync(url, "CreateCollectorForEvents", cookie, "<filter/>", "EventManager");
        Assert.Equal(CallAnswer.Done, answer);
        var found = new List<ReadEvent>();
        while (true)
        {
            var (read, text, _) = await calls.CallAsync(url, "ReadNextEvents", cookie, "<maxCount>1000</maxCount>", RawCalls.Result(made));
            Assert.True(read == CallAnswer.Done, text);
            var page = XDocument.Parse(text).Descendants().Where(static element => element.Name.LocalName == "returnval").Select(Read).ToList();
            if (page.Count == 0)
                return found;
            found.AddRange(page);
        }
    }

    private static ReadEvent Read(XElement posted) => new(
        int.Parse(Part(posted, "key")!, CultureInfo.InvariantCulture), ((string?)posted.Attribute(Type) ?? "Event").Split(':')[^1], Part(posted, "sessionId") ?? Part(posted, "message") ?? NameOf(posted, "role") ?? Part(posted, "principal") ?? "");

    private static string? Part(XElement posted, string name) => Find(posted, name)?.Value;

    private static string? NameOf(XElement posted, string argument) => Find(posted, argument) is { } found ? Part(found, "name") : null;

    private static XElement? Find(XElement parent, string name) => parent.Elements().FirstOrDefault(element => element.Name.LocalName == name);
}
