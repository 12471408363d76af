namespace VimSessionService.Core.Authentication;

/// <summary>
/// Running password checks. A login that needs a check which is already running waits for its result, so that many simultaneous
/// logins of one user take one place in the queue. A check is cancelled when no login waits for it any longer.
/// </summary>
/// <typeparam name="TKey">What is checked.</typeparam>
/// <typeparam name="TResult">What a check finds.</typeparam>
internal sealed class SharedChecks<TKey, TResult>
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Check> _underWay = [];

    /// <summary>Makes a check, or joins it.</summary>
    /// <param name="key">What is checked.</param>
    /// <param name="start">Begins the check; cancelled when nobody waits for it.</param>
    /// <param name="cancellationToken">Waits no longer.</param>
    public async Task<TResult> RunAsync(TKey key, Func<CancellationToken, Task<TResult>> start, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var check = Join(key, start);
        try
        {
            return await check.Result.WaitAsync(cancellationToken);
        }
        finally
        {
            Leave(key, check);
        }
    }

    private Check Join(TKey key, Func<CancellationToken, Task<TResult>> start)
    {
        lock (_lock)
        {
            if (!_underWay.TryGetValue(key, out var check))
                _underWay.Add(key, check = new Check(start));
            check.Waiting++;
            return check;
        }
    }

    private void Leave(TKey key, Check check)
    {
        lock (_lock)
        {
            if (--check.Waiting > 0)
                return;
            _underWay.Remove(key);
        }

        check.Dispose();
    }

    private sealed class Check : IDisposable
    {
        private readonly CancellationTokenSource _abandoned = new();

        public Check(Func<CancellationToken, Task<TResult>> start) => Result = Task.Run(() => start(_abandoned.Token));

        public Task<TResult> Result { get; }

        /// <summary>How many wait for the result.</summary>
        public int Waiting { get; set; }

        /// <summary>Gives the check up, if it is not over.</summary>
        public void Dispose()
        {
            _abandoned.Cancel();
            _abandoned.Dispose();
        }
    }
}
