namespace VimSessionService.Core.Work;

/// <summary>Makes the changes of tasks and of what stubs change of an inventory, in this process alone or for all replicas that share an engine.</summary>
internal interface IWorkChanges
{
    /// <summary>Whether there may be other replicas.</summary>
    bool IsShared { get; }

    /// <summary>This moment, on a line that is one for all replicas and never goes back.</summary>
    long Now { get; }

    /// <summary>The time since a moment.</summary>
    TimeSpan Since(long moment);

    /// <summary>Makes a change. When it returns, the change is in force: whoever asks a replica from now on sees it. What was changed before a fault stays changed.</summary>
    /// <param name="change">The change. It may be made again when another replica was faster.</param>
    /// <param name="cancellationToken">Gives up waiting for the turn.</param>
    /// <exception cref="ServiceBusyException">The change cannot be shared now.</exception>
    ValueTask<T> RunAsync<T>(Func<T> change, CancellationToken cancellationToken);

    /// <summary>Takes over what other replicas have changed up to now. As long as no replica ever changed anything it costs nothing.</summary>
    /// <exception cref="ServiceBusyException">It cannot be asked for now.</exception>
    ValueTask CatchUpAsync(CancellationToken cancellationToken);
}
