using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;

namespace VimSessionService.ClientTests.Attacks;

/// <summary>A request that costs far more than other requests of its size.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Body">The content of the SOAP body.</param>
/// <param name="HasSession">Whether it is sent in a session of the administrator.</param>
/// <param name="Reading">What its sender does with the answer.</param>
internal sealed partial record Attack(string Name, string Body, bool HasSession, Reading Reading = Reading.Whole)
{
    /// <summary>The path of the security token service.</summary>
    public const string TokenService = "/sts/STSService/vsphere.local";

    private const string Trust = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";
    private const string Authorization = "<objectSet><obj type=\"AuthorizationManager\">AuthorizationManager</obj></objectSet>";
    private const string Sessions = "<objectSet><obj type=\"SessionManager\">SessionManager</obj></objectSet>";
    private const string AllOfAuthorization = "<specSet><propSet><type>AuthorizationManager</type><all>true</all></propSet>" + Authorization + "</specSet>";

    public static IReadOnlyList<Attack> All { get; } =
    [
        .. Prepared,
        .. WithTokens,
        new("one object 8,000 times with a long path", Retrieve($"<specSet><propSet><type>SessionManager</type><pathSet>messageLocaleList[\"{new string('x', 20_000)}\"]</pathSet></propSet>{Many(8_000, Sessions)}</specSet>"), false),
        new("4,000 filter specifications", Retrieve(Many(4_000, "<specSet><propSet><type>SessionManager</type><pathSet>message</pathSet></propSet>" + Sessions + "</specSet>")), false),
        new("all of AuthorizationManager 4,000 times", Retrieve(Many(4_000, AllOfAuthorization)), true),
        new("answers that nobody reads", Retrieve(Many(20, AllOfAuthorization)), true, Reading.None),
        new("clients that leave", Retrieve(Many(4_000, AllOfAuthorization)), true, Reading.Leaves),
        new("views with long names", $"<CreateContainerView xmlns=\"urn:vim25\"><_this type=\"ViewManager\">ViewManager</_this><container type=\"Folder\">group-d1</container><type>{new string('x', 900_000)}</type><recursive>true</recursive></CreateContainerView>", true),
        new("prefixes, declarations and attributes", "", false) { Header = Prefixes(1_000) },
        new("elements of a request for a token", $"<w:RequestSecurityToken xmlns:w=\"{Trust}\">{Prefixes(1_000)}</w:RequestSecurityToken>", false) { Path = TokenService },
        new("a namespace that is multiplied in a request for a token", $"<w:RequestSecurityToken xmlns:w=\"{Trust}\" xmlns:p=\"urn:{new string('x', 1_000)}\">{Many(15_000, "<p:b/>")}</w:RequestSecurityToken>", false) { Path = TokenService },
        new("elements of a call to the lookup service", $"<List xmlns=\"urn:lookup\"><_this type=\"LookupServiceRegistration\">ServiceRegistration</_this><filterCriteria>{Prefixes(1_000)}</filterCriteria></List>", false) { Path = "/lookupservice/sdk" },
        new("requests that do not end", $"<Login xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><userName>{new string('x', 900_000)}</userName><password>x</password></Login>", false, Reading.Unfinished),
        new("events with long texts", $"<LogUserEvent xmlns=\"urn:vim25\"><_this type=\"EventManager\">EventManager</_this><entity type=\"Folder\">group-d1</entity><msg>{new string('x', 8_000)}</msg></LogUserEvent>", true),
        new("clone tickets", "<AcquireCloneTicket xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this></AcquireCloneTicket>", true),
    ];

    /// <summary>Where it is sent to.</summary>
    public string Path { get; private init; } = "/sdk";

    /// <summary>The method of HTTP.</summary>
    public string Method { get; private init; } = "POST";

    /// <summary>Whether the session is that of a user who may only read.</summary>
    public bool IsOfLesserUser { get; private init; }

    /// <summary>Whether requests are sent as gzip.</summary>
    public bool IsCompressed { get; private init; }

    /// <summary>Whether those who log in meanwhile do it for the first time, so that their passwords are checked.</summary>
    public bool MeetsNewUsers { get; private init; }

    /// <summary>How long it goes on.</summary>
    public TimeSpan Duration { get; private init; } = TimeSpan.FromSeconds(4);

    /// <summary>A part of the answer to the first request, where that shows that the request gets as far as it is meant to; null where nothing does.</summary>
    public string? FirstAnswer { get; private init; }

    /// <summary>Further options of the service.</summary>
    public IReadOnlyList<string> Options { get; private init; } = [];

    /// <summary>Makes with calls what the attack needs, and gives the contents of its requests; null where the body is all there is.</summary>
    private Func<AttackCaller, Task<IReadOnlyList<string>>>? Prepare { get; init; }

    /// <summary>The content of the SOAP header.</summary>
    public string Header { get; private init; } = "";

    public static string Envelope(string body, string header = "") =>
        "<?xml version=\"1.0\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
        + (header.Length > 0 ? $"<soapenv:Header>{header}</soapenv:Header>" : "") + $"<soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>";

    /// <summary>Sends it again and again, each time on a connection of its own, and gives how many times it was sent.</summary>
    /// <param name="url">Where the service is.</param>
    /// <param name="messages">What <see cref="MessagesAsync"/> gave.</param>
    /// <param name="first">Which of the messages is sent first.</param>
    /// <param name="over">Ends it.</param>
    public async Task<int> RunAsync(Uri url, IReadOnlyList<byte[]> messages, int first, CancellationToken over)
    {
        var sent = 0;
        try
        {
            while (!over.IsCancellationRequested)
            {
                using var client = new TcpClient(AddressFamily.InterNetwork);
                try
                {
                    await client.ConnectAsync(url.Host, url.Port, over);
                    await client.GetStream().WriteAsync(messages[(first + sent) % messages.Count], over);
                    sent++;
                    await ReadAsync(client.GetStream(), over);
                }
                catch (Exception e) when (e is SocketException or IOException)
                {
                    // The service closed the connection, as it may.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }

        return sent;
    }

    /// <summary>Makes what it needs, and gives the requests that are sent in turn.</summary>
    /// <param name="caller">A session of the administrator, or of the lesser user where the attack is that user's.</param>
    public async Task<IReadOnlyList<byte[]>> MessagesAsync(AttackCaller caller) =>
        Prepare is null ? [Message(Envelope(Body, Header), caller.Cookie)] : [.. (await Prepare(caller)).Select(content => Message(content, caller.Cookie))];

    /// <summary>Sends a request and gives its answer.</summary>
    public static async Task<string> AskAsync(Uri url, byte[] message, CancellationToken cancellationToken)
    {
        using var client = new TcpClient(AddressFamily.InterNetwork);
        await client.ConnectAsync(url.Host, url.Port, cancellationToken);
        await client.GetStream().WriteAsync(message, cancellationToken);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private async Task ReadAsync(NetworkStream stream, CancellationToken over)
    {
        switch (Reading)
        {
            case Reading.None or Reading.Unfinished:
                await Task.Delay(Timeout.Infinite, over);
                break;
            case Reading.Leaves:
                await Task.Delay(50, over);
                break;
            default:
                await stream.CopyToAsync(Stream.Null, over);
                break;
        }
    }

    private byte[] Message(string text, string cookie)
    {
        var content = IsCompressed ? Compressed(text) : Encoding.UTF8.GetBytes(text);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"{Method} {Path} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nSOAPAction: urn:vim25/8.0.3.0\r\nConnection: close\r\n{(IsCompressed ? "Content-Encoding: gzip\r\n" : "")}{(HasSession ? $"Cookie: {cookie}\r\n" : "")}Content-Length: {content.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. Reading == Reading.Unfinished ? content[..^1] : content];
    }

    private static byte[] Compressed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static string Retrieve(string specSets) => $"<RetrieveProperties xmlns=\"urn:vim25\"><_this type=\"PropertyCollector\">propertyCollector</_this>{specSets}</RetrieveProperties>";

    /// <summary>As many prefixes and attributes as one element may have, and elements that use all of them.</summary>
    private static string Prefixes(int elements)
    {
        var prefixes = Enumerable.Range(0, 30).ToList();
        var declared = string.Concat(prefixes.Select(static i => string.Create(CultureInfo.InvariantCulture, $" xmlns:p{i}=\"urn:{new string('u', 100)}{i}\"")));
        var used = string.Concat(prefixes.Select(static i => string.Create(CultureInfo.InvariantCulture, $" p{i}:a=\"\"")));
        return $"<a{declared}>{Many(elements, $"<b{used}/>")}</a>";
    }

    private static string Many(int n, string text) => string.Concat(Enumerable.Repeat(text, n));
}

/// <summary>What a client does with an answer.</summary>
internal enum Reading
{
    /// <summary>It reads all.</summary>
    Whole,

    /// <summary>It keeps the connection and reads nothing.</summary>
    None,

    /// <summary>It never sends the end of its request.</summary>
    Unfinished,

    /// <summary>It closes the connection before the answer comes.</summary>
    Leaves,
}
