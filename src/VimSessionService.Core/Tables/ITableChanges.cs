namespace VimSessionService.Core.Tables;

/// <summary>
/// Makes the changes of what clients and operators change at run time: users, roles, permissions, extensions, settings, the message. One change is made at a
/// time, so nobody's code runs on its turn but the service's own: what a plug is asked, it is asked before, and what it is told, after.
/// </summary>
internal interface ITableChanges
{
    /// <summary>
    /// Makes a change. When it returns, the change is in force, on all replicas where there are several. What was changed before a fault stays changed.
    /// </summary>
    /// <param name="change">
    /// Changes tables, and sees what it changed. It may be run again when another replica was faster, so it does nothing else: what is to follow it adds to its argument.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting for the turn.</param>
    /// <exception cref="ServiceBusyException">The change cannot be shared now. It is not in force here.</exception>
    ValueTask<T> RunAsync<T>(Func<FollowUps, ValueTask<T>> change, CancellationToken cancellationToken);
}
