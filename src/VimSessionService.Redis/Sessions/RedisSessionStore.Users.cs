using StackExchange.Redis;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Records;
using VimSessionService.Redis.Replicas;

namespace VimSessionService.Redis.Sessions;

/// <summary>
/// Sessions by their users. The engine has no index of users, which would cost bytes for each session. This replica has one since the first question, by what it hears of sessions;
/// what it has not heard yet is asked for with each question. What is found so is looked at in the engine.
/// </summary>
internal sealed partial class RedisSessionStore : IUserSessions
{
    /// <summary>More than any replica is behind that is not about to lose its lease.</summary>
    private const int MostUnheard = 2000;

    /// <inheritdoc/>
    public async ValueTask<Session?> FindOfUserAsync(AccountName user, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _replica.EnsureAsync(cancellationToken);
        while (true)
        {
            var users = _telling.Users;
            await users.EnsureAsync(async () => (await ReadAllAsync(CancellationToken.None)).Select(static row => Indexed(row.Session, row.Number)), cancellationToken);
            var made = users.Generation;
            if (await UnheardAsync(user, cancellationToken) is not { } unheard)
                return (await ListAsync(cancellationToken)).FirstOrDefault(session => IsOf(session, user));
            if (await FirstAsync(users, unheard, user, cancellationToken) is { } found)
                return found;
            if (users.Generation == made)
                return null; // otherwise changes were missed meanwhile, and with them the index was dropped
        }
    }

    private static IndexedSession Indexed(Session session, long login) => new(session.Key, session.Data.User.UserName, login);

    private static bool IsOf(Session session, AccountName user) => AccountName.Of(session.Data.User.UserName).Equals(user);

    private async ValueTask<Session?> FirstAsync(UserIndex users, Queue<IndexedPlace> unheard, AccountName user, CancellationToken cancellationToken)
    {
        for (var after = long.MinValue; ;)
        {
            while (unheard.TryPeek(out var passed) && passed.Number <= after)
                unheard.Dequeue();
            var heard = users.Next(user, after);
            if ((unheard.TryPeek(out var other) && !(heard?.Number <= other.Number) ? other : heard) is not { } next)
                return null;
            if (await FindAsync(next.Key, cancellationToken) is not { } session)
                users.Remove(next);
            else if (IsOf(session, user))
                return session;
            after = next.Number;
        }
    }

    /// <summary>The sessions of a user among those that began or changed and that this replica has not heard of, in the order of their logins; null when there are too many changes.</summary>
    private async ValueTask<Queue<IndexedPlace>?> UnheardAsync(AccountName user, CancellationToken cancellationToken)
    {
        var answer = await _engine.RunAsync(SessionScripts.Unheard, _keys.Replicas, _replica.Id, _telling.Heard, MostUnheard).WaitAsync(cancellationToken);
        if (answer.IsNull)
            return null;
        var parts = (RedisResult[])answer!;
        var found = new List<IndexedPlace>();
        for (var i = 0; i + 1 < parts.Length; i += 2)
        {
            if (Change.Parse((long)parts[i], (byte[])parts[i + 1]!) is not { Kind: ChangeKind.Session, EndReason: null } change || change.IsApart != _keys.IsApart)
                continue;
            var document = new SessionDocument(change.Document);
            if (AccountName.Of(document.Data.User.UserName).Equals(user))
                found.Add(new IndexedPlace(SessionName.KeyOf(change.Key), document.Number));
        }

        return new Queue<IndexedPlace>(found.OrderBy(static place => place.Number));
    }
}
