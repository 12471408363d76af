using System.Net;
using System.Text.RegularExpressions;

namespace VimSessionService.ClientTests.Harness;

/// <summary>How a call was answered.</summary>
internal enum CallAnswer
{
    /// <summary>Not at all, or with 503: it may have been carried out.</summary>
    None,

    /// <summary>Well.</summary>
    Done,

    /// <summary>There is no session.</summary>
    NotAuthenticated,

    /// <summary>With another fault.</summary>
    Fault,
}

/// <summary>Calls by SOAP, each with the cookie that it is given, without a client that hides what is lost on the way.</summary>
internal sealed partial class RawCalls : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = TimeSpan.FromSeconds(10) };

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Makes a call of SessionManager or ServiceInstance: how it was answered, with what text, and the cookie that came with it.</summary>
    public async Task<(CallAnswer Answer, string Text, string? Cookie)> CallAsync(Uri url, string method, string? cookie, string arguments = "", string target = "SessionManager")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new StringContent(
                $"<Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'><Body><{method} xmlns='urn:vim25'><_this>{target}</_this>{arguments}</{method}></Body></Envelope>"),
        };
        request.Headers.Add("SOAPAction", "\"urn:vim25/8.0.3.0\"");
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        try
        {
            using var response = await _client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            var given = response.Headers.TryGetValues("Set-Cookie", out var values) ? values.First().Split(';')[0] : null;
            return response.StatusCode switch
            {
                HttpStatusCode.OK => (CallAnswer.Done, text, given),
                HttpStatusCode.InternalServerError when text.Contains("NotAuthenticated", StringComparison.Ordinal) => (CallAnswer.NotAuthenticated, text, given),
                HttpStatusCode.InternalServerError => (CallAnswer.Fault, text, given),
                _ => (CallAnswer.None, text, given),
            };
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            return (CallAnswer.None, failure.Message, null);
        }
    }

    /// <summary>The text of the element <c>returnval</c>.</summary>
    public static string Result(string text) => ReturnValue().Match(text).Groups["value"].Value;

    [GeneratedRegex("<returnval[^>]*>(?<value>[^<]*)<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReturnValue();
}
