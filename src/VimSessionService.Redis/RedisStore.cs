using VimSessionService.Core.Sessions;
using VimSessionService.Identity.Keys;
using VimSessionService.Redis.Clock;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Secrets;

namespace VimSessionService.Redis;

/// <summary>The engine that holds the state of an instance: Redis, Valkey or Garnet. Nothing is connected before the service starts.</summary>
public sealed class RedisStore : IAsyncDisposable
{
    /// <summary>The shortest key, in bytes.</summary>
    public const int MinKeyLength = InstanceSecrets.MinLength;

    private readonly InstanceSecrets _secrets;

    /// <summary>Names an engine.</summary>
    /// <param name="address">Where it is, and which instance in it.</param>
    /// <param name="key">The secret that all replicas of the instance are given and the engine is not; at least <see cref="MinKeyLength"/> bytes.</param>
    /// <exception cref="ArgumentException">The key is too short.</exception>
    public RedisStore(StoreAddress address, ReadOnlySpan<byte> key)
    {
        ArgumentNullException.ThrowIfNull(address);
        Address = address;
        _secrets = new InstanceSecrets(key, address.Prefix);
        Keys = new EngineKeys(address.Prefix);
    }

    /// <summary>Where it is.</summary>
    public StoreAddress Address { get; }

    /// <summary>
    /// How many replicas of the engine must have a change that must not be lost, such as a login, before it is answered; 0, the default, for none. Those that do not have it within two seconds make
    /// the answer 503. The engine needs the command WAIT.
    /// </summary>
    public int AcknowledgedBy
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>The clock of the engine, which is to be the service's, so that all replicas have one.</summary>
    public TimeProvider Clock => EngineClock;

    /// <summary>The UUID of the instance: the same on all replicas, since it follows from the key and the prefix.</summary>
    public Guid InstanceUuid => _secrets.InstanceUuid;

    /// <summary>The secret that session tokens are signed with: the same on all replicas.</summary>
    internal ISessionTokenKey TokenKey => _secrets;

    internal EngineClock EngineClock { get; } = new();

    internal EngineConnection Engine => field ??= new EngineConnection(Address, AcknowledgedBy > 0 ? new AcknowledgedWrites(Address, AcknowledgedBy, Keys.Counters) : null);

    internal EngineKeys Keys { get; }

    /// <summary>What encrypts for the engine.</summary>
    internal InstanceSecrets Secrets => _secrets;

    /// <summary>The signing keys of the security token service.</summary>
    internal IKeyFile SigningKeys => field ??= new EngineKeyFile(Engine, Keys, _secrets);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
