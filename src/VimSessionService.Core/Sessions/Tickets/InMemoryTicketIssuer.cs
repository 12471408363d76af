using VimSessionService.Core.Expiry;

namespace VimSessionService.Core.Sessions.Tickets;

/// <summary>
/// Keeps the tickets of one process, as hashes. A ticket has the shape of real ones (docs/facts/sessions.md), a UUID's layout with 120
/// random bits. Each user has a share of the capacity; when there are too many, see <see cref="SharedCapacity{T}"/>.
/// </summary>
internal sealed class InMemoryTicketIssuer : ITicketIssuer, ITicketStateStore
{
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly Func<string> _newId;
    private readonly Lock _lock = new();
    private readonly Dictionary<SecretHash, Ticket> _byHash = [];
    private readonly Dictionary<string, HashSet<Ticket>> _bySession = new(StringComparer.Ordinal);
    private readonly SharedCapacity<Ticket> _room;

    /// <summary>Makes an issuer.</summary>
    /// <param name="time">The clock of lifetimes.</param>
    /// <param name="capacity">How many tickets are kept.</param>
    /// <param name="share">How many of them are one user's; by default a tenth.</param>
    /// <param name="newId">Makes the text of a ticket; by default <see cref="VimUuid.Create"/>.</param>
    public InMemoryTicketIssuer(TimeProvider time, int capacity = 10_000, int? share = null, Func<string>? newId = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _time = time;
        _newId = newId ?? (static () => VimUuid.Create());
        _room = new SharedCapacity<Ticket>(capacity, share ?? Math.Max(1, capacity / 10));
    }

    /// <summary>How many tickets are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _room.Count;
        }
    }

    /// <summary>Issues a ticket.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is not above zero, or longer than a day.</exception>
    public ValueTask<string> IssueAsync(TicketGrant grant, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, LongestLifetime);
        cancellationToken.ThrowIfCancellationRequested();
        var text = _newId();
        SecretHash.TryOf(text, out var hash);
        var now = _time.GetTimestamp();
        var ticket = new Ticket(hash, grant, DeadlineOf(now, lifetime));
        lock (_lock)
        {
            RemoveDue(now);
            Add(ticket);
        }

        return new(text);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SavedTicket>> SaveAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = _time.GetTimestamp();
        lock (_lock)
        {
            RemoveDue(now);
            return new(
            [
                .. _byHash.Values
                    .Select(ticket => (ticket.Entry.Deadline, Saved: new SavedTicket(ticket.Hash.Encode(), ticket.Grant, _time.GetElapsedTime(now, ticket.Entry.Deadline))))
                    .OrderBy(static ticket => ticket.Deadline).ThenBy(static ticket => ticket.Saved.Hash, StringComparer.Ordinal).Select(static ticket => ticket.Saved),
            ]);
        }
    }

    /// <inheritdoc/>
    public ValueTask RestoreAsync(IReadOnlyList<SavedTicket> tickets, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = _time.GetTimestamp();
        Ticket[] restored =
        [
            .. tickets.Select(saved => new Ticket(
                SecretHash.TryDecode(saved.Hash, out var hash) ? hash : throw new FormatException("Not the hash of a ticket."), saved.Grant, DeadlineOf(now, saved.Rest))),
        ];
        lock (_lock)
        {
            foreach (var ticket in _byHash.Values.ToArray())
                Remove(ticket);
            foreach (var ticket in restored)
                Add(ticket);
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<bool> ExpireAsync(string hash, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!SecretHash.TryDecode(hash, out var decoded) || !_byHash.TryGetValue(decoded, out var ticket))
                return new(false);
            Remove(ticket);
            return new(ticket.Entry.Deadline > _time.GetTimestamp());
        }
    }

    /// <inheritdoc/>
    public ValueTask<TicketGrant?> FindAsync(string ticket, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!SecretHash.TryOf(ticket, out var hash))
            return default;
        lock (_lock)
            return new(_byHash.TryGetValue(hash, out var found) && found.Entry.Deadline > _time.GetTimestamp() ? found.Grant : null);
    }

    /// <inheritdoc/>
    public ValueTask<TicketGrant?> RedeemAsync(string ticket, string purpose, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!SecretHash.TryOf(ticket, out var hash))
            return default;
        lock (_lock)
        {
            if (!_byHash.TryGetValue(hash, out var found) || found.Grant.Purpose != purpose)
                return default;
            Remove(found);
            return new(found.Entry.Deadline > _time.GetTimestamp() ? found.Grant : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask RevokeSessionAsync(string sessionKey, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_bySession.TryGetValue(sessionKey, out var ofSession))
            {
                foreach (var ticket in ofSession.ToArray())
                    Remove(ticket);
            }
        }

        return default;
    }

    private long DeadlineOf(long now, TimeSpan lifetime) => now + (long)(lifetime.TotalSeconds * _time.TimestampFrequency);

    private void RemoveDue(long now)
    {
        while (_room.First is { } first && first.Deadline <= now)
            Remove(first.Value);
    }

    private void Add(Ticket ticket)
    {
        if (_room.Add(ticket.Entry) is { } displaced)
            Forget(displaced);
        _byHash[ticket.Hash] = ticket;
        if (ticket.Grant.SessionKey is not { } key)
            return;
        if (!_bySession.TryGetValue(key, out var ofSession))
            _bySession.Add(key, ofSession = []);
        ofSession.Add(ticket);
    }

    private void Remove(Ticket ticket)
    {
        _room.Remove(ticket.Entry);
        Forget(ticket);
    }

    private void Forget(Ticket ticket)
    {
        _byHash.Remove(ticket.Hash);
        if (ticket.Grant.SessionKey is { } key && _bySession.TryGetValue(key, out var ofSession) && ofSession.Remove(ticket) && ofSession.Count == 0)
            _bySession.Remove(key);
    }

    private sealed class Ticket
    {
        public Ticket(SecretHash hash, TicketGrant grant, long deadline)
        {
            Hash = hash;
            Grant = grant;
            Entry = new SharedCapacity<Ticket>.Entry(grant.Owner, this, deadline);
        }

        public SecretHash Hash { get; }

        public TicketGrant Grant { get; }

        public SharedCapacity<Ticket>.Entry Entry { get; }
    }
}
