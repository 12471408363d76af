using VimSessionService.Load.Measuring;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Suites;

/// <summary>A server under the load of one scenario, and what its turns gave.</summary>
internal sealed class Contestant : IDisposable
{
    private readonly ServerProcess _server;
    private readonly OtherSessions? _others;
    private readonly LoggedIn? _session;
    private readonly Caller[] _callers;

    /// <summary>Connects to a server.</summary>
    public Contestant(ServerProcess server, Scenario scenario, bool isFloor, int connections)
    {
        _server = server;
        _others = isFloor ? null : new OtherSessions(server, scenario);
        _session = scenario.NeedsSession && !isFloor ? new LoggedIn(server) : null;
        _callers = new Caller[connections];
        for (var i = 0; i < connections; i++)
            _callers[i] = new Caller(server.Connect(), scenario, isFloor, _session, i);
    }

    /// <summary>What its turns gave.</summary>
    public List<LoadResult> Results { get; } = [];

    /// <summary>Takes a turn.</summary>
    public void Take(TimeSpan duration) => Results.Add(LoadRun.Run(_server, _callers, duration));

    /// <summary>Its requests for a second of processor time as a part of the floor's, turn by turn.</summary>
    public List<double> RatiosTo(Contestant floor) =>
        [.. Results.Zip(floor.Results, (own, other) => own.RequestsPerProcessorSecond / other.RequestsPerProcessorSecond)];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var caller in _callers)
        {
            caller.Finish();
            caller.Dispose();
        }

        _session?.Dispose();
        _others?.Dispose();
    }
}
