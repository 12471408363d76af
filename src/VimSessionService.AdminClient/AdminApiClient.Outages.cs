using System.Net.Http.Json;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Outages;

namespace VimSessionService.AdminClient;

/// <content>Outages.</content>
public sealed partial class AdminApiClient
{
    /// <summary>The outages that are going on.</summary>
    public Task<OutageList> ListOutagesAsync(CancellationToken cancellationToken = default) => GetAsync("outages", AdminJson.Default.OutageList, cancellationToken);

    /// <summary>Begins an outage.</summary>
    public Task<OutageInfo> StartOutageAsync(OutageSpec outage, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, "outages", JsonContent.Create(outage, AdminJson.Default.OutageSpec), AdminJson.Default.OutageInfo, cancellationToken);

    /// <summary>Ends an outage.</summary>
    public async Task StopOutageAsync(string id, CancellationToken cancellationToken = default) =>
        (await SendAsync(HttpMethod.Delete, $"outages/{Uri.EscapeDataString(id)}", null, cancellationToken).ConfigureAwait(false)).Dispose();

    /// <summary>Ends all outages.</summary>
    public async Task StopOutagesAsync(CancellationToken cancellationToken = default) =>
        (await SendAsync(HttpMethod.Delete, "outages", null, cancellationToken).ConfigureAwait(false)).Dispose();

    /// <summary>Does to clients what a restart of the service does: connections are reset, and sessions are lost unless they are to be kept.</summary>
    public Task<RestartInfo> RestartAsync(RestartSpec? restart = null, CancellationToken cancellationToken = default) => SendAsync(
        HttpMethod.Post, "restart", JsonContent.Create(restart ?? new RestartSpec(), AdminJson.Default.RestartSpec), AdminJson.Default.RestartInfo, cancellationToken);
}
