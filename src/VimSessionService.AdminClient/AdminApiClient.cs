using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using VimSessionService.AdminClient.Clock;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Problems;

namespace VimSessionService.AdminClient;

/// <summary>
/// Calls the admin API of a running service. Thread-safe. Methods throw <see cref="AdminApiException"/> when the service refuses a request, and
/// <see cref="HttpRequestException"/> when it cannot be reached.
/// </summary>
public sealed partial class AdminApiClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly bool _ownsHttp;

    /// <summary>Makes a client with a connection of its own.</summary>
    /// <param name="url">The URL that the service prints at start: <c>http://HOST:PORT/admin/v1</c>.</param>
    /// <param name="token">The token; null where the service wants none.</param>
    public AdminApiClient(Uri url, string? token)
        : this(new HttpClient(), url, token) => _ownsHttp = true;

    /// <summary>Makes a client that sends through another one, such as that of a test server. It is not disposed of.</summary>
    public AdminApiClient(HttpClient http, Uri url, string? token)
    {
        _http = http;
        Url = url.AbsoluteUri.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/");
        Token = token;
    }

    /// <summary>The URL of the API, with a slash at its end.</summary>
    public Uri Url { get; }

    private string? Token { get; }

    /// <summary>How the clock runs.</summary>
    public Task<ClockInfo> GetClockAsync(CancellationToken cancellationToken = default) => GetAsync("clock", AdminJson.Default.ClockInfo, cancellationToken);

    /// <summary>Stops the clock.</summary>
    public Task<ClockInfo> FreezeClockAsync(CancellationToken cancellationToken = default) => PostAsync("clock/freeze", null, AdminJson.Default.ClockInfo, cancellationToken);

    /// <summary>Lets the clock run as the real one does, from the time that it shows.</summary>
    public Task<ClockInfo> ResumeClockAsync(CancellationToken cancellationToken = default) => PostAsync("clock/resume", null, AdminJson.Default.ClockInfo, cancellationToken);

    /// <summary>Shows the real time of day again. What has expired stays so.</summary>
    public Task<ClockInfo> ShowRealTimeAsync(CancellationToken cancellationToken = default) => PostAsync("clock/real", null, AdminJson.Default.ClockInfo, cancellationToken);

    /// <summary>Moves the clock forward. What is due on the way has been done when the task completes.</summary>
    public Task<ClockInfo> AdvanceClockAsync(TimeSpan by, CancellationToken cancellationToken = default) =>
        PostAsync("clock/advance", Json(new ClockAdvance(by), AdminJson.Default.ClockAdvance), AdminJson.Default.ClockInfo, cancellationToken);

    /// <summary>Sets the clock. To a later time is the same as an advance; to an earlier one only the time of day changes.</summary>
    public Task<ClockInfo> SetClockAsync(DateTimeOffset time, CancellationToken cancellationToken = default) =>
        PostAsync("clock/set", Json(new ClockSetting(time), AdminJson.Default.ClockSetting), AdminJson.Default.ClockInfo, cancellationToken);

    /// <summary>Lets the clock run at a rate.</summary>
    public Task<ClockInfo> RunClockAsync(double rate, CancellationToken cancellationToken = default) =>
        PostAsync("clock/run", Json(new ClockRate(rate), AdminJson.Default.ClockRate), AdminJson.Default.ClockInfo, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsHttp)
            _http.Dispose();
    }

    private static string? Text(TimeSpan? duration) => duration is { } given ? DurationText.Format(given) : null;

    private static string Query(params ReadOnlySpan<(string Name, string? Value)> parts)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in parts)
        {
            if (value is not null)
                text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return text.ToString();
    }

    private Task<T> GetAsync<T>(string path, JsonTypeInfo<T> result, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, result, cancellationToken);

    private Task<T> PostAsync<T>(string path, HttpContent? body, JsonTypeInfo<T> result, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, body, result, cancellationToken);

    private async Task DoAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken) =>
        (await SendAsync(method, path, body, cancellationToken).ConfigureAwait(false)).Dispose();

    private static JsonContent Json<T>(T value, JsonTypeInfo<T> type) => JsonContent.Create(value, type);

    private async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? body, JsonTypeInfo<T> result, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, body, cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadFromJsonAsync(result, cancellationToken).ConfigureAwait(false)
            ?? throw new HttpRequestException("The response has no content.");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(Url, path)) { Content = body };
        if (Token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw new AdminApiException(await ReadProblemAsync(response, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<Problem> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            if (await response.Content.ReadFromJsonAsync(AdminJson.Default.Problem, cancellationToken).ConfigureAwait(false) is { } problem)
                return problem;
        }
        catch (JsonException)
        {
            // Something else answered, such as a proxy.
        }

        return new Problem { Type = "about:blank", Title = response.ReasonPhrase ?? "", Status = (int)response.StatusCode };
    }
}
