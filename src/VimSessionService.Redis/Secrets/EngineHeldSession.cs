using System.Security.Cryptography;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Replicas;

namespace VimSessionService.Redis.Secrets;

/// <summary>The session that all replicas hold, in the engine: its key and its token, encrypted.</summary>
internal sealed class EngineHeldSession : IHeldSession
{
    private const string Field = "held-session";

    private static readonly EngineScript Replace = EngineScript.Load("replace.lua").Lasting();

    private readonly EngineConnection _engine;
    private readonly EngineKeys _keys;
    private readonly Replica _replica;
    private readonly InstanceSecrets _secrets;
    private byte[]? _read;

    /// <summary>Makes it.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="keys">The keys of the instance.</param>
    /// <param name="replica">This process.</param>
    /// <param name="secrets">What encrypts it.</param>
    public EngineHeldSession(EngineConnection engine, EngineKeys keys, Replica replica, InstanceSecrets secrets)
    {
        (_engine, _keys, _replica, _secrets) = (engine, keys, replica, secrets);
        engine.Prepare([Replace]);
    }

    /// <inheritdoc/>
    public async ValueTask<HeldSession?> ReadAsync(CancellationToken cancellationToken)
    {
        await _replica.EnsureAsync(cancellationToken);
        _read = await _engine.AskAsync(async database => (byte[]?)await database.HashGetAsync(_keys.Secrets, Field)).WaitAsync(cancellationToken);
        return _read is null ? null : Open(_read);
    }

    /// <inheritdoc/>
    public async ValueTask<HeldSession> HoldAsync(HeldSession session)
    {
        var held = (byte[])(await _engine.RunAsync(Replace, [_keys.Secrets], Field, _read ?? [], _secrets.Seal($"{session.Key}\n{session.Token.Reveal()}")))!;
        return Open(held);
    }

    private HeldSession Open(byte[] held)
    {
        try
        {
            return _secrets.Open(held).Split('\n') is [var key, var token] ? new HeldSession(key, new SessionToken(token)) : throw new CryptographicException("It is no session with its token.");
        }
        catch (CryptographicException failure)
        {
            throw new InvalidOperationException("The common session in the state engine was encrypted with another store key. Give all replicas the same key, or another prefix.", failure);
        }
    }
}
