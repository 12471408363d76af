using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using VimSessionService.Core;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Replicas;

namespace VimSessionService.Redis.Sessions;

/// <summary>
/// Takes back the marks of calls in flight. A mark that stayed would keep its session for ever, so what the engine does not answer is repeated until it does; a mark can be
/// taken back once only. Nobody waits for it: while the engine has not answered one, the ends of further calls are put off. The next call that begins takes them along, or they are told together when
/// the engine has answered, which costs a fraction.
/// </summary>
internal sealed class CallMarks : IDisposable
{
    /// <summary>How many values the end of a call is.</summary>
    private const int ValuesOfEnd = 3;

    /// <summary>How many ends are told at once.</summary>
    private const int MostAtOnce = 100;

    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    private readonly EngineConnection _engine;
    private readonly EngineKeys _keys;
    private readonly Replica _replica;
    private readonly TimeProvider _real;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<RedisValue> _putOff = [];
    private int _unanswered;
    private long _last;

    /// <summary>Makes it.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="keys">The keys of the instance.</param>
    /// <param name="replica">This process.</param>
    /// <param name="real">Measures what takes real time.</param>
    /// <param name="logger">Where failures are told.</param>
    public CallMarks(EngineConnection engine, EngineKeys keys, Replica replica, TimeProvider real, ILogger logger)
    {
        (_engine, _keys, _replica, _real, _logger) = (engine, keys, replica, real, logger);
        engine.PutOff += SendPutOff;
    }

    /// <summary>A mark that no other call has.</summary>
    public string Next() => $"{_replica.Id}.{Interlocked.Increment(ref _last)}";

    /// <summary>A call has ended. This does not wait for the engine. Whatever this replica asks it later, but for other calls, is asked after it was told.</summary>
    /// <param name="session">The name of the session in the engine.</param>
    /// <param name="mark">The mark of the call.</param>
    /// <param name="moment">This moment and its time of day, as states have it.</param>
    public void Leave(RedisValue session, string mark, string moment)
    {
        lock (_lock)
        {
            _putOff.Add(session);
            _putOff.Add(moment);
            _putOff.Add($" {mark} ");
            if (_unanswered > 0 && _putOff.Count < MostAtOnce * ValuesOfEnd)
                return;
        }

        SendPutOff();
    }

    /// <summary>Runs a script that begins a call. What was put off goes along.</summary>
    /// <param name="script">The script, which ends calls by the arguments that follow its own.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="call">Its own arguments.</param>
    /// <exception cref="EngineUnavailableException">The engine cannot be asked. What went along is told later.</exception>
    public Task<RedisResult> BeginAsync(EngineScript script, RedisKey[] keys, RedisValue[] call)
    {
        lock (_lock)
        {
            // It is sent before the lock is left, as below.
            if (_putOff.Count > 0)
                return BeginWithEndsAsync(script, keys, call);
        }

        return _engine.RunAsync(script, keys, call);
    }

    /// <summary>A call was given up, and it is not known whether it began.</summary>
    public void Abandon(SecretHash token, string mark) => _ = BackgroundWork.RunAsync(_logger, "the end of a call", () => RepeatAsync(SessionScripts.Abandon, _keys.IdleCalls, [token.ToArray(), mark]));

    /// <summary>Gives up what could not be taken back. The marks end with the lease of the replica.</summary>
    public void Dispose() => _stop.Cancel();

    private async Task<RedisResult> BeginWithEndsAsync(EngineScript script, RedisKey[] keys, RedisValue[] call)
    {
        RedisValue[] ends = [.. _putOff];
        _putOff.Clear();
        try
        {
            return await _engine.RunAsync(script, keys, [.. call, .. ends]);
        }
        catch
        {
            _ = BackgroundWork.RunAsync(_logger, "the end of calls", () => RepeatAsync(SessionScripts.Leave, _keys.States, ends));
            throw;
        }
    }

    private void SendPutOff()
    {
        // What was taken is sent before the lock is left: otherwise another thread would find nothing to send, and ask its question first.
        lock (_lock)
        {
            if (_putOff.Count == 0)
                return;
            RedisValue[] ends = [.. _putOff];
            _putOff.Clear();
            _unanswered++;
            _ = BackgroundWork.RunAsync(_logger, "the end of calls", () => SendAsync(ends));
        }
    }

    private async ValueTask SendAsync(RedisValue[] ends)
    {
        try
        {
            await RepeatAsync(SessionScripts.Leave, _keys.States, ends);
        }
        finally
        {
            lock (_lock)
                _unanswered--;
        }

        SendPutOff();
    }

    private async ValueTask RepeatAsync(EngineScript script, RedisKey[] keys, RedisValue[] arguments)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _engine.RunAsync(script, keys, arguments);
                return;
            }
            catch (EngineUnavailableException)
            {
                await Task.Delay(TryAgainAfter, _real, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
