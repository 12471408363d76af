using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Sessions.Logins;

/// <summary>
/// Clone tickets: a session acquires one, and the client that presents it gets a session of the same identity, or its own session takes over that
/// identity (specification, AcquireCloneTicket and CloneSession). A ticket can be used once, on this service, until its session ends.
/// </summary>
/// <param name="sessions">The rules of sessions.</param>
/// <param name="store">Where sessions are kept.</param>
/// <param name="tickets">Issues and redeems.</param>
/// <param name="thumbprint">The server certificate's SHA-1 thumbprint, with colons, which binds a ticket to the service; null over plain HTTP.</param>
/// <param name="version">The server's version: up to 4.1 a ticket is <c>VCT-</c> and a UUID, and nothing else.</param>
internal sealed class SessionCloning(
    SessionService sessions, ISessionStore store, ITicketIssuer tickets, string? thumbprint, ApiVersion version = ApiVersions.Default)
{
    /// <summary>What a generic service ticket for CloneSession is good for.</summary>
    public const string ServiceTicketPurpose = "Vmomi CloneSession";

    private const string Purpose = "CloneSession";

    /// <summary>A ticket lives as long as its session; the bound only frees the memory of those that are never used.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly string _prefix = version <= ApiVersion.V4_1 ? "VCT-" : "cst-VCT-";
    private readonly string _suffix = thumbprint is null || version <= ApiVersion.V4_1 ? "" : "--tp-" + thumbprint.Replace(':', '-');

    /// <summary>A ticket for the caller's session, in the form <c>cst-VCT-52…--tp-AA-BB-…</c> (docs/facts/sessions.md).</summary>
    /// <exception cref="VimFaultException">NotAuthenticated without a session.</exception>
    public async ValueTask<string> AcquireAsync(CallContext call)
    {
        var session = sessions.SessionOf(call, Privileges.SystemView);
        var id = await tickets.IssueAsync(new TicketGrant(Purpose, session.Key, session.Data.User.UserName), Lifetime, call.Cancelled);
        if (await store.FindAsync(session.Key, call.Cancelled) is null)
            await tickets.RevokeSessionAsync(session.Key, call.Cancelled); // it ended before the ticket was there to be revoked
        return _prefix + id + _suffix;
    }

    /// <summary>Redeems a ticket: a clone ticket, or a generic service ticket for CloneSession.</summary>
    /// <exception cref="VimFaultException">InvalidLogin: the ticket was used, is of another service, or its session has ended.</exception>
    /// <exception cref="SessionCapReachedException">No further session is admitted.</exception>
    public async ValueTask<SessionOpened> CloneAsync(CallContext call, string ticket)
    {
        if (await SourceOfAsync(ticket, call.Cancelled) is not { } source)
            throw await sessions.RefuseCredentialsAsync(call, call.Session?.Data.User.UserName ?? "", "the clone ticket is not valid");
        if (call.Session is not { } own)
            return await sessions.BeginAsync(call, source.Data with { IpAddress = call.Client.IpAddress, UserAgent = call.Client.UserAgent.Truncate(Truncation.UserAgent) });
        var taken = source.Data;
        var changed = await store.UpdateAsync(own.Key, data => taken with { IpAddress = data.IpAddress, UserAgent = data.UserAgent }, call.Cancelled);
        return changed is not null ? new SessionOpened(changed, Token: null) : throw sessions.NotAuthenticated(Privileges.SystemView);
    }

    private async ValueTask<Session?> SourceOfAsync(string ticket, CancellationToken cancellationToken)
    {
        if (!ticket.StartsWith(_prefix, StringComparison.Ordinal))
            return await SourceOfAsync(ticket, ServiceTicketPurpose, cancellationToken);
        if (!ticket.EndsWith(_suffix, StringComparison.Ordinal) || ticket.Length <= _prefix.Length + _suffix.Length)
            return null;
        var id = ticket[_prefix.Length..^_suffix.Length];
        return await SourceOfAsync(id, Purpose, cancellationToken);
    }

    private async ValueTask<Session?> SourceOfAsync(string id, string purpose, CancellationToken cancellationToken) =>
        await tickets.RedeemAsync(id, purpose, cancellationToken) is { SessionKey: { } key }
            ? await store.FindAsync(key, cancellationToken)
            : null;
}
