using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using VimSessionService.Core;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Replicas;

namespace VimSessionService.Redis.Sessions;

/// <summary>
/// Takes back the marks of calls in flight. A mark that stayed would keep its session for ever, so what the engine does not answer is repeated until it does; a mark can be
/// taken back once only.
/// </summary>
internal sealed class CallMarks(EngineConnection engine, EngineKeys keys, Replica replica, TimeProvider real, ILogger logger) : IDisposable
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private long _last;

    /// <summary>A mark that no other call has.</summary>
    public string Next() => $"{replica.Id}.{Interlocked.Increment(ref _last)}";

    /// <summary>A call has ended. This sends, and does not wait for the answer.</summary>
    public void Leave(string key, string mark, long now, long utc) => Start(() => engine.RunAsync(SessionScripts.Leave, keys.Sessions, key, now, utc, mark));

    /// <summary>A call was given up, and it is not known whether it began.</summary>
    public void Abandon(SecretHash token, string mark) => Start(() => engine.RunAsync(SessionScripts.Abandon, keys.Sessions, token.ToArray(), mark));

    /// <summary>Gives up what could not be taken back. The marks end with the lease of the replica.</summary>
    public void Dispose() => _stop.Cancel();

    private void Start(Func<Task<RedisResult>> send) => _ = BackgroundWork.RunAsync(logger, "the end of a call", async () =>
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await send();
                return;
            }
            catch (EngineUnavailableException)
            {
                await Task.Delay(TryAgainAfter, real, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    });
}
