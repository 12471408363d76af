using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace VimSessionService.WebHooks;

/// <summary>
/// Asks a web hook: one POST with JSON, answered with status 200 and JSON. Requests are signed, and answers verified. Redirects are not followed,
/// and neither cookies nor a proxy are used. Every exception but a cancellation is a <see cref="WebHookException"/>.
/// </summary>
internal sealed class WebHookClient : IDisposable
{
    private const int InitialAnswerBytes = 4096;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly WebHookOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    /// <summary>Makes a client.</summary>
    /// <param name="options">Where the web hook is.</param>
    /// <param name="time">The clock of the requests' timestamps.</param>
    /// <exception cref="ArgumentException">The URL or the secret cannot be used.</exception>
    public WebHookClient(WebHookOptions options, TimeProvider time)
    {
        if (!options.Url.IsAbsoluteUri || (options.Url.Scheme != Uri.UriSchemeHttp && options.Url.Scheme != Uri.UriSchemeHttps) || options.Url.UserInfo.Length > 0)
            throw new ArgumentException("The URL of a web hook has to be absolute, of http or https, and without a user name.", nameof(options));
        if (options.Secret is { Length: < WebHookSignature.ShortestSecret })
            throw new ArgumentException($"The secret of a web hook has at least {WebHookSignature.ShortestSecret} bytes.", nameof(options));
        if (options.Secret is null && options.Url.Scheme != Uri.UriSchemeHttps)
            throw new ArgumentException("A web hook without https needs a secret.", nameof(options));
        _options = options;
        _time = time;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxConnectionsPerServer = options.MaxConnections,
            MaxResponseHeadersLength = 16, // KB
            PooledConnectionLifetime = TimeSpan.FromMinutes(2), // so that a changed address of the host's name is noticed
        };
        if (options.Authorities is { Count: > 0 } authorities)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }; // the caller's token has the time-out
    }

    /// <summary>The web hook's URL for messages.</summary>
    public string ShownUrl => _options.ShownUrl;

    /// <summary>Asks a question.</summary>
    /// <exception cref="WebHookException">There is no usable answer.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<TAnswer> AskAsync<TQuestion, TAnswer>(
        TQuestion question, JsonTypeInfo<TQuestion> questionType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
        where TAnswer : class
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(question, questionType);
        try
        {
            var answer = await SendAsync(body, cancellationToken);
            return JsonSerializer.Deserialize(answer, answerType) ?? throw Fail("its answer is null");
        }
        catch (JsonException failure)
        {
            throw Fail($"its answer is not the JSON that is expected, at {failure.Path ?? "$"}, line {failure.LineNumber + 1}", failure);
        }
        catch (HttpRequestException failure)
        {
            throw Fail(failure.InnerException is { } inner && inner.Message != failure.Message ? $"{failure.Message} {inner.Message}" : failure.Message, failure);
        }
        catch (IOException failure)
        {
            throw Fail(failure.Message, failure);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(body); // it may hold a password
        }
    }

    /// <summary>The failure of the web hook.</summary>
    public WebHookException Fail(string reason, Exception? inner = null) => new($"the web hook {_options.ShownUrl}: {reason}", inner);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<byte[]> SendAsync(byte[] body, CancellationToken cancellationToken)
    {
        var requestId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        using var request = new HttpRequestMessage(HttpMethod.Post, _options.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = Json;
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Add(WebHookSignature.RequestIdHeader, requestId);
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add(WebHookSignature.TimestampHeader, timestamp);
        if (_options.Secret is { } secret)
            request.Headers.Add(WebHookSignature.Header, WebHookSignature.OfRequest(secret, timestamp, requestId, body));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
            throw Fail(string.Create(CultureInfo.InvariantCulture, $"its status is {(int)response.StatusCode}, not 200"));
        var answer = await ReadAsync(response.Content, cancellationToken);
        if (_options.Secret is { } key)
        {
            var given = response.Headers.TryGetValues(WebHookSignature.Header, out var values) ? string.Join(',', values) : null;
            if (!WebHookSignature.Match(WebHookSignature.OfAnswer(key, requestId, answer), given))
                throw Fail(given is null ? $"its answer is not signed: it has no header {WebHookSignature.Header}" : "the signature of its answer is wrong");
        }

        return answer;
    }

    private async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > _options.MaxAnswerBytes)
            throw TooLarge();
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var answer = new byte[InitialAnswerBytes];
        var length = 0;
        while (await stream.ReadAsync(answer.AsMemory(length), cancellationToken) is > 0 and var read)
        {
            length += read;
            if (length > _options.MaxAnswerBytes)
                throw TooLarge();
            if (length == answer.Length)
                Array.Resize(ref answer, answer.Length * 2);
        }

        return answer[..length];
    }

    private WebHookException TooLarge() => Fail(string.Create(CultureInfo.InvariantCulture, $"its answer is larger than {_options.MaxAnswerBytes} bytes"));
}
