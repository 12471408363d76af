using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VimSessionService.ClientTests.Attacks;

/// <summary>A client of its own address that asks for the health of the service, logs in and logs out.</summary>
internal sealed class Bystander : IDisposable
{
    private readonly HttpClient _client;
    private readonly Uri _url;
    private int _users;

    public Bystander(Uri url)
    {
        _url = url;
        _client = new HttpClient(new SocketsHttpHandler { UseCookies = false, ConnectCallback = static (context, cancelled) => ConnectAsync(context.DnsEndPoint, cancelled) });
    }

    /// <summary>Whether each login is that of a user who has not logged in before.</summary>
    public bool IsNewEachTime { get; init; }

    /// <summary>Does each once, and gives how long each took.</summary>
    public async Task<TimeSpan[]> VisitAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using (var health = await _client.GetAsync(new Uri(_url, "/healthz"), cancellationToken))
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        var healthy = Stopwatch.GetElapsedTime(started);
        started = Stopwatch.GetTimestamp();
        var cookie = await LoginAsync(cancellationToken);
        var loggedIn = Stopwatch.GetElapsedTime(started);
        started = Stopwatch.GetTimestamp();
        using (await CallAsync("<Logout xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this></Logout>", cookie, cancellationToken))
            return [healthy, loggedIn, Stopwatch.GetElapsedTime(started)];
    }

    /// <summary>Logs in, and gives the cookie.</summary>
    public async Task<string> LoginAsync(CancellationToken cancellationToken)
    {
        var user = IsNewEachTime ? AttackUsers.New(_users++) : AttackUsers.Administrator;
        using var answer = await CallAsync(
            $"<Login xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><userName>{user}</userName><password>{AttackUsers.Password}</password></Login>", null, cancellationToken);
        return answer.Headers.GetValues("Set-Cookie").First().Split(';')[0];
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> CallAsync(string body, string? cookie, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new StringContent(Attack.Envelope(body), Encoding.UTF8, "text/xml") };
        request.Headers.Add("SOAPAction", "\"urn:vim25/8.0.3.0\"");
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        var answer = await _client.SendAsync(request, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer;
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint service, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
            await socket.ConnectAsync(IPAddress.Loopback, service.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
