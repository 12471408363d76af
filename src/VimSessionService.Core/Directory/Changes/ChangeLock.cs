namespace VimSessionService.Core.Directory.Changes;

/// <summary>
/// Lets one change of roles or permissions through at a time, from the question what its caller holds to the change itself: otherwise a caller
/// could grant privileges that another change has just taken away from them.
/// </summary>
internal sealed class ChangeLock : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(1, 1);

    /// <summary>Waits until no other change is made. Dispose of the result once, after the change.</summary>
    internal async ValueTask<Entered> EnterAsync(CancellationToken cancellationToken)
    {
        await _semaphore.WaitAsync(cancellationToken);
        return new Entered(_semaphore);
    }

    /// <inheritdoc/>
    public void Dispose() => _semaphore.Dispose();

    /// <summary>The time in which the change is made.</summary>
    internal readonly struct Entered(SemaphoreSlim semaphore) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => semaphore.Release();
    }
}
