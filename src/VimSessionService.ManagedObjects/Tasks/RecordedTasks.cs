using VimSessionService.Core.Directory;
using VimSessionService.Inventory;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>The tasks that an inventory has of another server, as collectors find them. Found out at the first question.</summary>
/// <param name="served">The inventory.</param>
/// <param name="inventory">What tasks are about.</param>
/// <param name="edits">Has what clients read of a task by now.</param>
internal sealed class RecordedTasks(ServedInventory served, InventoryTree inventory, InventoryEdits edits)
{
    private readonly Lazy<KnownTask[]> _known = new(() => Find(served, inventory, edits));

    /// <summary>All of them, the oldest first.</summary>
    public IReadOnlyList<KnownTask> Known => _known.Value;

    private static KnownTask[] Find(ServedInventory served, InventoryTree inventory, InventoryEdits edits)
    {
        var found = new List<(InventoryObject Task, DataObject Info)>();
        foreach (var task in served.Others.Where(static other => other.Type.Name == "Task"))
        {
            try
            {
                if (task.Read("info") is DataObject info && Of(info, "reason") is var _) // parts of a value are read when they are asked for
                    found.Add((task, info));
            }
            catch (InventoryException)
            {
                // Who reads the task itself is told.
            }
        }

        var tasks = found.OrderBy(static item => Of(item.Info, "queueTime") as DateTime?).ThenBy(static item => item.Task.Reference.Value, StringComparer.Ordinal).ToArray();
        return [.. tasks.Select((item, place) => Make(place + 1 - tasks.Length, item.Task, item.Info))];

        KnownTask Make(int number, InventoryObject task, DataObject info) => new()
        {
            Number = number,
            Chain = Of(info, "eventChainId") as int? ?? 0,
            Entity = Of(info, "entity") is ManagedObjectReference entity ? inventory.Find(entity.Value) : null,
            Holder = task.Reference,
            UserName = Of(Of(info, "reason"), "userName") as string ?? "",
            State = (Of(info, "state") as EnumValue)?.Value ?? "",
            Queued = Of(info, "queueTime") as DateTime? ?? default,
            Started = Of(info, "startTime") as DateTime?,
            Completed = Of(info, "completeTime") as DateTime?,
            Info = () => edits.Read(task.Reference, "info") as DataObject ?? info,
        };
    }

    private static object? Of(object? value, string name) => DynamicMembers.Field(value, name);
}
