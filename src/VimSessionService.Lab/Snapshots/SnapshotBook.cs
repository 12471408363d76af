using VimSessionService.AdminClient.Snapshots;
using VimSessionService.Core.AdvancedSettings;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Lab.Accounts;
using VimSessionService.Lab.Clock;
using VimSessionService.Lab.Leaks;
using VimSessionService.Lab.Outages;
using VimSessionService.Lab.Rules;
using VimSessionService.Lab.Scenarios;
using VimSessionService.ManagedObjects.Registration;
using VimSessionService.Vim25;

namespace VimSessionService.Lab.Snapshots;

/// <summary>Takes snapshots of the service, and brings it into the state of one, or into that of its start.</summary>
internal sealed class SnapshotBook(
    ServiceDirectory directory,
    InventoryTree inventory,
    ISessionStore sessions,
    AllSessions allSessions,
    ITicketIssuer tickets,
    SessionSettings settings,
    ServiceMessage message,
    AccountLocks locks,
    LabClock clock,
    RuleBook rules,
    OutageSwitch outages,
    SessionLedger ledger,
    ServerAdvancedSettings advanced,
    ServiceObjects objects,
    ScenarioRunner scenario) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private StartState? _start;

    /// <summary>Takes note of the state that <see cref="ResetAsync"/> returns to. Done once, when the service starts.</summary>
    public void NoteStart() =>
        _start ??= new StartState(directory.State, message.Text, settings.MaxSessions, settings.MaxUserSessions, settings.IdleTimeout, settings.MaxLifetime, advanced.Save());

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    /// <summary>Takes a snapshot.</summary>
    /// <exception cref="NotSupportedException">The store of sessions or tickets is not the built-in one.</exception>
    public Snapshot Take()
    {
        var (saved, now) = (directory.Save(), clock.GetUtcNow());
        var held = locks.Save().ToDictionary(static held => held.Name);
        return new Snapshot
        {
            Version = Snapshot.CurrentVersion,
            TakenAt = now,
            Message = message.Text,
            Limits = SnapshotWriter.ToLimits(settings),
            Lockout = SnapshotWriter.ToSetting(locks.Policy),
            Users = [.. saved.Accounts.Select(account => SnapshotWriter.ToUser(account, held.GetValueOrDefault(account.Name)))],
            Roles = [.. saved.Roles.Select(SnapshotWriter.ToRole)],
            Permissions = [.. saved.Permissions.Select(entry => SnapshotWriter.ToPermission(entry, directory.Roles.Find))],
            Extensions = [.. saved.Extensions.Select(SnapshotWriter.ToExtension)],
            Sessions = [.. SessionStates().Save().Select(SnapshotWriter.ToSession)],
            Tickets = [.. TicketStates().Save().Select(SnapshotWriter.ToTicket)],
            Rules = [.. rules.Save().Select(rule => SnapshotWriter.ToRule(rule.ToSaved(now)))],
            Outages = [.. outages.List().Select(outage => SnapshotWriter.ToOutage(outage, now))],
        };
    }

    /// <summary>
    /// Brings the service into the state of a snapshot. What is in that state already is left alone: a session that lives keeps its views and filters. Events,
    /// the journal, the clock and the steps of a scenario stay as they are, and so do rules and outages where the snapshot is of a version without them.
    /// </summary>
    /// <exception cref="SnapshotException">It cannot be used. Nothing was changed.</exception>
    /// <exception cref="NotSupportedException">The store of sessions or tickets is not the built-in one.</exception>
    public async Task RestoreAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (snapshot.Version is not (Snapshot.VersionWithoutRules or Snapshot.CurrentVersion))
            throw new SnapshotException("#/version", $"is {snapshot.Version}, which this service does not read", [$"{Snapshot.VersionWithoutRules}", $"{Snapshot.CurrentVersion}"]);
        SnapshotReader.CheckLimits(snapshot.Limits);
        var policy = SnapshotReader.ToPolicy(snapshot.Lockout, "#/lockout");
        var saved = SnapshotReader.ToDirectory(snapshot, value => inventory.Find(value)?.Reference);
        var savedRules = snapshot.Rules?.Select(static rule => new SavedRule(rule.Rule, rule.ExpiresIn, rule.Matched, rule.Applied)).ToArray();
        Check(savedRules, snapshot.Outages);
        var (liveSessions, liveTickets) = (SnapshotReader.ToSessions(snapshot), SnapshotReader.ToTickets(snapshot));
        var (sessionStates, ticketStates) = (SessionStates(), TicketStates());
        await _gate.WaitAsync(cancellationToken);
        try
        {
            Restore(saved);
            locks.Policy = policy;
            locks.Restore(SnapshotReader.ToLocks(snapshot.Users));
            settings.MaxSessions = snapshot.Limits.MaxSessions;
            settings.MaxUserSessions = snapshot.Limits.MaxUserSessions;
            settings.IdleTimeout = snapshot.Limits.IdleTimeout;
            settings.MaxLifetime = snapshot.Limits.MaxLifetime;
            message.Text = snapshot.Message;
            await sessionStates.RestoreAsync(liveSessions);
            ticketStates.Restore(liveTickets);
            if (savedRules is not null)
                rules.Restore(savedRules);
            if (snapshot.Outages is not null)
                outages.Restore(snapshot.Outages);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Brings the service into the state of its start: no sessions, tickets, locks, rules, outages, tasks and remembered leaks, the inventory, the users, roles, permissions,
    /// extensions, limits and settings of then, and the real time; the scenarios of the start are applied again. Events and the journal go on.
    /// </summary>
    /// <exception cref="NotSupportedException">The store of sessions or tickets is not the built-in one.</exception>
    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        var (sessionStates, ticketStates) = (SessionStates(), TicketStates());
        var start = _start ?? throw new InvalidOperationException("The service has not started.");
        await _gate.WaitAsync(cancellationToken);
        try
        {
            scenario.End();
            await sessionStates.RestoreAsync([]);
            await allSessions.EndSeparateAsync(SessionEnd.Terminated, CancellationToken.None);
            ticketStates.Restore([]);
            directory.Return(start.Directory);
            locks.Policy = LockoutPolicy.Off;
            locks.Restore([]);
            settings.MaxSessions = start.MaxSessions;
            settings.MaxUserSessions = start.MaxUserSessions;
            settings.IdleTimeout = start.IdleTimeout;
            settings.MaxLifetime = start.MaxLifetime;
            message.Text = start.Message;
            rules.Clear();
            objects.Served?.Tasks.Reset();
            objects.Served?.Edits.Reset();
            outages.StopAll();
            ledger.ForgetExpired();
            advanced.Return(start.Settings);
            clock.ShowRealTime();
            scenario.Restart();
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Check(IReadOnlyList<SavedRule>? savedRules, IReadOnlyList<SnapshotOutage>? savedOutages)
    {
        try
        {
            rules.Check(savedRules ?? []);
            OutageSwitch.Check(savedOutages ?? []);
        }
        catch (RefusedException refused)
        {
            throw new SnapshotException("#/" + refused.Place, refused.Detail, refused.Allowed);
        }
    }

    private void Restore(SavedDirectory saved)
    {
        try
        {
            directory.Restore(saved);
        }
        catch (ArgumentException refused)
        {
            throw new SnapshotException("#", refused.Message);
        }
        catch (VimFaultException refused)
        {
            throw new SnapshotException("#/permissions", refused.Message);
        }
    }

    private ISessionStateStore SessionStates() =>
        sessions as ISessionStateStore ?? throw new NotSupportedException("The session store of this service is not the built-in one: its sessions cannot be saved, restored or reset.");

    private ITicketStateStore TicketStates() =>
        tickets as ITicketStateStore ?? throw new NotSupportedException("The ticket issuer of this service is not the built-in one: its tickets cannot be saved, restored or reset.");

    private sealed record StartState(DirectoryState Directory, string Message, int MaxSessions, int MaxUserSessions, TimeSpan IdleTimeout, TimeSpan MaxLifetime, IReadOnlyDictionary<string, object> Settings);
}
