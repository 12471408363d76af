using System.Text;
using System.Text.RegularExpressions;
using VimSessionService.Core.Limits;
using VimSessionService.Xml;

namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>
/// The recorded sessions of real clients (bench/recordings) are answered by a service whose limits are a small part of the defaults: so far below these do
/// real clients stay.
/// </summary>
public sealed partial class RecordedSessionTests : IDisposable
{
    private const int Part = 100;
    private static readonly WorkLimits Usual = new();

    /// <summary>A hundredth of each bound of size and work; a quarter of the bounds of the form of XML, which are small.</summary>
    private readonly TestService _service = new(
        new EndpointOptions
        {
            MaxRequestBytes = new EndpointOptions().MaxRequestBytes / Part,
            Limits = new XmlLimits
            {
                MaxElements = XmlLimits.Default.MaxElements / Part,
                MaxDepth = XmlLimits.Default.MaxDepth / 4,
                MaxAttributes = XmlLimits.Default.MaxAttributes / 4,
                MaxNamespaces = XmlLimits.Default.MaxNamespaces / 4,
            },
        },
        datacenter: "DC",
        work: new WorkLimits
        {
            MaxRequestWork = Usual.MaxRequestWork / Part,
            MaxRequestTime = Usual.MaxRequestTime / Part,
            MaxRequestBytes = Usual.MaxRequestBytes / Part,
            MaxResponseBytes = Usual.MaxResponseBytes / Part,
            MaxSessionBytes = Usual.MaxSessionBytes / Part,
        });

    public static TheoryData<string> Clients => ["govmomi", "pyvmomi", "rbvmomi"];

    public void Dispose() => _service.Dispose();

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_recorded_session_stays_below_a_hundredth_of_the_bounds(string client)
    {
        var cookie = await _service.LoginAsync();
        var session = Key().Match((await _service.CallAsync(TestService.Fetch("currentSession"), cookie)).Answer).Groups["key"].Value;
        var (calls, request, answer) = (0, 0, 0);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root(), "bench", "recordings", client), "*.http").Order(StringComparer.Ordinal))
        {
            var (head, body) = Read(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
            if (!head.StartsWith("POST /sdk ", StringComparison.Ordinal))
                continue;
            body = Password().Replace(User().Replace(body, "<userName>administrator@vsphere.local</userName>", 1), "<password>s3cret-A</password>").Replace("52000000-0000-0000-0000-000000000000", session, StringComparison.Ordinal);
            var exchange = new TestExchange { Body = Encoding.UTF8.GetBytes(body) }.With("SOAPAction", Action().Match(head).Groups["action"].Value);
            if (!file.Contains("-Login", StringComparison.Ordinal))
                exchange.With("Cookie", cookie);
            await _service.SendAsync(exchange);
            Assert.True(exchange.Status == 200, $"{file}: {exchange.Answer}");
            (calls, request, answer) = (calls + 1, Math.Max(request, exchange.Body.Length), Math.Max(answer, exchange.AnswerBytes.Length));
        }

        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{client}: {calls} calls, the largest of {request} bytes, the largest answer of {answer} bytes"));
        Assert.InRange(calls, 5, 20);
    }

    /// <summary>The head, and the body without the lines of its chunks.</summary>
    private static (string Head, string Body) Read(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var (head, body) = (text[..end], text[(end + 4)..]);
        if (!head.Contains("chunked", StringComparison.Ordinal))
            return (head, body);
        var whole = new StringBuilder();
        while (body.IndexOf("\r\n", StringComparison.Ordinal) is > 0 and var line && Convert.ToInt32(body[..line], 16) is > 0 and var length)
        {
            whole.Append(body, line + 2, length);
            body = body[(line + 2 + length + 2)..];
        }

        return (head, whole.ToString());
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "global.json")))
            at = at.Parent ?? throw new InvalidOperationException("the tests do not run within the repository");
        return at.FullName;
    }

    [GeneratedRegex("<userName( [^>]*)?>user00</userName>")]
    private static partial Regex User();

    [GeneratedRegex("<password( [^>]*)?>[^<]*</password>")]
    private static partial Regex Password();

    [GeneratedRegex("(?im)^SOAPAction: (?<action>[^\r\n]*)")]
    private static partial Regex Action();

    [GeneratedRegex("<key>(?<key>[^<]+)</key>")]
    private static partial Regex Key();
}
