using System.Net.Http.Json;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Rules;

namespace VimSessionService.AdminClient;

/// <content>Fault rules.</content>
public sealed partial class AdminApiClient
{
    /// <summary>The rules, in the order in which they are asked, and what came of them.</summary>
    public Task<RuleList> ListRulesAsync(CancellationToken cancellationToken = default) => GetAsync("rules", AdminJson.Default.RuleList, cancellationToken);

    /// <summary>A rule and what came of it.</summary>
    public Task<RuleInfo> GetRuleAsync(string id, CancellationToken cancellationToken = default) =>
        GetAsync($"rules/{Uri.EscapeDataString(id)}", AdminJson.Default.RuleInfo, cancellationToken);

    /// <summary>Adds a rule after the others.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="before">The rule that it is to be asked before; null to be asked last.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<RuleInfo> AddRuleAsync(RuleSpec rule, string? before = null, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, "rules" + Query(("before", before)), JsonContent.Create(rule, AdminJson.Default.RuleSpec), AdminJson.Default.RuleInfo, cancellationToken);

    /// <summary>Puts a rule in the place of the one of its name, with new counters, or adds it after the others.</summary>
    public Task<RuleInfo> PutRuleAsync(string id, RuleSpec rule, CancellationToken cancellationToken = default) => SendAsync(
        HttpMethod.Put, $"rules/{Uri.EscapeDataString(id)}", JsonContent.Create(rule, AdminJson.Default.RuleSpec), AdminJson.Default.RuleInfo, cancellationToken);

    /// <summary>Replaces all rules, or none when one of them cannot be used.</summary>
    public Task<RuleList> ReplaceRulesAsync(IReadOnlyList<RuleSpec> rules, CancellationToken cancellationToken = default) => SendAsync(
        HttpMethod.Put, "rules", JsonContent.Create(new RuleSpecs(rules), AdminJson.Default.RuleSpecs), AdminJson.Default.RuleList, cancellationToken);

    /// <summary>Removes a rule.</summary>
    public async Task RemoveRuleAsync(string id, CancellationToken cancellationToken = default) =>
        (await SendAsync(HttpMethod.Delete, $"rules/{Uri.EscapeDataString(id)}", null, cancellationToken).ConfigureAwait(false)).Dispose();

    /// <summary>Removes all rules.</summary>
    public async Task ClearRulesAsync(CancellationToken cancellationToken = default) =>
        (await SendAsync(HttpMethod.Delete, "rules", null, cancellationToken).ConfigureAwait(false)).Dispose();
}
