using System.Globalization;
using System.Text;
using StackExchange.Redis;
using VimSessionService.Core.Sessions.Objects;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Records;
using VimSessionService.Redis.Replicas;

namespace VimSessionService.Redis.Objects;

/// <summary>The documents of what sessions have made, in the engine. They are removed by the script that ends the session.</summary>
internal sealed class RedisSessionObjects : ISessionObjectStore, IChangeTeller
{
    private static readonly EngineScript Read = Load("objects-read.lua");
    private static readonly EngineScript Find = Load("objects-find.lua");
    private static readonly EngineScript Write = Load("objects-write.lua");

    private readonly EngineConnection _engine;
    private readonly EngineKeys _keys;
    private readonly Replica _replica;
    private Action<SessionNotice>? _told;

    /// <summary>Makes those of a replica.</summary>
    public RedisSessionObjects(EngineConnection engine, EngineKeys keys, Replica replica)
    {
        _engine = engine;
        _keys = keys;
        _replica = replica;
        replica.Feed.TellBy(this);
        engine.Prepare([Read, Find, Write]);
    }

    /// <inheritdoc/>
    public ChangeKind Kind => ChangeKind.Objects;

    /// <inheritdoc/>
    public void Listen(Action<SessionNotice> told) => _told += told;

    /// <inheritdoc/>
    public async ValueTask<SessionDocuments?> ReadAsync(string sessionKey, long since, CancellationToken cancellationToken)
    {
        await _replica.EnsureAsync(cancellationToken);
        var answer = await _engine.RunAsync(Read, _keys.Sessions, SessionName.Either(sessionKey), since).WaitAsync(cancellationToken);
        if (answer.IsNull)
            return null;
        var parts = (RedisResult[])answer!;
        var documents = new List<ObjectDocument>((parts.Length - 1) / 3);
        for (var i = 1; i + 2 < parts.Length; i += 3)
        {
            var content = (byte[])parts[i + 2]!;
            documents.Add(new ObjectDocument((string)parts[i]!, (long)parts[i + 1], content.Length == 0 ? null : content[1..]));
        }

        return new SessionDocuments((long)parts[0], documents);
    }

    /// <inheritdoc/>
    public async ValueTask<ObjectDocument?> FindAsync(string sessionKey, string name, CancellationToken cancellationToken)
    {
        await _replica.EnsureAsync(cancellationToken);
        var answer = await _engine.RunAsync(Find, _keys.Sessions, SessionName.Either(sessionKey), name).WaitAsync(cancellationToken);
        if (answer.IsNull)
            return null;
        var text = (byte[])answer!;
        var blank = text.AsSpan().IndexOf((byte)' ');
        return new ObjectDocument(name, long.Parse(text.AsSpan(0, blank), NumberStyles.None, CultureInfo.InvariantCulture), text[(blank + 1)..]);
    }

    /// <inheritdoc/>
    public async ValueTask<long?> WriteAsync(string sessionKey, IReadOnlyList<DocumentWrite> writes, string? notice, CancellationToken cancellationToken)
    {
        await _replica.EnsureAsync(cancellationToken);
        var arguments = new RedisValue[3 + (3 * writes.Count)];
        (arguments[0], arguments[1], arguments[2]) = (SessionName.Either(sessionKey), _replica.Id, notice ?? RedisValue.EmptyString);
        for (var i = 0; i < writes.Count; i++)
        {
            arguments[3 + (3 * i)] = writes[i].Name;
            arguments[4 + (3 * i)] = writes[i].Expected ?? RedisValue.EmptyString;
            arguments[5 + (3 * i)] = writes[i].Content is { } content ? (byte[])[(byte)'+', .. content] : RedisValue.EmptyString;
        }

        var answer = await _engine.RunAsync(Write, _keys.Sessions, arguments).WaitAsync(cancellationToken);
        if (answer.IsNull)
            return 0;
        if ((string)answer! == "changed")
            return null;
        return (long)answer;
    }

    /// <inheritdoc/>
    public ValueTask TellAsync(Change change, bool isOwn)
    {
        if (!isOwn && long.TryParse(change.State, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            _told?.Invoke(new SessionNotice(SessionName.KeyOf(change.Key), version, Encoding.UTF8.GetString(change.Document)));
        return default;
    }

    /// <inheritdoc/>
    public ValueTask CatchUpAsync()
    {
        _told?.Invoke(new SessionNotice("", 0, ""));
        return default;
    }

    private static EngineScript Load(string name) => EngineScript.Load("session-keys.lua", "parse.lua", "state.lua", "common.lua", name);
}
