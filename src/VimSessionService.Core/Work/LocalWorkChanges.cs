namespace VimSessionService.Core.Work;

/// <summary>Changes in this process alone, one at a time.</summary>
/// <param name="time">The clock.</param>
internal sealed class LocalWorkChanges(TimeProvider time) : IWorkChanges
{
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public bool IsShared => false;

    /// <inheritdoc/>
    public long Now => time.GetTimestamp();

    /// <inheritdoc/>
    public TimeSpan Since(long moment) => time.GetElapsedTime(moment);

    /// <inheritdoc/>
    public ValueTask<T> RunAsync<T>(Func<T> change, CancellationToken cancellationToken)
    {
        lock (_lock)
            return new(change());
    }

    /// <inheritdoc/>
    public ValueTask CatchUpAsync(CancellationToken cancellationToken) => default;
}
