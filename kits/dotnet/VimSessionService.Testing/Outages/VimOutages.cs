using VimSessionService.AdminClient;
using VimSessionService.AdminClient.Outages;
using VimSessionService.Lab.Outages;
using VimSessionService.Testing.Hosting;

namespace VimSessionService.Testing.Outages;

/// <summary>Outages of the vCenter, or of one of its doors while the others are well.</summary>
public sealed class VimOutages
{
    private readonly OutageSwitch _switch;
    private readonly AdminApiClient _admin;

    internal VimOutages(OutageSwitch outages, AdminApiClient admin) => (_switch, _admin) = (outages, admin);

    /// <summary>Begins an outage, until the result is disposed of, <see cref="Stop"/> is called, or its time is over.</summary>
    /// <param name="mode">What clients get.</param>
    /// <param name="doors">What is out: <c>soap</c>, <c>vi-json</c>, <c>rest</c>, <c>json-rpc</c>, <c>sts</c>, <c>lookup</c>, <c>ticketed</c>; nothing for all of them.</param>
    /// <exception cref="ArgumentException">There is no such door.</exception>
    public Outage Start(OutageMode mode, params string[] doors) => Start(new OutageSpec { Mode = mode, Doors = doors is [] ? null : doors });

    /// <summary>Begins an outage that ends by itself.</summary>
    /// <param name="mode">What clients get.</param>
    /// <param name="duration">How long, on the clock of the vCenter.</param>
    /// <param name="doors">What is out; nothing for everything.</param>
    /// <exception cref="ArgumentException">There is no such door, or the time is not longer than zero.</exception>
    public Outage Start(OutageMode mode, TimeSpan duration, params string[] doors) =>
        Start(new OutageSpec { Mode = mode, Doors = doors is [] ? null : doors, For = duration });

    /// <summary>Begins an outage that is described as the admin API does.</summary>
    /// <exception cref="ArgumentException">It cannot be used.</exception>
    public Outage Start(OutageSpec outage) => new(_switch, Refusal.Explain(() => _switch.Start(outage)));

    /// <summary>The outages that are going on, with the number of requests that they have met.</summary>
    public IReadOnlyList<OutageInfo> List() => _switch.List();

    /// <summary>Ends all outages.</summary>
    public void Stop() => _switch.StopAll();

    /// <summary>Does to clients what a restart of the vCenter does: connections are reset, and sessions are lost.</summary>
    /// <param name="keepSessions">Whether the sessions are still there afterwards; those of a vCenter are not.</param>
    /// <param name="downFor">How long connections are refused, on the clock of the vCenter; null for not at all.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<RestartInfo> RestartAsync(bool keepSessions = false, TimeSpan? downFor = null, CancellationToken cancellationToken = default) =>
        _admin.RestartAsync(new RestartSpec { KeepSessions = keepSessions, DownFor = downFor }, cancellationToken);
}
