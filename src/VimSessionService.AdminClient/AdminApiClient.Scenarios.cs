using System.Net.Http.Headers;
using System.Text;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Scenarios;

namespace VimSessionService.AdminClient;

/// <content>The scenario.</content>
public sealed partial class AdminApiClient
{
    /// <summary>The scenario that was applied last, with its steps to come. Status 404 when there is none.</summary>
    public Task<ScenarioInfo> GetScenarioAsync(CancellationToken cancellationToken = default) => GetAsync("scenario", AdminJson.Default.ScenarioInfo, cancellationToken);

    /// <summary>Applies a scenario, all of it or nothing. Steps to come of the one before are dropped.</summary>
    public Task<ScenarioInfo> ApplyScenarioAsync(ScenarioSpec scenario, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Put, "scenario", Json(scenario, AdminJson.Default.ScenarioSpec), AdminJson.Default.ScenarioInfo, cancellationToken);

    /// <summary>Applies a scenario that is written as YAML or JSON. Problems have the line and column.</summary>
    public Task<ScenarioInfo> ApplyScenarioTextAsync(string text, CancellationToken cancellationToken = default)
    {
        var body = new StringContent(text, Encoding.UTF8, new MediaTypeHeaderValue("application/yaml"));
        return SendAsync(HttpMethod.Put, "scenario", body, AdminJson.Default.ScenarioInfo, cancellationToken);
    }

    /// <summary>Drops the steps to come. What the scenario has changed stays.</summary>
    public Task EndScenarioAsync(CancellationToken cancellationToken = default) => DoAsync(HttpMethod.Delete, "scenario", null, cancellationToken);
}
