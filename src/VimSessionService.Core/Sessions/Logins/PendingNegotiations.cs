using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Expiry;

namespace VimSessionService.Core.Sessions.Logins;

/// <summary>
/// Negotiations that wait for their client's next token, each tied to the cookie that the challenge set (docs/facts/sessions.md). They are few and
/// short: one that is not over in time ends, and where there are too many, of a client or of all, see <see cref="SharedCapacity{T}"/>. Cookies
/// are kept as hashes.
/// </summary>
internal sealed class PendingNegotiations : IDisposable
{
    /// <summary>How long a negotiation may take from its first token to its last.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<SecretHash, PendingNegotiation> _byToken = [];
    private readonly SharedCapacity<PendingNegotiation> _room;
    private readonly ITimer _timer;

    /// <summary>Makes an empty set.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="limits">How many are kept; null for the usual limits.</param>
    /// <param name="logger">Where failures of the timer are logged; null for nowhere.</param>
    public PendingNegotiations(TimeProvider time, NegotiationLimits? limits = null, ILogger? logger = null)
    {
        limits ??= new();
        _time = time;
        _room = new SharedCapacity<PendingNegotiation>(limits.All, limits.OfAddress);
        _timer = BackgroundWork.CreateTimer(time, logger ?? NullLogger.Instance, "the end of negotiations", EndDue);
    }

    /// <summary>How many are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _room.Count;
        }
    }

    /// <summary>
    /// Finds the negotiation of a cookie and reserves it for the one call that takes its next token. False when another call has
    /// reserved it; true with null when there is none.
    /// </summary>
    /// <param name="cookies">The cookies that the client sent. That one of them could not be taken over any more does not matter: it could when the negotiation began.</param>
    /// <param name="network">Where the call comes from. A negotiation that began elsewhere is not found: the cookie may be stolen or planted.</param>
    /// <param name="found">The negotiation, and the cookie that it is tied to.</param>
    internal bool TryReserve(IReadOnlyList<SessionToken> cookies, string network, out (PendingNegotiation Negotiation, SessionToken Cookie)? found)
    {
        found = null;
        lock (_lock)
        {
            foreach (var cookie in cookies)
            {
                if (!SecretHash.TryOf(cookie.Reveal(), out var hash) || !_byToken.TryGetValue(hash, out var known) || known.Network != network)
                    continue;
                if (known.IsReserved)
                    return false;
                if (known.Entry.Deadline <= _time.GetTimestamp())
                {
                    Remove(known);
                    continue;
                }

                known.IsReserved = true;
                found = (known, cookie);
                return true;
            }
        }

        return true;
    }

    /// <summary>Keeps a negotiation that began with this call until its client comes again. What the cookie was tied to before ends.</summary>
    internal void Add(SessionToken cookie, string network, INegotiation negotiation)
    {
        if (!SecretHash.TryOf(cookie.Reveal(), out var hash))
            throw new ArgumentException("Not a session token.", nameof(cookie));
        var added = new PendingNegotiation(negotiation, hash, network, _time.GetTimestamp() + (long)(Lifetime.TotalSeconds * _time.TimestampFrequency));
        lock (_lock)
        {
            if (_byToken.TryGetValue(hash, out var before))
                Remove(before);
            if (_room.Add(added.Entry) is { } displaced)
                Forget(displaced);
            _byToken.Add(hash, added);
            if (_room.Count == 1)
                Sleep();
        }
    }

    /// <summary>Keeps a reserved negotiation for the token after this; false if it has expired or was displaced meanwhile.</summary>
    internal bool TryRelease(PendingNegotiation reserved)
    {
        lock (_lock)
        {
            if (!reserved.IsKept)
                return false;
            reserved.IsReserved = false;
            return true;
        }
    }

    /// <summary>Ends a reserved negotiation.</summary>
    internal void End(PendingNegotiation reserved)
    {
        lock (_lock)
        {
            reserved.IsReserved = false;
            Remove(reserved);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            while (_room.First is { } first)
                Remove(first.Value);
        }
    }

    private void EndDue()
    {
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            while (_room.First is { } first && first.Deadline <= now)
                Remove(first.Value);
            Sleep();
        }
    }

    /// <summary>Has the timer look again when the oldest is due; one that ended before its time moves nothing.</summary>
    private void Sleep()
    {
        if (_room.First is not { } first)
            return;
        var left = TimeSpan.FromSeconds((double)(first.Deadline - _time.GetTimestamp()) / _time.TimestampFrequency);
        try
        {
            _timer.Change(left > ShortestSleep ? left : ShortestSleep, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // The service stops.
        }
    }

    private void Remove(PendingNegotiation known)
    {
        if (known.IsKept)
            _room.Remove(known.Entry);
        Forget(known);
    }

    /// <summary>Removes a negotiation that was displaced. A call that has reserved it continues with it, and disposes it.</summary>
    private void Forget(PendingNegotiation known)
    {
        if (known.IsKept)
            _byToken.Remove(known.Hash);
        known.IsKept = false;
        if (!known.IsReserved)
            known.Negotiation.Dispose();
    }
}
