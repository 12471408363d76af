using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Admin.Files;
using VimSessionService.Admin.Tests.AtEachDoor;
using VimSessionService.AdminClient.Journal;
using VimSessionService.AdminClient.Rules;
using VimSessionService.AdminClient.Snapshots;
using VimSessionService.Core.Directory;
using VimSessionService.Lab.Scenarios;

namespace VimSessionService.Admin.Tests.Snapshots;

/// <summary>A service, and the clients that have sessions of it.</summary>
/// <param name="host">The service.</param>
/// <param name="time">The clock that is the real one to it.</param>
/// <param name="admin">The operations of the admin API that were called.</param>
internal sealed partial class SeenHost(LabHost host, FakeTimeProvider time, AdminCalls admin) : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>By how much the journal has more or fewer calls of a rule than the rule has counted, since one of them was changed.</summary>
    private readonly Dictionary<string, long> _apart = new(StringComparer.Ordinal);

    private int _forgotten;

    /// <summary>The service.</summary>
    public LabHost Host => host;

    /// <summary>Every session that was opened, also those that have ended.</summary>
    public List<DoorSession> Sessions { get; } = [];

    /// <summary>Every clone ticket that was given out.</summary>
    public List<string> Tickets { get; } = [];

    /// <summary>How many calls were made by other ways than those that the host counts.</summary>
    public int OtherCalls { get; private set; }

    /// <summary>The calls that were made since the journal was cleared.</summary>
    public int Calls => host.Calls + OtherCalls - _forgotten;

    /// <summary>The operations of the admin API that were called and not refused.</summary>
    public ICollection<string> AdminOperations => admin.Done;

    /// <summary>A state that was kept, to be brought back later.</summary>
    public Snapshot? Kept { get; private set; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<SeenHost> StartAsync(int seed)
    {
        var (time, admin) = (new FakeTimeProvider(Start), new AdminCalls());
        var service = await DoorRequest.StartHostAsync(
            time,
            services => services.AddSingleton<IStartupFilter>(admin).AddSingleton<IReloadableFiles>(static provider => new RolesFile(provider.GetRequiredService<RoleDirectory>())),
            options => options.Emulation.Seed = seed);
        var host = new SeenHost(service, time, admin);
        await host.Host.Api.FreezeClockAsync(Cancelled);
        return host;
    }

    /// <summary>Real time passes. What is due meanwhile has been done.</summary>
    public async Task PassAsync(TimeSpan duration)
    {
        time.Advance(duration);
        await host.App.Services.GetRequiredService<ScenarioRunner>().Running.WaitAsync(Cancelled);
    }

    /// <summary>Keeps the state.</summary>
    public async Task KeepAsync() => Kept = await host.Api.TakeSnapshotAsync(Cancelled);

    /// <summary>Clears the journal.</summary>
    public async Task ClearJournalAsync()
    {
        await host.Api.ClearJournalAsync(Cancelled);
        _forgotten = host.Calls + OtherCalls;
        await CountAnewAsync();
    }

    /// <summary>Changes the rules or their counts, of which the journal knows nothing.</summary>
    public async Task ChangeRulesAsync(Func<AdminClient.AdminApiClient, Task> change)
    {
        await change(host.Api);
        await CountAnewAsync();
    }

    /// <summary>Each rule was applied to as many calls as the journal has, and no more often than it may.</summary>
    public async Task AssertRulesAsync()
    {
        foreach (var rule in await RulesAsync())
        {
            Assert.InRange(rule.Applied, 0, rule.Matched);
            Assert.InRange(rule.Applied, 0, rule.Rule.Calls?.Times ?? long.MaxValue);
            Assert.Equal(rule.Applied + _apart.GetValueOrDefault(rule.Rule.Id!), await CountOfAsync(rule));
        }
    }

    /// <summary>Logs in at a door; gives what the client is answered.</summary>
    public async Task<string> LoginAsync(string door, string user, string password)
    {
        var (status, content, token) = await DoorSession.TryOpenAsync(host, door, user, password);
        Count(door);
        if (token is not null)
            Sessions.Add(new DoorSession(door, token));
        return $"{status} {(token is null ? content : "")}";
    }

    /// <summary>Makes a SOAP call in a session; none for one that is of another door, or that there is not.</summary>
    public async Task<string> CallAsync(string body, int session)
    {
        var cookie = session >= 0 && session < Sessions.Count && Sessions[session].Door == "soap" ? Sessions[session].Token : null;
        var (status, content, _) = await host.CallAsync(body, cookie);
        return Made().Replace($"{(int)status} {content}", "*");
    }

    /// <summary>Makes the call that random rules are for, in one of the latest sessions.</summary>
    public Task<string> AskTimeAsync(int session) =>
        CallAsync("<CurrentTime xmlns=\"urn:vim25\"><_this type=\"ServiceInstance\">ServiceInstance</_this></CurrentTime>", Sessions.Count - 1 - session);

    /// <summary>Makes a request to a door without sessions; gives the status.</summary>
    public async Task<string> RequestAsync(string request)
    {
        OtherCalls++;
        return $"{(await DoorRequest.Find(request).SendAsync(host)).Status}";
    }

    /// <summary>Everything that the clients can read.</summary>
    public async Task<List<string>> SeeAsync()
    {
        List<string> seen = [];
        for (var i = 0; i < Sessions.Count; i++)
        {
            var (status, content) = await Sessions[i].CallAsync(host);
            Count(Sessions[i].Door);
            seen.Add($"{i} {Sessions[i].Door}: {status} {content}");
            if (Sessions[i].Door != "soap")
                continue;
            foreach (var (type, target, property) in Readable)
                seen.Add($"{i} {target}.{property}: {await CallAsync($"<Fetch xmlns=\"urn:vim25\"><_this type=\"{type}\">{target}</_this><prop>{property}</prop></Fetch>", i)}");
            seen.Add($"{i} permissions: {await CallAsync("<RetrieveAllPermissions xmlns=\"urn:vim25\"><_this type=\"AuthorizationManager\">AuthorizationManager</_this></RetrieveAllPermissions>", i)}");
            seen.Add($"{i} users: {await CallAsync("<RetrieveUserGroups xmlns=\"urn:vim25\"><_this type=\"UserDirectory\">UserDirectory</_this><searchStr></searchStr><exactMatch>false</exactMatch><findUsers>true</findUsers><findGroups>true</findGroups></RetrieveUserGroups>", i)}");
        }

        return seen;
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    /// <summary>The properties that clients read. Events and settings are in no snapshot: a restore leaves them as they are.</summary>
    public static (string Type, string Target, string Property)[] Readable { get; } =
    [
        ("SessionManager", "SessionManager", "currentSession"), ("SessionManager", "SessionManager", "sessionList"), ("SessionManager", "SessionManager", "message"),
        ("SessionManager", "SessionManager", "defaultLocale"), ("AuthorizationManager", "AuthorizationManager", "roleList"), ("AuthorizationManager", "AuthorizationManager", "privilegeList"),
        ("ExtensionManager", "ExtensionManager", "extensionList"), ("OptionManager", "VpxSettings", "setting"), ("EventManager", "EventManager", "latestEvent"),
        ("PropertyCollector", "propertyCollector", "filter"), ("UserDirectory", "UserDirectory", "domainList"),
    ];

    /// <summary>The names of filters and the like, which are random even with a seed.</summary>
    [GeneratedRegex(@"(?<=session\[[^\]]*\])[0-9a-f-]{36}", RegexOptions.None, 5_000)]
    private static partial Regex Made();

    private async Task CountAnewAsync()
    {
        foreach (var rule in await RulesAsync())
            _apart[rule.Rule.Id!] = await CountOfAsync(rule) - rule.Applied;
    }

    private async Task<IReadOnlyList<RuleInfo>> RulesAsync() => (await host.Api.ListRulesAsync(Cancelled)).Rules;

    private async Task<long> CountOfAsync(RuleInfo rule) => (await host.Api.CountJournalAsync(new JournalQuery { Rule = rule.Rule.Id }, Cancelled)).Count;

    private void Count(string door)
    {
        if (door != "soap")
            OtherCalls++; // the host counts its SOAP calls itself
    }
}
