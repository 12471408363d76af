using System.Text.RegularExpressions;

namespace VimSessionService.ClientTests.Harness;

/// <summary>
/// Runs each of a client's scripts once, on the service that it is for, whichever test asks for it first; and knows from the
/// service's own log which operations the client called.
/// </summary>
/// <param name="client">What runs the scripts.</param>
/// <param name="userAgent">How the client calls itself.</param>
public abstract partial class ScriptRuns(ClientProgram client, string userAgent) : IAsyncLifetime
{
    private readonly Dictionary<string, ClientRun> _runs = new(StringComparer.Ordinal);
    private readonly VCenter _usual = new();
    private readonly WholeVCenter _whole = new();

    /// <summary>The scripts for the service in its default form, by their paths under <c>Clients</c>.</summary>
    protected abstract IReadOnlyList<string> Usual { get; }

    /// <summary>The scripts for the service with everything that is off by default.</summary>
    protected abstract IReadOnlyList<string> Whole { get; }

    /// <summary>Starts the services.</summary>
    public async ValueTask InitializeAsync()
    {
        await _usual.InitializeAsync();
        await _whole.InitializeAsync();
    }

    /// <summary>Ends the services, which must end well.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _usual.DisposeAsync();
        await _whole.DisposeAsync();
    }

    /// <summary>Asserts that a script states so many facts.</summary>
    public async Task AssertAsync(string script, int facts) => (await RunAsync(script)).AssertFacts(facts, ServiceOf(script).Service);

    /// <summary>The operations that the client called in any of its scripts and that were answered without a fault.</summary>
    public async Task<IReadOnlySet<string>> CalledAsync()
    {
        foreach (var script in (IEnumerable<string>)[.. Usual, .. Whole])
            await RunAsync(script);
        var called = new HashSet<string>(StringComparer.Ordinal);
        foreach (var service in (VCenter[])[_usual, _whole])
        {
            foreach (var line in await service.Service.ReadLogAsync(TestContext.Current.CancellationToken))
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
            run = await Scripts.RunAsync(ServiceOf(script), client, script);
            _runs.Add(script, run);
        }

        return run;
    }
}
