using Microsoft.Extensions.Logging;
using VimSessionService.Core.Tables;
using VimSessionService.Core.Work;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.ManagedObjects.Tasks;

namespace VimSessionService.ManagedObjects.Registration;

/// <summary>Tasks and what changed of an inventory, as replicas share them.</summary>
/// <param name="changes">Makes changes, for all replicas where there are several.</param>
/// <param name="edits">What has changed of the inventory.</param>
/// <param name="inventory">As documents.</param>
/// <param name="tasks">The tasks.</param>
/// <param name="taskDocuments">As documents.</param>
/// <param name="trial">The thread that tries a change.</param>
/// <param name="logger">Told of what cannot be read.</param>
internal sealed partial class ServedWork(
    IWorkChanges changes, InventoryEdits edits, InventoryDocuments inventory, TaskBook tasks, TaskDocuments taskDocuments, WorkTrial trial, ILogger logger) : IWorkState
{
    private bool _isReset;

    /// <summary>Whether there may be other replicas.</summary>
    public bool IsShared => changes.IsShared;

    /// <summary>Makes a change of the inventory, for all replicas.</summary>
    public ValueTask<T> RunAsync<T>(Func<T> change, CancellationToken cancellationToken) => changes.RunAsync(change, cancellationToken);

    /// <summary>Takes over what other replicas have changed, and makes what is due of tasks: what is read from now on is what the state of all replicas is.</summary>
    public ValueTask CatchUpAsync(CancellationToken cancellationToken)
    {
        return changes.IsShared ? AllAsync() : default;

        async ValueTask AllAsync()
        {
            await changes.CatchUpAsync(cancellationToken);
            await tasks.SettleAsync(cancellationToken);
        }
    }

    /// <summary>Ends all tasks and takes back all changes of the inventory, for all replicas.</summary>
    public async ValueTask ResetAsync(CancellationToken cancellationToken) => await changes.RunAsync(
        () =>
        {
            if (changes.IsShared)
                return _isReset = true;
            tasks.Reset();
            edits.Reset();
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<WorkEdit> Try(Action change, FollowUps then)
    {
        _isReset = false;
        InventoryDraft? draft = null;
        (TaskState Before, TaskState After) drafted = default;
        trial.Begin(then);
        try
        {
            edits.BeginDraft();
            tasks.BeginDraft();
            change();
        }
        finally
        {
            draft = edits.EndDraft();
            drafted = tasks.EndDraft();
            trial.End();
        }

        return _isReset ? [WorkEdit.Clear] : [.. InventoryDocuments.Write(draft), .. TaskDocuments.Write(drafted.Before, drafted.After)];
    }

    /// <inheritdoc/>
    public void Take(IReadOnlyList<WorkEdit> written)
    {
        var (returns, draft) = (new InventoryReturns(), new InventoryDraft());
        var (gone, changed) = (new List<int>(), new List<TaskRun>());
        foreach (var edit in written)
        {
            try
            {
                if (!inventory.Read(edit, returns, draft))
                    taskDocuments.Read(edit, gone, changed);
            }
            catch (FormatException failure)
            {
                Unreadable(logger, edit.Key, failure.Message);
            }
        }

        edits.Apply(returns, draft);
        tasks.Apply(gone, changed);
    }

    [LoggerMessage(72, LogLevel.Warning, "What another replica has changed cannot be used here and is left out: {Key}: {Reason}")]
    private static partial void Unreadable(ILogger logger, string key, string reason);
}
