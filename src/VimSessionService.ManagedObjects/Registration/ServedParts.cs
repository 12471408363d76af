using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Events;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Work;
using VimSessionService.Inventory;
using VimSessionService.Inventory.Lab;
using VimSessionService.ManagedObjects.Datastores;
using VimSessionService.ManagedObjects.Events;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.ManagedObjects.Inventory.Answers;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.ManagedObjects.Inventory.Search;
using VimSessionService.ManagedObjects.Inventory.Served;
using VimSessionService.ManagedObjects.Machines;
using VimSessionService.ManagedObjects.Performance;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.ManagedObjects.Tasks;

namespace VimSessionService.ManagedObjects.Registration;

/// <summary>What a service has that serves an inventory: what changes of it.</summary>
/// <param name="Edits">Changes of the inventory.</param>
/// <param name="Tasks">The tasks.</param>
/// <param name="Events">Posts events about its objects.</param>
/// <param name="Work">Both as replicas share them.</param>
internal sealed record ServedParts(InventoryEdits Edits, TaskBook Tasks, EntityEvents Events, ServedWork Work)
{
    /// <summary>Makes them, and adds the objects of the inventory.</summary>
    public static ServedParts Create(IServiceProvider provider, ServedInventory served, ServiceFlavor flavor, ManagedObjectRegistry registry, SearchIndex? search, List<ISharedObjectMaker> makers)
    {
        var inventory = provider.GetRequiredService<InventoryTree>();
        var entities = provider.GetRequiredService<EntityReader>();
        var access = provider.GetRequiredService<AccessCheck>();
        var changes = provider.GetRequiredService<PropertyChanges>();
        var time = provider.GetRequiredService<TimeProvider>();
        var visibility = new Visibility(inventory, registry, access);
        var methods = new List<IServedMethods>();
        var (work, trial) = (provider.GetRequiredService<IWorkChanges>(), new WorkTrial());
        var edits = new InventoryEdits(
            served.Api, inventory, registry, changes, (edits, reference, source) => new ServedObject(reference, source, entities, visibility, edits, served.Owners, methods), trial);
        if (search is not null)
            edits.SearchedChanged += search.Forget;
        var tasks = new TaskBook(
            served.Api,
            flavor.Content.TaskManager,
            registry,
            inventory,
            edits,
            changes,
            provider.GetRequiredService<MessageCatalog>(),
            time,
            work,
            trial,
            provider.GetService<ILogger<TaskBook>>() ?? NullLogger<TaskBook>.Instance)
        {
            Recorded = new RecordedTasks(served, inventory, edits),
        };
        var events = new EntityEvents(served.Api, provider.GetRequiredService<IEventLog>(), inventory, edits, trial);
        var implemented = provider.GetRequiredService<ImplementedMethods>();
        var machines = new MachineMethods(implemented, new MachineContext(new LabValues(served.Api), inventory, edits, tasks, events, access));
        if (implemented.Words.Count > 0)
            methods.Add(machines);
        methods.Add(new AlarmAnswers(served, flavor.Content.RootFolder, edits, visibility, access));
        methods.Add(new InventoryAnswers(new LabValues(served.Api), edits, access, time));
        methods.Add(new DatastoreSearch(new LabValues(served.Api), inventory, edits, tasks, access));
        ServedObjects.Add(served, flavor, inventory, entities, visibility, registry, edits);
        if (flavor.Content.TaskManager is { } manager && registry.FindServed(manager.Value) is { } named)
        {
            var taskManager = new TaskManagerObject(
                named, served.Catalog.FindManagedType(manager.Type)!, tasks, visibility, served.Api, inventory, changes, provider.GetRequiredService<ObjectSharing>());
            registry.Add(taskManager);
            makers.Add(taskManager);
        }

        if (served.Performance is { } performance && flavor.Content.PerfManager is { } perfManager && registry.FindServed(perfManager.Value) is { } manages && manages is IInventorySource { Source: var source })
            registry.Add(new PerformanceManagerObject(manages, source, new StatisticsQuery(performance, new LabValues(served.Api), time), edits, visibility));
        var documents = new TaskDocuments(served.Api);
        documents.ReadBy(MachineWork.Kind, text => MachineWork.Read(text, machines, served.Catalog, served.Api));
        documents.ReadBy(StubbedDocument.Kind, text =>
        {
            var outcome = StubbedDocument.Read(text, served.Api);
            return new TaskSteps(Check: null, () => outcome.Do(edits, events));
        });
        var logger = provider.GetService<ILogger<ServedWork>>() ?? NullLogger<ServedWork>.Instance;
        return new ServedParts(edits, tasks, events, new ServedWork(work, edits, new InventoryDocuments(served.Api), tasks, documents, trial, logger));
    }
}
