using System.Security.Cryptography;
using StackExchange.Redis;
using VimSessionService.Identity.WsSecurity;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Replicas;

namespace VimSessionService.Redis.Replays;

/// <summary>Remembers in the engine what may be used once: of several replicas that are shown it at once, one is the first. Nothing is accepted while the engine cannot be asked.</summary>
/// <param name="engine">The engine.</param>
/// <param name="keys">The keys of this memory.</param>
/// <param name="replica">This process.</param>
/// <param name="time">The service's clock.</param>
/// <param name="capacity">How much is remembered at most, of all principals.</param>
internal sealed class RedisReplayMemory(EngineConnection engine, RedisKey[] keys, Replica replica, TimeProvider time, int capacity) : IReplayMemory
{
    /// <summary>Of how many principals it is kept separately until when everything is refused; beyond that one time holds for all.</summary>
    private const int MostRefusing = 10_000;

    private static readonly EngineScript Script = EngineScript.Load("remember.lua").Lasting();

    /// <summary>The three memories of an instance, each with these limits; null for the usual ones.</summary>
    public static ReplayMemories Create(EngineConnection engine, EngineKeys keys, Replica replica, TimeProvider time, ReplayLimits? limits = null)
    {
        var capacity = (limits ?? new()).All;
        engine.Prepare([Script]);
        return new ReplayMemories(Of("login-messages"), Of("login-assertions"), Of("sts-messages"));

        RedisReplayMemory Of(string name) => new(engine, keys.Replays(name), replica, time, capacity);
    }

    /// <inheritdoc/>
    public async ValueTask<Remembered> RememberAsync(ReadOnlyMemory<byte> what, DateTimeOffset until, string principal, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await replica.EnsureAsync(cancellationToken);
        // Milliseconds, in which scripts compute exactly; the end is rounded up.
        var answer = await engine.RunAsync(
            Script,
            keys,
            Convert.ToHexStringLower(SHA256.HashData(what.Span)),
            time.GetUtcNow().ToUnixTimeMilliseconds(),
            until.AddTicks(TimeSpan.TicksPerMillisecond - 1).ToUnixTimeMilliseconds(),
            Uri.EscapeDataString(principal.ToUpperInvariant()),
            capacity,
            Math.Max(1, capacity / 2),
            MostRefusing).WaitAsync(cancellationToken);
        return (string?)answer switch
        {
            "new" => Remembered.New,
            "again" => Remembered.Again,
            _ => Remembered.Full,
        };
    }
}
