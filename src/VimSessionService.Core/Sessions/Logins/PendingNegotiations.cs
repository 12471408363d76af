using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VimSessionService.Core.Expiry;

namespace VimSessionService.Core.Sessions.Logins;

/// <summary>
/// Negotiations that wait for their client's next token: those of LoginBySSPI, and apart from them those of the security token service. They are few
/// and short: one that is not over in time ends, and where there are too many, of a client or of all, see <see cref="SharedCapacity{T}"/>. Each is given
/// to one call at a time, and is disposed of once: by the set, or by the call that took it.
/// </summary>
/// <typeparam name="TName">What they are found by.</typeparam>
/// <typeparam name="T">What is kept of one; to dispose of it ends the negotiation.</typeparam>
internal sealed class PendingNegotiations<TName, T> : IDisposable
    where TName : notnull
    where T : class, IDisposable
{
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly long _lifetime;
    private readonly Lock _lock = new();
    private readonly Dictionary<TName, List<PendingNegotiation<TName, T>>> _byName = [];
    private readonly SharedCapacity<PendingNegotiation<TName, T>> _room;
    private readonly ITimer _timer;

    /// <summary>Makes an empty set.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="lifetime">How long one is kept after it was added.</param>
    /// <param name="limits">How many are kept.</param>
    /// <param name="sizes">How much their messages may have; null where that does not matter.</param>
    /// <param name="logger">Where failures of the timer are logged; null for nowhere.</param>
    public PendingNegotiations(TimeProvider time, TimeSpan lifetime, NegotiationLimits limits, SizeLimits? sizes = null, ILogger? logger = null)
    {
        _time = time;
        _lifetime = (long)(lifetime.TotalSeconds * time.TimestampFrequency);
        _room = new(limits.All, limits.OfAddress, sizes);
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

    /// <summary>Keeps a negotiation until its client comes again.</summary>
    /// <param name="name">What it is found by.</param>
    /// <param name="network">Whose share it counts to; see <see cref="ClientInfo.Network"/>.</param>
    /// <param name="kept">The negotiation.</param>
    /// <param name="size">How large its message is, where sizes are limited.</param>
    /// <param name="replaces">Which one of the same name ends; null for any.</param>
    internal void Add(TName name, string network, T kept, long size = 0, Predicate<T>? replaces = null)
    {
        lock (_lock)
        {
            EndOverdue();
            var added = new PendingNegotiation<TName, T>(name, kept, network, _time.GetTimestamp() + _lifetime, size);
            if (Last(name, other => replaces?.Invoke(other.Kept) ?? true) is { } same)
                Remove(same);
            while (_room.DisplacedBy(network, size) is { } displaced)
                Remove(displaced.Value);
            _room.Add(added.Entry);
            ref var named = ref CollectionsMarshal.GetValueRefOrAddDefault(_byName, name, out _);
            (named ??= []).Add(added);
            if (_room.Count == 1)
                Sleep();
        }
    }

    /// <summary>
    /// Reserves a negotiation for the one call that takes its next token; it keeps its place and its end. False when another call has reserved it; true with null when there is none.
    /// </summary>
    /// <param name="name">What it is found by.</param>
    /// <param name="network">Where the call comes from. A negotiation that began elsewhere is not found: the name may be stolen or planted.</param>
    /// <param name="reserved">The negotiation.</param>
    internal bool TryReserve(TName name, string network, out PendingNegotiation<TName, T>? reserved)
    {
        lock (_lock)
        {
            EndOverdue();
            reserved = Last(name, one => one.Entry.OwnerName == network);
            if (reserved is null)
                return true;
            if (reserved.IsReserved)
            {
                reserved = null;
                return false;
            }

            return reserved.IsReserved = true;
        }
    }

    /// <summary>Keeps a reserved negotiation for the token after this; false if it has expired or was displaced meanwhile.</summary>
    internal bool TryRelease(PendingNegotiation<TName, T> reserved)
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
    internal void End(PendingNegotiation<TName, T> reserved)
    {
        lock (_lock)
        {
            reserved.IsReserved = false;
            Remove(reserved);
        }
    }

    /// <summary>Gives a negotiation to the caller, who disposes of it or adds it again; of several the one that was added last. Null for none.</summary>
    internal T? Take(TName name, Predicate<T> isMeant)
    {
        lock (_lock)
        {
            EndOverdue();
            if (Last(name, one => !one.IsReserved && isMeant(one.Kept)) is not { } taken)
                return null;
            Forget(taken);
            return taken.Kept;
        }
    }

    /// <summary>The negotiation of a name that was added last, which stays; null for none.</summary>
    internal T? Find(TName name)
    {
        lock (_lock)
            return Last(name, static _ => true)?.Kept;
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
            EndOverdue();
            Sleep();
        }
    }

    private void EndOverdue()
    {
        var now = _time.GetTimestamp();
        while (_room.First is { } first && first.Deadline <= now)
            Remove(first.Value);
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

    private PendingNegotiation<TName, T>? Last(TName name, Predicate<PendingNegotiation<TName, T>> isMeant) => _byName.GetValueOrDefault(name)?.FindLast(isMeant);

    /// <summary>Removes a negotiation. A call that has reserved it continues with it, and disposes of it by <see cref="End"/>.</summary>
    private void Remove(PendingNegotiation<TName, T> known)
    {
        if (known.IsKept)
            Forget(known);
        if (!known.IsReserved)
            known.Kept.Dispose();
    }

    private void Forget(PendingNegotiation<TName, T> known)
    {
        known.IsKept = false;
        _room.Remove(known.Entry);
        var named = _byName[known.Name];
        named.Remove(known);
        if (named.Count == 0)
            _byName.Remove(known.Name);
    }
}
