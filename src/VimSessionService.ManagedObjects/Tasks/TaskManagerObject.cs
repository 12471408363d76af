using VimSessionService.Core.Calls;
using VimSessionService.ManagedObjects.Inventory.Served;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>The TaskManager of a service that has tasks: recorded ones, and its own.</summary>
/// <param name="inner">The TaskManager as the inventory has it, or of which only the name is known.</param>
/// <param name="type">Its type.</param>
/// <param name="tasks">The tasks.</param>
/// <param name="visibility">What callers may see: who does not see an object does not see its tasks.</param>
internal sealed class TaskManagerObject(ManagedObject<CallContext> inner, VimManagedType type, TaskBook tasks, Visibility visibility) : ManagedObject<CallContext>(inner.Reference)
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
    public override ValueTask<MethodResult> InvokeAsync(VimRequest request, CallContext call) => inner.InvokeAsync(request, call);
}
