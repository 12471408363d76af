using System.Text.RegularExpressions;

namespace VimSessionService.ClientTests.Harness;

/// <summary>
/// Runs each of a client's scripts once, on the service that it is for, whichever test asks for it first; and knows from the
/// service's own log which operations the client called.
/// </summary>
/// <param name="client">What runs the scripts.</param>
/// <param name="userAgent">How the client calls itself.</param>
/// <param name="shared">Services of several clients; null for services of this client's own.</param>
public abstract partial class ScriptRuns(ClientProgram client, string userAgent, ReplicatedVCenters? shared) : IAsyncDisposable
{
    private readonly Dictionary<string, ClientRun> _runs = new(StringComparer.Ordinal);
    private readonly VCenter _usual = shared?.Usual ?? new VCenter();
    private readonly VCenter _whole = shared?.Whole ?? new WholeVCenter();

    /// <summary>The scripts for the service in its default form, by their paths under <c>Clients</c>.</summary>
    protected abstract IReadOnlyList<string> Usual { get; }

    /// <summary>The scripts for the service with everything that is off by default.</summary>
    protected abstract IReadOnlyList<string> Whole { get; }

    /// <summary>The scripts that need another way to replicas than by requests, and why, in docs/replicas.md.</summary>
    protected abstract IReadOnlyDictionary<string, ClientRoute> Routes { get; }

    /// <summary>Ends the client's own services, which must end well.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (shared is not null)
            return;
        await _usual.DisposeAsync();
        await _whole.DisposeAsync();
    }

    /// <summary>Asserts that a script states so many facts.</summary>
    public async Task AssertAsync(string script, int facts) => (await RunAsync(script)).AssertFacts(facts, ServiceOf(script).Services);

    /// <summary>The operations that the client called in any of its scripts and that were answered without a fault.</summary>
    public async Task<IReadOnlySet<string>> CalledAsync()
    {
        foreach (var script in (IEnumerable<string>)[.. Usual, .. Whole])
            await RunAsync(script);
        var called = new HashSet<string>(StringComparer.Ordinal);
        foreach (var service in (VCenter[])[_usual, _whole])
        {
            foreach (var line in await service.ReadLogAsync(TestContext.Current.CancellationToken))
            {
                if (LoggedCall().Match(line) is { Success: true } call && call.Groups["agent"].Value.StartsWith(userAgent, StringComparison.OrdinalIgnoreCase))
                    called.Add(call.Groups["operation"].Value);
            }
        }

        return called;
    }

    [GeneratedRegex("^\\S+ INF (?<operation>\\w+) 200 in .* UserAgent=\"(?<agent>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LoggedCall();

    private VCenter ServiceOf(string script) => Whole.Contains(script) ? _whole : _usual;

    private async Task<ClientRun> RunAsync(string script)
    {
        if (!_runs.TryGetValue(script, out var run))
        {
            Assert.True(Usual.Contains(script) || Whole.Contains(script), $"{script} is listed for no service");
            await ServiceOf(script).InitializeAsync();
            run = await Scripts.RunAsync(ServiceOf(script), client, script, route: Routes.GetValueOrDefault(script));
            _runs.Add(script, run);
        }

        return run;
    }
}
