using System.Globalization;
using StackExchange.Redis;
using VimSessionService.Core;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Redis.Clock;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Replicas;

namespace VimSessionService.Redis.Tickets;

/// <summary>Keeps tickets in the engine, as hashes. Each operation is one script, so of those that redeem one ticket on whatever replicas one succeeds.</summary>
/// <param name="engine">The engine.</param>
/// <param name="keys">The keys of the instance.</param>
/// <param name="replica">This process.</param>
/// <param name="timeline">The moments that the replicas share.</param>
/// <param name="capacity">How many tickets are kept.</param>
/// <param name="share">How many of them are one owner's.</param>
/// <param name="newId">Makes the text of a ticket; null for <see cref="VimUuid"/>.</param>
internal sealed class RedisTicketIssuer(
    EngineConnection engine, EngineKeys keys, Replica replica, SharedTimeline timeline, int capacity = 10_000, int share = 1000, Func<string>? newId = null) : ITicketIssuer, ITicketStateStore
{
    private const string NoSession = "-";

    private static readonly EngineScript Issue = Load("issue.lua").Lasting();
    private static readonly EngineScript Inspect = Load("inspect.lua");
    private static readonly EngineScript Redeem = Load("redeem.lua").Lasting();
    private static readonly EngineScript Revoke = Load("revoke.lua").Lasting();
    private static readonly EngineScript End = Load("expire.lua").Lasting();
    private static readonly EngineScript Replace = Load("restore-tickets.lua").Lasting();
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(1);

    private readonly Func<string> _newId = newId ?? (static () => VimUuid.Create());

    /// <inheritdoc/>
    public async ValueTask<string> IssueAsync(TicketGrant grant, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, LongestLifetime);
        cancellationToken.ThrowIfCancellationRequested();
        await replica.EnsureAsync(cancellationToken);
        var text = _newId();
        SecretHash.TryOf(text, out var hash);
        var now = timeline.Now;
        await engine.RunAsync(
            Issue,
            keys.Tickets,
            hash.Encode(),
            now,
            now + lifetime.Ticks,
            OwnerOf(grant),
            SessionOf(grant),
            Encode(grant),
            capacity,
            share).WaitAsync(cancellationToken);
        return text;
    }

    /// <inheritdoc/>
    public async ValueTask<TicketGrant?> FindAsync(string ticket, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!SecretHash.TryOf(ticket, out var hash))
            return null;
        await replica.EnsureAsync(cancellationToken);
        return Decode(await engine.RunAsync(Inspect, keys.Tickets, hash.Encode(), timeline.Now).WaitAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask<TicketGrant?> RedeemAsync(string ticket, string purpose, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!SecretHash.TryOf(ticket, out var hash))
            return null;
        await replica.EnsureAsync(cancellationToken);
        return Decode(await engine.RunAsync(Redeem, keys.Tickets, hash.Encode(), timeline.Now, Escape(purpose)).WaitAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask RevokeSessionAsync(string sessionKey, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await replica.EnsureAsync(cancellationToken);
        await engine.RunAsync(Revoke, keys.Tickets, Escape(sessionKey)).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SavedTicket>> SaveAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await replica.EnsureAsync(cancellationToken);
        var now = timeline.Now;
        var found = new List<(long Deadline, SavedTicket Saved)>();
        foreach (var entry in await engine.AskAsync(database => database.HashGetAllAsync(keys.Tickets[0])).WaitAsync(cancellationToken))
        {
            var text = entry.Value.ToString();
            var line = text.IndexOf('\n', StringComparison.Ordinal);
            var deadline = long.Parse(text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal)), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            if (deadline > now && Decode(text[(line + 1)..]) is { } grant)
                found.Add((deadline, new SavedTicket(entry.Name.ToString(), grant, TimeSpan.FromTicks(deadline - now))));
        }

        return [.. found.OrderBy(static ticket => ticket.Deadline).ThenBy(static ticket => ticket.Saved.Hash, StringComparer.Ordinal).Select(static ticket => ticket.Saved)];
    }

    /// <inheritdoc/>
    public async ValueTask RestoreAsync(IReadOnlyList<SavedTicket> tickets, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await replica.EnsureAsync(cancellationToken);
        var now = timeline.Now;
        await engine.RunAsync(Replace, keys.Tickets, [.. tickets.DistinctBy(static ticket => ticket.Hash, StringComparer.OrdinalIgnoreCase).Take(capacity).SelectMany(ticket => new RedisValue[]
        {
            ticket.Hash.ToLowerInvariant(), now + ticket.Rest.Ticks, OwnerOf(ticket.Grant), SessionOf(ticket.Grant), Encode(ticket.Grant),
        })]);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ExpireAsync(string hash, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!SavedTicket.IsHash(hash))
            return false;
        await replica.EnsureAsync(cancellationToken);
        return (int)await engine.RunAsync(End, keys.Tickets, hash.ToLowerInvariant(), timeline.Now) == 1;
    }

    private static EngineScript Load(string name) => EngineScript.Load("ticket-keys.lua", "tickets.lua", name);

    private static string OwnerOf(TicketGrant grant) => Escape(grant.Owner.ToUpperInvariant());

    private static string SessionOf(TicketGrant grant) => grant.SessionKey is { } key ? Escape(key) : NoSession;

    /// <summary>The session, the user and the purpose, each escaped and in a line; a later version may add lines. Whoever redeems a ticket has its purpose compared by the engine.</summary>
    private static string Encode(TicketGrant grant) =>
        $"{SessionOf(grant)}\n{Escape(grant.UserName)}\n{Escape(grant.Purpose)}";

    private static TicketGrant? Decode(RedisResult answer) => Decode((string?)answer);

    private static TicketGrant? Decode(string? grant) => grant?.Split('\n') is [var session, var user, var purpose, ..]
        ? new TicketGrant(Uri.UnescapeDataString(purpose), session == NoSession ? null : Uri.UnescapeDataString(session), Uri.UnescapeDataString(user))
        : null;

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
