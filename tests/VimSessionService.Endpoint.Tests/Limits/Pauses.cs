namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>Counts how often a call lets others run, which it does after every some thousand steps of its work.</summary>
/// <param name="paused">Is told the count at each pause.</param>
internal sealed class Pauses(Action<int> paused) : SynchronizationContext
{
    private int _count;

    public int Count => _count;

    /// <summary>Runs a call under this count.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> call) => Task.Run(() =>
    {
        SetSynchronizationContext(this);
        try
        {
            return call();
        }
        finally
        {
            SetSynchronizationContext(null);
        }
    });

    public override void Post(SendOrPostCallback d, object? state)
    {
        paused(Interlocked.Increment(ref _count));
        ThreadPool.QueueUserWorkItem(_ =>
        {
            SetSynchronizationContext(this);
            try
            {
                d(state);
            }
            finally
            {
                SetSynchronizationContext(null);
            }
        });
    }
}
