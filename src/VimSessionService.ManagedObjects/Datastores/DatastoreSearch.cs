using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Inventory.Lab;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.ManagedObjects.Inventory.Served;
using VimSessionService.ManagedObjects.Tasks;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Datastores;

/// <summary>
/// The searches of a HostDatastoreBrowser, as tasks whose result is what is found: SearchDatastore_Task in one directory, SearchDatastoreSubFolders_Task also in those below it. What is wrong with the path is the error of the
/// task, as at a vCenter; who may not browse the datastore is refused at once.
/// </summary>
/// <param name="values">Makes values.</param>
/// <param name="inventory">The tree of objects with names.</param>
/// <param name="edits">Reads the inventory.</param>
/// <param name="tasks">Runs tasks.</param>
/// <param name="access">Checks privileges.</param>
internal sealed class DatastoreSearch(LabValues values, InventoryTree inventory, InventoryEdits edits, TaskBook tasks, AccessCheck access) : IServedMethods
{
    private const string Browse = "Datastore.Browse";
    private const string OneDirectory = "SearchDatastore_Task";
    private const string WithThoseBelow = "SearchDatastoreSubFolders_Task";
    private const string Result = "HostDatastoreBrowserSearchResults";

    private readonly DatastoreListing _listing = new(inventory, edits);

    /// <inheritdoc/>
    public bool Handles(string method, VimManagedType type) => type.Name == "HostDatastoreBrowser" && method is OneDirectory or WithThoseBelow;

    /// <inheritdoc/>
    public async ValueTask<MethodResult> RunAsync(ManagedObject<CallContext> target, VimRequest request, CallContext call)
    {
        access.DemandSession(call, Browse);
        var method = request.GetMethod().Name;
        var text = DynamicMembers.Argument(request, "datastorePath") as string ?? "";
        var spec = new SearchSpec(values, DynamicMembers.Argument(request, "searchSpec"));
        var datastore = DatastorePath.Parse(text) is { } path ? await FindAsync(target, path.Datastore, call) : null;
        Func<object?> find;
        var weight = 0;
        if (datastore is null)
        {
            find = () => throw NoDatastore(text);
        }
        else
        {
            await access.DemandAsync(call, datastore.Reference, Browse);
            var found = Search(datastore, text, spec, withThoseBelow: method == WithThoseBelow, call);
            weight = found?.Sum(static item => 1 + (DynamicMembers.Field(item, "file") as DataObject[] ?? []).Length) ?? 0;
            find = () => found is null ? throw NoFile(text) : method == OneDirectory ? found[0] : new TypedArray(found[0].GetSchema(), found);
        }

        return new MethodResult(await tasks.BeginAsync(
            new TaskPlan { Method = method, Target = target.Reference, Entity = datastore?.Reference, ResultWeight = weight, Finish = find }, call.Session?.Data.User.UserName ?? "", call.Cancelled));
    }

    /// <summary>The datastore of a name among those of the browser.</summary>
    private async ValueTask<InventoryEntity?> FindAsync(ManagedObject<CallContext> browser, string name, CallContext call)
    {
        foreach (var reference in await browser.ReadPropertyAsync("datastore", call) as ManagedObjectReference[] ?? [])
        {
            if (inventory.Find(reference.Value) is { } entity && InventoryNames.Same(entity.Name, name))
                return entity;
        }

        return null;
    }

    /// <summary>What is found in a directory, and in those below it; null when there is no such directory.</summary>
    private DataObject[]? Search(InventoryEntity datastore, string text, SearchSpec spec, bool withThoseBelow, CallContext call)
    {
        var directories = _listing.Read(datastore, call.Budget);
        var top = DatastorePath.Parse(text)!.Value.Path;
        if (!directories.TryGetValue(top, out var files))
            return null;
        List<DataObject> found = [Found(text, files)];
        if (withThoseBelow)
        {
            foreach (var (path, below) in directories)
            {
                if (path.Length > 0 && (top.Length == 0 || path.StartsWith(top + "/", StringComparison.Ordinal)))
                    found.Add(Found($"[{datastore.Name}] {path}/", below));
            }
        }

        return [.. found];

        DataObject Found(string folderPath, List<DatastoreFile> directory)
        {
            call.Budget.Spend((long)spec.Cost * directory.Count);
            return values.Object(Result, ("datastore", datastore.Reference), ("folderPath", folderPath), ("file", spec.Find(directory)));
        }
    }

    private VimFaultException NoDatastore(string text)
    {
        var fault = DatastorePath.Parse(text) is { Datastore: var name }
            ? values.Object("InvalidDatastore", ("name", name))
            : values.Object("InvalidDatastorePath", ("datastorePath", text));
        return new VimFaultException(new DynamicFault(fault), "the browser has no such datastore", $"Invalid datastore path '{text}'.");
    }

    private VimFaultException NoFile(string text) =>
        new(new DynamicFault(values.Object("FileNotFound", ("file", text))), "no virtual machine has a file there", $"File {text} was not found");
}
