namespace VimSessionService.Core.Tables;

/// <summary>Changes of tables that are in the memory of this process alone.</summary>
internal sealed class LocalTableChanges : ITableChanges, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly FollowUpOrder _order = new();

    /// <inheritdoc/>
    public async ValueTask<T> RunAsync<T>(Func<FollowUps, ValueTask<T>> change, CancellationToken cancellationToken)
    {
        var then = new FollowUps();
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await change(then);
        }
        finally
        {
            _order.Add(then);
            _turn.Release();
            _order.Run(then);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
