namespace VimSessionService.Core.Tables;

/// <summary>Changes of tables that are in the memory of this process alone.</summary>
internal sealed class LocalTableChanges : ITableChanges, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <inheritdoc/>
    public async ValueTask<T> RunAsync<T>(Func<FollowUps, ValueTask<T>> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var then = new FollowUps();
            try
            {
                return await change(then);
            }
            finally
            {
                then.Run();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
