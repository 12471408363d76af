using System.Globalization;
using StackExchange.Redis;
using VimSessionService.Core.Tables;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Replicas;

namespace VimSessionService.Redis.Turns;

/// <summary>Counts in the engine. Each question is one script, so it is counted and decided in one step over all replicas.</summary>
internal sealed class RedisTurns : ISharedTurns
{
    private static readonly EngineScript Turn = EngineScript.Load("turn.lua").Lasting();

    private readonly EngineConnection _engine;
    private readonly EngineKeys _keys;
    private readonly Replica _replica;

    /// <summary>Makes it.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="keys">The keys of the instance.</param>
    /// <param name="replica">This process.</param>
    public RedisTurns(EngineConnection engine, EngineKeys keys, Replica replica)
    {
        (_engine, _keys, _replica) = (engine, keys, replica);
        engine.Prepare([Turn]);
    }

    /// <inheritdoc/>
    public async ValueTask<SharedTurn> TakeAsync(TurnTerms terms, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _replica.EnsureAsync(cancellationToken);
        var answer = (RedisResult[])(await _engine.RunAsync(
            Turn,
            _keys.Turns,
            terms.Name,
            terms.Start.Asked,
            terms.Start.Granted,
            terms.After,
            terms.Times == long.MaxValue ? "" : terms.Times.ToString(CultureInfo.InvariantCulture),
            terms.Probability.ToString("R", CultureInfo.InvariantCulture),
            TurnSequence.After(terms.Seed, terms.Start.Asked).State,
            terms.IsOver ? "1" : "0",
            terms.Now.UtcTicks).WaitAsync(cancellationToken))!;
        return new SharedTurn((TurnVerdict)(int)answer[0], (long)answer[1], (double)(long)answer[2] / TurnSequence.Numbers);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, TurnCounts>> ReadAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var found = new Dictionary<string, TurnCounts>(StringComparer.Ordinal);
        if (names.Count == 0)
            return found;
        await _replica.EnsureAsync(cancellationToken);
        string[] asked = [.. names];
        var counts = await _engine.AskAsync(database => database.HashGetAsync(_keys.Turns[0], [.. asked.Select(static name => (RedisValue)name)])).WaitAsync(cancellationToken);
        for (var i = 0; i < asked.Length; i++)
        {
            if (counts[i].ToString().Split(' ') is [var total, var granted, var last, _])
                found[asked[i]] = new TurnCounts(Number(total), Number(granted), Number(last) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null);
        }

        return found;
    }

    /// <inheritdoc/>
    public async ValueTask ForgetAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        await _replica.EnsureAsync(cancellationToken);
        await _engine.AskAsync(database => database.HashDeleteAsync(_keys.Turns[0], [.. names.Select(static name => (RedisValue)name)])).WaitAsync(cancellationToken);
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
