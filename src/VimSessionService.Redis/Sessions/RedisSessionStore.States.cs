using System.Globalization;
using StackExchange.Redis;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Records;

namespace VimSessionService.Redis.Sessions;

/// <summary>What an operator does with the sessions in the engine. Each session is changed by one script; all together are not one step.</summary>
internal sealed partial class RedisSessionStore : ISessionStateStore
{
    /// <inheritdoc/>
    public async ValueTask<bool> SetIdleAsync(string key, TimeSpan idle, CancellationToken cancellationToken)
    {
        if (await ReadAsync(key, cancellationToken) is null)
            return false;
        var (now, timeout, life) = _expiry.Measures;
        var answer = PartsOf(await _engine.RunAsync(
            SessionScripts.SetIdle, _keys.Sessions, SessionName.Either(key), now - idle.Ticks, StateTime.Write(now - idle.Ticks, _timeline.Utc - idle.Ticks, _replica.Form), timeout, life));
        if (answer is null)
            return false;
        _expiry.Expect((long)answer[1]);
        await _expiry.SweepAsync();
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SavedSession>> SaveAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _replica.EnsureAsync(cancellationToken);
        await _expiry.SweepAsync();
        var (now, idle, life) = _expiry.Measures;
        var answer = (RedisResult[])(await _engine.RunAsync(SessionScripts.List, _keys.Sessions, now, idle, life).WaitAsync(cancellationToken))!;
        var found = new List<(long Number, SavedSession Saved)>(answer.Length / 3);
        for (var i = 0; i + 2 < answer.Length; i += 3)
        {
            var (document, state) = (new SessionDocument((byte[])answer[i + 2]!), (string)answer[i + 1]!);
            var session = document.ToSession(SessionName.KeyOf((string)answer[i]!), state);
            var parts = state.Split(' ', 5);
            found.Add((document.Number, new SavedSession(session, SessionOwner.Save(document.Owner, session.Data.User.UserName), Since(parts[1], now), Since(parts[3], now), document.TokenHashes)));
        }

        found.Sort(static (x, y) => x.Number.CompareTo(y.Number));
        return found.ConvertAll(static row => row.Saved);
    }

    /// <inheritdoc/>
    public async ValueTask RestoreAsync(IReadOnlyList<SavedSession> sessions, CancellationToken cancellationToken)
    {
        var wanted = sessions.Select(static saved => saved.Session.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var live in await ListAsync(cancellationToken))
        {
            if (!wanted.Contains(live.Key))
                await RemoveAsync(live.Key, SessionEnd.Terminated, CancellationToken.None);
        }

        foreach (var saved in sessions)
            await RestoreAsync(saved);
        await _expiry.SweepAsync();
    }

    private static TimeSpan Since(string then, long now) => TimeSpan.FromTicks(Math.Max(0, now - long.Parse(then, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)));

    private async Task RestoreAsync(SavedSession saved)
    {
        var session = saved.Session;
        var now = _timeline.Now;
        var (last, began) = (now - saved.Idle.Ticks, now - saved.Age.Ticks);
        var form = _replica.Form;
        var order = _expiry.OrderOf(last, began);
        var answer = (RedisResult[])(await _engine.RunAsync(
            _scripts.Restore,
            _keys.Sessions,
            [
                SessionName.Either(session.Key), SessionName.Of(session.Key, form), last, StateTime.Write(last, saved.LastActiveAt(new DateTime(_timeline.Utc, DateTimeKind.Utc)).Ticks, form), began, session.CallCount,
                SessionOwner.Of(saved.Owner), order, _replica.Id, SessionDocument.Encode(session.Data, session.LoginTime.Ticks, form), form,
                .. saved.Decode().Select(static hash => (RedisValue)hash.ToArray()),
            ]))!;
        _expiry.Expect(order);
        var restored = new SessionDocument((byte[])answer[1]!);
        await _telling.ChangedAsync(restored.ToSession(session.Key, (string)answer[2]!), (long)answer[0], restored.Number);
    }
}
