using VimSessionService.Core.Calls;
using VimSessionService.Inventory;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Performance;

/// <summary>The PerformanceManager of an inventory with statistics. What it does not answer itself, its object of the inventory does.</summary>
/// <param name="inner">The PerformanceManager as the inventory has it.</param>
/// <param name="source">Its values.</param>
/// <param name="statistics">Answers the queries.</param>
/// <param name="edits">Knows which objects there are.</param>
/// <param name="visibility">What callers may see: who does not see an object does not see its statistics.</param>
internal sealed class PerformanceManagerObject(ManagedObject<CallContext> inner, InventoryObject source, StatisticsQuery statistics, InventoryEdits edits, Visibility visibility)
    : ManagedObject<CallContext>(inner.Reference), IInventorySource
{
    /// <inheritdoc/>
    public override VimManagedType Type => inner.Type;

    /// <inheritdoc/>
    public InventoryObject Source => source;

    /// <inheritdoc/>
    public override ValueTask<object?> ReadPropertyAsync(string name, CallContext call) => inner.ReadPropertyAsync(name, call);

    /// <inheritdoc/>
    public override async ValueTask<MethodResult> InvokeAsync(VimRequest request, CallContext call)
    {
        switch (request.GetMethod().Name)
        {
            case "QueryPerfProviderSummary":
                return new MethodResult(statistics.Summary(await EntityAsync(DynamicMembers.Argument(request, "entity"), call)));
            case "QueryAvailablePerfMetric":
                return new MethodResult(statistics.Available(await EntityAsync(DynamicMembers.Argument(request, "entity"), call), DynamicMembers.Argument(request, "intervalId") as int?));
            case "QueryPerfCounter":
                return new MethodResult(Counters(await inner.ReadPropertyAsync("perfCounter", call), DynamicMembers.Argument(request, "counterId") as int[] ?? []));
            case "QueryPerf":
                var answers = new List<DataObject>();
                foreach (var spec in DynamicMembers.Argument(request, "querySpec") as DataObject[] ?? [])
                {
                    await EntityAsync(DynamicMembers.Field(spec, "entity"), call);
                    if (statistics.Query(spec, call) is { } answer)
                        answers.Add(answer);
                }

                return new MethodResult(answers.ToArray());
            default:
                return await inner.InvokeAsync(request, call);
        }
    }

    private async ValueTask<ManagedObjectReference> EntityAsync(object? argument, CallContext call)
    {
        var entity = (ManagedObjectReference)argument!;
        if (edits.SourceOf(entity) is not { } found || await visibility.HidesAsync(entity, call))
            throw new VimFaultException(new ManagedObjectNotFound { Obj = entity }, $"there is no {entity}");
        return found.Reference;
    }

    private static DataObject[] Counters(object? known, int[] keys)
    {
        var counters = (known as TypedArray)?.Items ?? known as DataObject[] ?? [];
        return Array.ConvertAll(keys, key => Array.Find(counters, counter => DynamicMembers.Field(counter, "key") is int other && other == key)
            ?? throw new VimFaultException(new InvalidArgument { InvalidProperty = "counterId" }, $"there is no counter {key}"));
    }
}
