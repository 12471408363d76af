using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace VimSessionService.ClientTests.Attacks;

/// <summary>Calls in one session, before and after an attack.</summary>
internal sealed partial class AttackCaller : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false });
    private readonly Uri _url;
    private readonly CancellationToken _cancellationToken;

    private AttackCaller(Uri url, CancellationToken cancellationToken)
    {
        _url = url;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The cookie of the session.</summary>
    public string Cookie { get; private set; } = "";

    public static async Task<AttackCaller> LoginAsync(Uri url, string user, CancellationToken cancellationToken)
    {
        var caller = new AttackCaller(url, cancellationToken);
        using var answer = await caller.PostAsync(Attack.LoginAs(user, AttackUsers.Password), null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        caller.Cookie = answer.Headers.GetValues("Set-Cookie").First().Split(';')[0];
        return caller;
    }

    /// <summary>Calls, and gives what is returned.</summary>
    public async Task<string> ReturnedAsync(string body)
    {
        var answer = await CallAsync(body);
        return Returned().Match(answer).Groups["value"].Value is { Length: > 0 } value ? value : throw new InvalidOperationException(answer);
    }

    public async Task<string> CallAsync(string body)
    {
        using var answer = await PostAsync(body, Cookie);
        var text = await answer.Content.ReadAsStringAsync(_cancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return text;
    }

    /// <summary>Asks the security token service, and gives the token of its answer.</summary>
    public async Task<string> TokenAsync(string message)
    {
        const string End = "</saml2:Assertion>";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_url, Attack.TokenService)) { Content = new StringContent(message, Encoding.UTF8, "text/xml") };
        using var answer = await _client.SendAsync(request, _cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(_cancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return text[text.IndexOf("<saml2:Assertion", StringComparison.Ordinal)..(text.IndexOf(End, StringComparison.Ordinal) + End.Length)];
    }

    /// <summary>Uploads a file.</summary>
    public async Task PutAsync(string path, byte[] content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(_url, path)) { Content = new ByteArrayContent(content) };
        request.Headers.Add("Cookie", Cookie);
        using var answer = await _client.SendAsync(request, _cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, answer.ToString());
    }

    /// <summary>Whether a clone ticket is still good.</summary>
    public async Task<bool> ClonesAsync(string ticket)
    {
        using var answer = await PostAsync($"<CloneSession xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><cloneTicket>{ticket}</cloneTicket></CloneSession>", null);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> PostAsync(string body, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new StringContent(Attack.Envelope(body), Encoding.UTF8, "text/xml") };
        request.Headers.Add("SOAPAction", "\"urn:vim25/8.0.3.0\"");
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        return await _client.SendAsync(request, _cancellationToken);
    }

    [GeneratedRegex("<returnval[^>]*>(?<value>[^<]+)<")]
    private static partial Regex Returned();
}
