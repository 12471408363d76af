using VimSessionService.AdminClient.Outages;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Tables;
using VimSessionService.Endpoint.Doors;

namespace VimSessionService.Lab.Outages;

/// <summary>Does to clients what a restart of the service does.</summary>
/// <param name="outages">Refuses connections meanwhile.</param>
/// <param name="tables">Makes the changes.</param>
/// <param name="store">The sessions.</param>
/// <param name="sessions">Posts that the server has come up.</param>
internal sealed class ServiceRestart(OutageSwitch outages, ITableChanges tables, AllSessions store, SessionService sessions)
{
    /// <summary>Refuses a time that connections cannot be refused for.</summary>
    /// <param name="downFor">The time.</param>
    /// <param name="doors">The doors.</param>
    /// <exception cref="RefusedException">It is one.</exception>
    public static void Check(TimeSpan downFor, DoorTable doors)
    {
        try
        {
            OutageSwitch.Check(new OutageSpec { Mode = OutageMode.Refuse, For = downFor }, doors);
        }
        catch (RefusedException refused)
        {
            throw new RefusedException("downFor", refused.Detail);
        }
    }

    /// <summary>Restarts.</summary>
    /// <exception cref="RefusedException">The time cannot be used; nothing is done.</exception>
    public async Task<RestartInfo> RunAsync(RestartSpec spec, CancellationToken cancellationToken)
    {
        if (spec.DownFor is { } time)
            Check(time, outages.Doors);
        var outage = await tables.RunAsync(
            () =>
            {
                var begun = spec.DownFor is { } downFor ? outages.Start(new OutageSpec { Mode = OutageMode.Refuse, For = downFor }) : null;
                outages.CutConnections();
                return begun;
            },
            cancellationToken);
        var lost = 0;
        foreach (var session in spec.KeepSessions ? [] : await store.ListAsync(cancellationToken))
        {
            if (await store.RemoveAsync(session.Key, SessionEnd.LostInRestart, CancellationToken.None))
                lost++;
        }

        sessions.NoteStart();
        return new RestartInfo(lost) { Outage = outage };
    }
}
