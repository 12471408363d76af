using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Schema;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>The TaskManager of a service that has tasks: recorded ones, and its own.</summary>
/// <param name="inner">The TaskManager as the inventory has it, or of which only the name is known.</param>
/// <param name="type">Its type.</param>
/// <param name="tasks">The tasks.</param>
/// <param name="visibility">What callers may see: who does not see an object does not see its tasks.</param>
/// <param name="api">The types of collectors.</param>
/// <param name="inventory">What filters are about.</param>
/// <param name="changes">Is told that pages of collectors have changed.</param>
internal sealed class TaskManagerObject(
    ManagedObject<CallContext> inner, VimManagedType type, TaskBook tasks, Visibility visibility, WholeApi api, InventoryTree inventory, PropertyChanges changes)
    : ManagedObject<CallContext>(inner.Reference)
{
    private const int MaxCollectors = 32;

    /// <inheritdoc/>
    public override VimManagedType Type => type;

    /// <inheritdoc/>
    public override async ValueTask<object?> ReadPropertyAsync(string name, CallContext call)
    {
        var known = await inner.ReadPropertyAsync(name, call);
        switch (name)
        {
            case "recentTask":
                var all = new List<ManagedObjectReference>(known as ManagedObjectReference[] ?? []);
                foreach (var (task, holder) in tasks.Recent)
                {
                    call.Budget.Spend();
                    if (holder is null || !await visibility.HidesAsync(holder, call))
                        all.Add(task);
                }

                return all.ToArray();
            case "maxCollector":
                return known ?? MaxCollectors;
            default:
                return known;
        }
    }

    /// <inheritdoc/>
    public override ValueTask<MethodResult> InvokeAsync(VimRequest request, CallContext call) =>
        request.GetMethod().Name is "CreateCollectorForTasks" or "CreateCollectorWithInfoFilterForTasks" ? new(CreateCollector(request, call)) : inner.InvokeAsync(request, call);

    private MethodResult CreateCollector(VimRequest request, CallContext call)
    {
        if (call.Session is not { } session)
            throw new VimFaultException(new NotAuthenticated { Object = inventory.Root.Reference, PrivilegeId = Privileges.SystemView }, "the call has no live session");
        var filter = new TaskFilter((DataObject)DynamicMembers.Argument(request, "filter")!, inventory);
        filter.Check();
        var objects = SessionObjects.Of(call);
        if (objects.All.OfType<TaskCollector>().Count() >= MaxCollectors)
            throw new VimFaultException(new InvalidState(), $"the session has {MaxCollectors} collectors");
        var results = new TaskResults(DynamicMembers.Argument(request, "infoFilter"));
        var collector = new TaskCollector(SessionObjects.NewReference(session, "TaskHistoryCollector"), objects, api, tasks, filter, results, visibility, changes);
        try
        {
            objects.Add(call, collector, 2 * ValueWeight.Of(filter.Spec));
        }
        catch (VimFaultException)
        {
            collector.Dispose();
            throw;
        }

        return new MethodResult(collector.Reference);
    }
}
