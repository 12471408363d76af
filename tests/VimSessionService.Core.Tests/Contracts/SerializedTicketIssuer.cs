using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using VimSessionService.Core.Sessions.Tickets;

namespace VimSessionService.Core.Tests.Contracts;

/// <summary>An issuer that waits before each answer, keeps tickets as bytes only, and one list of them for each user.</summary>
internal sealed class SerializedTicketIssuer(TimeProvider time, int share) : ITicketIssuer, IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<string, byte[]> _rows = [];
    private readonly Dictionary<string, Queue<string>> _byOwner = [];

    public ValueTask<string> IssueAsync(TicketGrant grant, TimeSpan lifetime, CancellationToken cancellationToken) => OneAsync(
        () =>
        {
            var ticket = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
            if (!_byOwner.TryGetValue(grant.Owner, out var own))
                _byOwner.Add(grant.Owner, own = []);
            while (own.Count >= share)
                _rows.Remove(own.Dequeue());
            own.Enqueue(HashOf(ticket));
            _rows[HashOf(ticket)] = JsonSerializer.SerializeToUtf8Bytes(new Row(grant, time.GetUtcNow() + lifetime));
            return ticket;
        },
        cancellationToken);

    public ValueTask<TicketGrant?> FindAsync(string ticket, CancellationToken cancellationToken) => OneAsync(() => Find(ticket), cancellationToken);

    public ValueTask<TicketGrant?> RedeemAsync(string ticket, string purpose, CancellationToken cancellationToken) => OneAsync(
        () =>
        {
            if (Find(ticket) is not { } grant || grant.Purpose != purpose)
                return null;
            _rows.Remove(HashOf(ticket));
            return grant;
        },
        cancellationToken);

    public async ValueTask RevokeSessionAsync(string sessionKey, CancellationToken cancellationToken) => await OneAsync(
        () =>
        {
            foreach (var (hash, bytes) in _rows.ToList())
            {
                if (JsonSerializer.Deserialize<Row>(bytes)!.Grant.SessionKey == sessionKey)
                    _rows.Remove(hash);
            }

            return true;
        },
        cancellationToken);

    public void Dispose() => _one.Dispose();

    private static string HashOf(string ticket) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(ticket)));

    private TicketGrant? Find(string ticket) =>
        _rows.TryGetValue(HashOf(ticket), out var bytes) && JsonSerializer.Deserialize<Row>(bytes)! is var row && time.GetUtcNow() < row.Until ? row.Grant : null;

    private async ValueTask<T> OneAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await Task.Yield();
            return work();
        }
        finally
        {
            _one.Release();
        }
    }

    private sealed record Row(TicketGrant Grant, DateTimeOffset Until);
}
