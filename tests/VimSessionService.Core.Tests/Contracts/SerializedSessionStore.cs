using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;

namespace VimSessionService.Core.Tests.Contracts;

/// <summary>
/// A store that is unlike the built-in one in everything but the contract: it waits before each answer, keeps sessions as bytes only, allows one
/// operation at a time, and notices expiry only when it is asked something.
/// </summary>
internal sealed class SerializedSessionStore(TimeProvider time, SessionLimits settings, SessionNotifications notifications) : IWithdrawingStore, IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<string, byte[]> _rows = [];
    private readonly Dictionary<string, string> _keysByToken = [];
    private readonly Dictionary<string, DateTime> _endedTokens = [];
    private long _lastNumber;

    public bool PostsEvents { get; init; }

    public bool WithdrawsTickets { get; init; }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public ValueTask<Session?> AddAsync(SessionData data, IReadOnlyList<SessionToken> tokens, CancellationToken cancellationToken) => OneAsync<Session?>(
        told =>
        {
            var rows = Rows();
            var owner = data.User.UserName.ToUpperInvariant();
            var reserved = data.IsAdministrator ? 0 : Math.Min(settings.ReservedSessions, settings.MaxSessions / 10);
            if (settings.MaxSessions > 0 && rows.Count >= settings.MaxSessions - reserved)
                return null;
            if (!data.IsAdministrator && settings.MaxUserSessions > 0 && rows.Count(row => row.Owner == owner) >= settings.MaxUserSessions)
                return null;
            var session = new Session { Key = SessionKey.Create(), Data = data, LoginTime = Now, LastActiveTime = Now, CallCount = 0 };
            string[] hashes = [.. tokens.Select(HashOf)];
            Write(new Row(session, owner, ++_lastNumber, 0, hashes));
            foreach (var hash in hashes)
                _keysByToken.TryAdd(hash, session.Key);
            told.Add(() => notifications.ChangedAsync(session));
            return session;
        },
        cancellationToken);

    public ValueTask<Session?> EnterAsync(SessionToken token, CancellationToken cancellationToken) => OneAsync(
        _ =>
        {
            if (!_keysByToken.TryGetValue(HashOf(token), out var key) || Read(key) is not { } row)
                return null;
            var entered = row.Session with { CallCount = row.Session.CallCount + 1, LastActiveTime = Now };
            Write(row with { Session = entered, InFlight = row.InFlight + 1 });
            return entered;
        },
        cancellationToken);

    public ValueTask<bool> LeaveAsync(string key) => OneAsync(
        _ =>
        {
            if (Read(key) is not { } row)
                return false;
            Write(row with { Session = row.Session with { LastActiveTime = Now }, InFlight = Math.Max(0, row.InFlight - 1) });
            return true;
        },
        CancellationToken.None);

    public ValueTask<Session?> FindAsync(string key, CancellationToken cancellationToken) => OneAsync(_ => Read(key)?.Session, cancellationToken);

    public ValueTask<IReadOnlyList<Session>> ListAsync(CancellationToken cancellationToken) => OneAsync<IReadOnlyList<Session>>(
        _ => [.. Rows().OrderBy(static row => row.Number).Select(static row => row.Session)], cancellationToken);

    public ValueTask<Session?> UpdateAsync(string key, Func<SessionData, SessionData> change, CancellationToken cancellationToken) => OneAsync(
        told =>
        {
            if (Read(key) is not { } row)
                return null;
            var changed = row.Session with { Data = change(row.Session.Data) };
            Write(row with { Session = changed });
            told.Add(() => notifications.ChangedAsync(changed));
            return changed;
        },
        cancellationToken);

    public ValueTask<bool> HasEndedLatelyAsync(SessionToken token, CancellationToken cancellationToken) => OneAsync(
        _ => _endedTokens.TryGetValue(HashOf(token), out var ended) && Now - ended < CookieAdoption.Lifetime, cancellationToken);

    public ValueTask<bool> RemoveAsync(string key, SessionEnd reason, CancellationToken cancellationToken) => OneAsync(
        told =>
        {
            if (Read(key) is not { } row)
                return false;
            End(row, reason, told);
            return true;
        },
        cancellationToken);

    public void Dispose() => _one.Dispose();

    private static string HashOf(SessionToken token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token.Reveal())));

    /// <summary>Does one operation, and sends its notifications when the next may begin.</summary>
    private async ValueTask<T> OneAsync<T>(Func<List<Func<ValueTask>>, T> work, CancellationToken cancellationToken)
    {
        var told = new List<Func<ValueTask>>();
        T result;
        await _one.WaitAsync(cancellationToken);
        try
        {
            await Task.Yield();
            foreach (var row in Rows().Where(row => row.InFlight == 0 && Now - row.Session.LastActiveTime >= settings.IdleTimeout).ToList())
                End(row, SessionEnd.Expired, told);
            result = work(told);
        }
        finally
        {
            _one.Release();
        }

        foreach (var tell in told)
            await tell();
        return result;
    }

    private void End(Row row, SessionEnd reason, List<Func<ValueTask>> told)
    {
        _rows.Remove(row.Session.Key);
        foreach (var hash in row.Tokens)
        {
            if (_keysByToken.GetValueOrDefault(hash) == row.Session.Key)
                _keysByToken.Remove(hash);
            if (Now - row.Session.LoginTime >= CookieAdoption.Lifetime / 2)
                _endedTokens[hash] = Now;
        }

        told.Add(() => notifications.EndedAsync(row.Session, reason, endedHere: true));
    }

    private List<Row> Rows() => [.. _rows.Values.Select(static bytes => JsonSerializer.Deserialize<Row>(bytes)!)];

    private Row? Read(string key) => _rows.TryGetValue(key, out var bytes) ? JsonSerializer.Deserialize<Row>(bytes) : null;

    private void Write(Row row) => _rows[row.Session.Key] = JsonSerializer.SerializeToUtf8Bytes(row);

    private sealed record Row(Session Session, string Owner, long Number, int InFlight, string[] Tokens);
}
