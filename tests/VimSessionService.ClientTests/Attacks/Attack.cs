using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace VimSessionService.ClientTests.Attacks;

/// <summary>A request that costs far more than other requests of its size.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Body">The content of the SOAP body.</param>
/// <param name="HasSession">Whether it is sent in a session of the administrator.</param>
/// <param name="Reading">What its sender does with the answer.</param>
internal sealed record Attack(string Name, string Body, bool HasSession, Reading Reading = Reading.Whole)
{
    private const string Authorization = "<objectSet><obj type=\"AuthorizationManager\">AuthorizationManager</obj></objectSet>";
    private const string Sessions = "<objectSet><obj type=\"SessionManager\">SessionManager</obj></objectSet>";
    private const string AllOfAuthorization = "<specSet><propSet><type>AuthorizationManager</type><all>true</all></propSet>" + Authorization + "</specSet>";

    public static IReadOnlyList<Attack> All { get; } =
    [
        new("one object 8,000 times with a long path", Retrieve($"<specSet><propSet><type>SessionManager</type><pathSet>messageLocaleList[\"{new string('x', 20_000)}\"]</pathSet></propSet>{Many(8_000, Sessions)}</specSet>"), false),
        new("4,000 filter specifications", Retrieve(Many(4_000, "<specSet><propSet><type>SessionManager</type><pathSet>message</pathSet></propSet>" + Sessions + "</specSet>")), false),
        new("all of AuthorizationManager 4,000 times", Retrieve(Many(4_000, AllOfAuthorization)), true),
        new("answers that nobody reads", Retrieve(Many(20, AllOfAuthorization)), true, Reading.None),
        new("clients that leave", Retrieve(Many(4_000, AllOfAuthorization)), true, Reading.Leaves),
        new("views with long names", $"<CreateContainerView xmlns=\"urn:vim25\"><_this type=\"ViewManager\">ViewManager</_this><container type=\"Folder\">group-d1</container><type>{new string('x', 900_000)}</type><recursive>true</recursive></CreateContainerView>", true),
    ];

    public static string Envelope(string body) =>
        "<?xml version=\"1.0\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body>"
        + body + "</soapenv:Body></soapenv:Envelope>";

    /// <summary>Sends it again and again, each time on a connection of its own, and gives how many times it was sent.</summary>
    public async Task<int> RunAsync(Uri url, string cookie, CancellationToken over)
    {
        var message = Message(cookie);
        var sent = 0;
        try
        {
            while (!over.IsCancellationRequested)
            {
                using var client = new TcpClient(AddressFamily.InterNetwork);
                try
                {
                    await client.ConnectAsync(url.Host, url.Port, over);
                    await client.GetStream().WriteAsync(message, over);
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

    private async Task ReadAsync(NetworkStream stream, CancellationToken over)
    {
        switch (Reading)
        {
            case Reading.None:
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

    private byte[] Message(string cookie)
    {
        var content = Encoding.UTF8.GetBytes(Envelope(Body));
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST /sdk HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nSOAPAction: urn:vim25/8.0.3.0\r\nConnection: close\r\n{(HasSession ? $"Cookie: {cookie}\r\n" : "")}Content-Length: {content.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. content];
    }

    private static string Retrieve(string specSets) => $"<RetrieveProperties xmlns=\"urn:vim25\"><_this type=\"PropertyCollector\">propertyCollector</_this>{specSets}</RetrieveProperties>";

    private static string Many(int n, string text) => string.Concat(Enumerable.Repeat(text, n));
}

/// <summary>What a client does with an answer.</summary>
internal enum Reading
{
    /// <summary>It reads all.</summary>
    Whole,

    /// <summary>It keeps the connection and reads nothing.</summary>
    None,

    /// <summary>It closes the connection before the answer comes.</summary>
    Leaves,
}
