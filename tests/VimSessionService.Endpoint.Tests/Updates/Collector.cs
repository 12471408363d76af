using System.Text.RegularExpressions;

namespace VimSessionService.Endpoint.Tests.Updates;

/// <summary>What a client of the PropertyCollector sends, and what it reads of the answers.</summary>
internal sealed partial class Collector(TestService service, string cookie, string name = "propertyCollector")
{
    public const string SessionManager = "<objectSet><obj type=\"SessionManager\">SessionManager</obj></objectSet>";

    public static string Paths(params string[] paths) => Of("SessionManager", paths);

    public static string Of(string type, params string[] paths) =>
        $"<propSet><type>{type}</type>{string.Concat(paths.Select(p => $"<pathSet>{p.Replace("\"", "&quot;", StringComparison.Ordinal)}</pathSet>"))}</propSet>";

    public Task<TestExchange> TryCreateFilterAsync(string spec, bool partial = false) =>
        CallAsync($"<CreateFilter _NS><_this>{name}</_this><spec>{spec}</spec><partialUpdates>{(partial ? "true" : "false")}</partialUpdates></CreateFilter>");

    public async Task<string> CreateFilterAsync(string spec, bool partial = false) =>
        ReferenceOf(await TryCreateFilterAsync(spec, partial));

    public Task<string> WatchAsync(params string[] paths) => CreateFilterAsync(Paths(paths) + SessionManager);

    public Task<string> WatchPartiallyAsync(params string[] paths) => CreateFilterAsync(Paths(paths) + SessionManager, partial: true);

    public async Task<string> CheckAsync(string version = "") =>
        (await CallAsync($"<CheckForUpdates _NS><_this>{name}</_this><version>{version}</version></CheckForUpdates>")).Answer;

    public Task<TestExchange> WaitAsync(string version, string options = "", CancellationToken? clientGone = null) =>
        service.SendAsync(Request($"<WaitForUpdatesEx _NS><_this>{name}</_this><version>{version}</version>{options}</WaitForUpdatesEx>", clientGone));

    public Task<TestExchange> WaitOldAsync(string version) =>
        CallAsync($"<WaitForUpdates _NS><_this>{name}</_this><version>{version}</version></WaitForUpdates>");

    public Task<TestExchange> CancelAsync() => CallAsync($"<CancelWaitForUpdates _NS><_this>{name}</_this></CancelWaitForUpdates>");

    public Task<TestExchange> DestroyAsync() => CallAsync($"<DestroyPropertyCollector _NS><_this>{name}</_this></DestroyPropertyCollector>");

    public Task<TestExchange> DestroyFilterAsync(string filter) => CallAsync($"<DestroyPropertyFilter _NS><_this>{filter}</_this></DestroyPropertyFilter>");

    public async Task<Collector> NewAsync()
    {
        var answer = await CallAsync($"<CreatePropertyCollector _NS><_this>{name}</_this></CreatePropertyCollector>");
        return new Collector(service, cookie, ReferenceOf(answer));
    }

    public Task<TestExchange> CallAsync(string body) => service.CallAsync(body, cookie);

    public static string ReferenceOf(TestExchange answer) => Reference().Match(answer.Answer).Groups["value"].Value;

    public static string VersionOf(string answer) => Version().Match(answer).Groups["value"].Value;

    private TestExchange Request(string body, CancellationToken? clientGone)
    {
        var plain = TestService.Request(body, cookie);
        return new TestExchange { Body = plain.Body, ClientGone = clientGone }.With("SOAPAction", "urn:vim25/8.0.3.0").With("Cookie", cookie);
    }

    [GeneratedRegex("<returnval type=\"[A-Za-z]+\">(?<value>[^<]+)</returnval>")]
    private static partial Regex Reference();

    [GeneratedRegex("<version>(?<value>[^<]+)</version>")]
    private static partial Regex Version();
}
