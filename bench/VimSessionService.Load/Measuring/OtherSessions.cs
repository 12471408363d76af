using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Measuring;

/// <summary>The sessions that live beside the one of a scenario, for as long as it runs.</summary>
internal sealed class OtherSessions : IDisposable
{
    private readonly LoggedIn[] _sessions;

    /// <summary>Logs in as often as a scenario wants.</summary>
    public OtherSessions(ServerProcess service, Scenario scenario)
    {
        _sessions = new LoggedIn[scenario.OtherSessions];
        for (var i = 0; i < _sessions.Length; i++)
            _sessions[i] = new LoggedIn(service);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var session in _sessions)
            session.Dispose();
    }
}
