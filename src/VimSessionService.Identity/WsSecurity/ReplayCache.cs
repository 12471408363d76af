using System.Buffers.Binary;
using System.Security.Cryptography;
using VimSessionService.Core.Expiry;

namespace VimSessionService.Identity.WsSecurity;

/// <summary>Remembers in the memory of the process what may be used once. Its capacity is shared as in <see cref="SharedCapacity{T}"/>.</summary>
/// <param name="time">The clock.</param>
/// <param name="capacity">How many are remembered at most, of all principals.</param>
internal sealed class ReplayCache(TimeProvider time, int capacity) : IReplayMemory
{
    /// <summary>Of how many principals it is kept separately until when everything is refused; beyond that one time holds for all.</summary>
    private const int MostRefusing = 10_000;

    private readonly Lock _gate = new();
    private readonly HashSet<UInt128> _seen = [];
    private readonly SharedCapacity<Used> _room = new(capacity, Math.Max(1, capacity / 2));
    private readonly Dictionary<string, DateTimeOffset> _forgotten = new(StringComparer.OrdinalIgnoreCase);
    private DateTimeOffset _forgottenOfAny = DateTimeOffset.MinValue;

    /// <inheritdoc/>
    public ValueTask<Remembered> RememberAsync(ReadOnlyMemory<byte> what, DateTimeOffset until, string principal, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Remember(what.Span, until, principal));
    }

    /// <summary>Remembers something for a time.</summary>
    /// <inheritdoc cref="RememberAsync"/>
    public Remembered Remember(ReadOnlySpan<byte> what, DateTimeOffset until, string principal)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(what, hash);
        var key = BinaryPrimitives.ReadUInt128LittleEndian(hash);
        lock (_gate)
        {
            var now = time.GetUtcNow();
            RemoveEnded(now);
            if (_seen.Contains(key))
                return Remembered.Again;
            if (until <= _forgottenOfAny || until <= ForgottenOf(principal, now))
                return Remembered.Full;
            if (_room.DisplacedBy(principal) is { } displaced)
            {
                var isOwn = string.Equals(displaced.OwnerName, principal, StringComparison.OrdinalIgnoreCase);
                if (isOwn && until <= displaced.Value.Until)
                    return Remembered.Full;
                _seen.Remove(displaced.Value.Key);
                Forget(displaced.OwnerName, displaced.Value.Until);
            }

            _room.Add(new SharedCapacity<Used>.Entry(principal, new Used(key, until), until.UtcTicks));
            _seen.Add(key);
            return Remembered.New;
        }
    }

    private void RemoveEnded(DateTimeOffset now)
    {
        while (_room.First is { } first && first.Value.Until < now)
        {
            _room.Remove(first);
            _seen.Remove(first.Value.Key);
        }
    }

    /// <summary>The latest end of what was forgotten of a principal.</summary>
    private DateTimeOffset ForgottenOf(string principal, DateTimeOffset now)
    {
        if (!_forgotten.TryGetValue(principal, out var end))
            return DateTimeOffset.MinValue;
        if (end < now)
            _forgotten.Remove(principal);
        return end;
    }

    private void Forget(string principal, DateTimeOffset until)
    {
        if (_forgotten.TryGetValue(principal, out var end) && end > until)
            return;
        _forgotten[principal] = until;
        if (_forgotten.Count <= MostRefusing)
            return;
        _forgottenOfAny = _forgotten.Values.Append(_forgottenOfAny).Max();
        _forgotten.Clear();
    }

    private sealed record Used(UInt128 Key, DateTimeOffset Until);
}
