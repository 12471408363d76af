using System.Net;
using VimSessionService.Options;

namespace VimSessionService.Health;

/// <summary>Asks a service on this machine whether it answers, for images that have no other HTTP client.</summary>
internal static class HealthProbe
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(3);

    /// <summary>Whether <see cref="HealthEndpoints.AlivePath"/> answers as it should.</summary>
    public static async Task<bool> IsAliveAsync(ListenAddress listen, bool tls, CancellationToken cancellationToken)
    {
        // Any certificate will do: the probe tells and trusts nothing, and the service may have one that names other hosts.
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
            UseProxy = false,
        };
        using var client = new HttpClient(handler) { Timeout = MaxWait };
        try
        {
            var url = new Uri($"{(tls ? "https" : "http")}://{listen.UrlHost}:{listen.Port}{HealthEndpoints.AlivePath}");
            using var answer = await client.GetAsync(url, cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
