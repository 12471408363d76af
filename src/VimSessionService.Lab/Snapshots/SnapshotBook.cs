using VimSessionService.AdminClient.Limits;
using VimSessionService.AdminClient.Snapshots;
using VimSessionService.Core.AdvancedSettings;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Core.Tables;
using VimSessionService.Lab.Accounts;
using VimSessionService.Lab.Clock;
using VimSessionService.Lab.Limits;
using VimSessionService.Lab.Outages;
using VimSessionService.Lab.Rules;
using VimSessionService.Lab.Scenarios;
using VimSessionService.Vim25;

namespace VimSessionService.Lab.Snapshots;

/// <summary>Takes snapshots of the service, and brings it into the state of one, or into that of its start.</summary>
internal sealed class SnapshotBook(
    ServiceDirectory directory,
    InventoryTree inventory,
    ISessionStore sessions,
    AllSessions allSessions,
    ITicketIssuer tickets,
    LimitBook limits,
    ServiceMessage message,
    AccountLocks locks,
    LabClock clock,
    RuleBook rules,
    OutageSwitch outages,
    ServerAdvancedSettings advanced,
    ScenarioRunner scenario,
    ITableChanges tables,
    LocalReset local) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);

    // What replicas share is not there before they have started: a reset returns to what this one has of its own.
    private StartState? _start = tables is LocalTableChanges ? null : new StartState(directory.State, message.Text, limits.Current, advanced.Save());

    /// <summary>Takes note of the state that <see cref="ResetAsync"/> returns to. Done once, when the service starts.</summary>
    public void NoteStart() =>
        _start ??= new StartState(directory.State, message.Text, limits.Current, advanced.Save());

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    /// <summary>Takes a snapshot.</summary>
    /// <exception cref="NotSupportedException">The store of sessions or tickets is not the built-in one.</exception>
    public async ValueTask<Snapshot> TakeAsync(CancellationToken cancellationToken)
    {
        var (liveSessions, liveTickets) = (await SessionStates().SaveAsync(cancellationToken), await TicketStates().SaveAsync(cancellationToken));
        var savedRules = await rules.SaveAsync(cancellationToken);
        var (saved, now) = (directory.Save(), clock.GetUtcNow());
        var held = locks.Save().ToDictionary(static held => held.Name);
        return new Snapshot
        {
            Version = Snapshot.CurrentVersion,
            TakenAt = now,
            Message = message.Text,
            Limits = limits.Current,
            Lockout = SnapshotWriter.ToSetting(locks.Policy),
            Users = [.. saved.Accounts.Select(account => SnapshotWriter.ToUser(account, held.GetValueOrDefault(account.Name)))],
            Groups = [.. saved.Groups!.Select(SnapshotWriter.ToGroup)],
            Roles = [.. saved.Roles.Select(SnapshotWriter.ToRole)],
            Permissions = [.. saved.Permissions.Select(entry => SnapshotWriter.ToPermission(entry, directory.Roles.Find))],
            Extensions = [.. saved.Extensions.Select(SnapshotWriter.ToExtension)],
            Sessions = [.. liveSessions.Select(SnapshotWriter.ToSession)],
            Tickets = [.. liveTickets.Select(SnapshotWriter.ToTicket)],
            Rules = [.. savedRules.Select(SnapshotWriter.ToRule)],
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
            await tables.RunAsync(
                async _ =>
                {
                    Restore(saved);
                    locks.Policy = policy;
                    locks.Restore(SnapshotReader.ToLocks(snapshot.Users));
                    limits.Restore(snapshot.Limits);
                    message.Text = snapshot.Message;
                    if (savedRules is not null)
                        await rules.RestoreAsync(savedRules, cancellationToken);
                    if (snapshot.Outages is not null)
                        outages.Restore(snapshot.Outages);
                    return true;
                },
                cancellationToken);
            await sessionStates.RestoreAsync(liveSessions, CancellationToken.None);
            await ticketStates.RestoreAsync(liveTickets, CancellationToken.None);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Brings the service into the state of its start: no sessions, tickets, locks, rules, outages, tasks and remembered leaks, the inventory, the users, roles, permissions,
    /// extensions, limits and settings of then, and the real time; the scenarios of the start are applied again. Events and the journal stay.
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
            await sessionStates.RestoreAsync([], CancellationToken.None);
            await allSessions.EndSeparateAsync(SessionEnd.Terminated, CancellationToken.None);
            await ticketStates.RestoreAsync([], CancellationToken.None);
            await local.ResetSharedAsync(CancellationToken.None);
            await tables.RunAsync(
                then =>
                {
                    directory.Return(start.Directory);
                    locks.Policy = LockoutPolicy.Off;
                    locks.Restore([]);
                    limits.Restore(start.Limits);
                    message.Text = start.Message;
                    rules.Clear();
                    outages.StopAll();
                    advanced.Return(start.Settings);
                    local.Ask();
                    clock.ShowRealTime();
                    scenario.Restart(then);
                    return new ValueTask<bool>(true);
                },
                CancellationToken.None);
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
            outages.Check(savedOutages ?? []);
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

    private sealed record StartState(DirectoryState Directory, string Message, LimitValues Limits, IReadOnlyDictionary<string, object> Settings);
}
