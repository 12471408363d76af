using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using VimSessionService.Core;

namespace VimSessionService.Vapi.OpenId;

/// <summary>
/// The keys at a URL of the provider. They are read at the first token, and again when a token was signed by another key, but not before <see cref="Pause"/> has passed: anybody can make up
/// a token with an unknown key.
/// </summary>
/// <param name="url">The URL.</param>
/// <param name="client">Reads it; its time limit is that of a reading.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it is logged that the keys cannot be read.</param>
internal sealed partial class JwksUrl(Uri url, HttpClient client, TimeProvider time, ILogger<JwksUrl> logger) : IOpenIdKeys, IDisposable
{
    /// <summary>The least time between two readings.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile IReadOnlyList<SecurityKey>? _keys;
    private long _readAt;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SecurityKey>> GetAsync(bool isMissing, CancellationToken cancellationToken)
    {
        if (_keys is { } known && (!isMissing || IsEarly))
            return known;
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_readAt == 0 || !IsEarly)
            {
                _readAt = time.GetTimestamp();
                await ReadAsync(cancellationToken);
            }
        }
        finally
        {
            _reading.Release();
        }

        return _keys ?? throw new ServiceBusyException("the keys of the OpenID provider cannot be read");
    }

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

    private bool IsEarly => time.GetElapsedTime(_readAt) < Pause;

    private async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(url, HttpCompletionOption.ResponseContentRead, cancellationToken);
            response.EnsureSuccessStatusCode();
            _keys = JwksDocument.Read(Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken)));
        }
        catch (Exception failure) when (failure is HttpRequestException or FormatException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Failed(logger, url, failure.Message);
        }
    }

    [LoggerMessage(40, LogLevel.Warning, "The keys of the OpenID provider cannot be read from {Url}: {Problem}")]
    private static partial void Failed(ILogger logger, Uri url, string problem);
}
