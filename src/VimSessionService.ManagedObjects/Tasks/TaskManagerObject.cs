using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.ManagedObjects.Sharing;
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
/// <param name="sharing">Has other replicas find collectors.</param>
internal sealed class TaskManagerObject(
    ManagedObject<CallContext> inner, VimManagedType type, TaskBook tasks, Visibility visibility, WholeApi api, InventoryTree inventory, PropertyChanges changes, ObjectSharing sharing)
    : ManagedObject<CallContext>(inner.Reference), ISharedObjectMaker
{
    private const int MaxCollectors = 32;
    private const string CollectorType = "TaskHistoryCollector";

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
        request.GetMethod().Name is "CreateCollectorForTasks" or "CreateCollectorWithInfoFilterForTasks" ? CreateCollectorAsync(request, call) : inner.InvokeAsync(request, call);

    /// <inheritdoc/>
    public ISharedObject? Make(CallContext call, ManagedObjectReference reference, SharedObjectRecord record)
    {
        if (record.Kind != CollectorType || TaskCollectorSpec.Read(record.Spec, api) is not var (spec, results))
            return null;
        var collector = Add(call, reference, new TaskFilter(spec, inventory), new TaskResults(results));
        collector.Take(call, record);
        return collector;
    }

    private async ValueTask<MethodResult> CreateCollectorAsync(VimRequest request, CallContext call)
    {
        if (call.Session is not { } session)
            throw new VimFaultException(new NotAuthenticated { Object = inventory.Root.Reference, PrivilegeId = Privileges.SystemView }, "the call has no live session");
        var filter = new TaskFilter((DataObject)DynamicMembers.Argument(request, "filter")!, inventory);
        filter.Check();
        var objects = SessionObjects.Of(call);
        if (objects.All.OfType<TaskCollector>().Count() >= MaxCollectors)
            throw new VimFaultException(new InvalidState(), $"the session has {MaxCollectors} collectors");
        var collector = Add(call, SessionObjects.NewReference(session, CollectorType), filter, new TaskResults(DynamicMembers.Argument(request, "infoFilter")));
        await sharing.AddAsync(call, collector);
        return new MethodResult(collector.Reference);
    }

    private TaskCollector Add(CallContext call, ManagedObjectReference reference, TaskFilter filter, TaskResults results)
    {
        var objects = SessionObjects.Of(call);
        var collector = new TaskCollector(reference, objects, api, tasks, filter, results, visibility, changes, sharing);
        try
        {
            objects.Add(call, collector, 2 * ValueWeight.Of(filter.Spec));
        }
        catch (VimFaultException)
        {
            collector.Dispose();
            throw;
        }

        return collector;
    }
}
