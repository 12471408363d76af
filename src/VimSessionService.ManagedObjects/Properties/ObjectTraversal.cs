using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties;

/// <summary>
/// Walks from the object of an ObjectSpec along its selections, which may name each other and so may go round; each object is
/// visited once for each selection.
/// </summary>
internal sealed class ObjectTraversal(ManagedObjectRegistry registry)
{
    /// <summary>What a visit costs: a value is read, and the visit is remembered.</summary>
    private const int CostOfVisit = 4;

    /// <summary>The selected objects, each once, in the order in which they are met. The object of the specification exists.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="spec">Where to begin, and where to go.</param>
    /// <param name="start">The object to begin with.</param>
    /// <param name="values">Reads the properties that lead to other objects.</param>
    /// <param name="following">Is told of each property on which the selection depends, before it is read.</param>
    public async ValueTask<IReadOnlyList<ManagedObject<CallContext>>> SelectAsync(
        CallContext call, ObjectSpec spec, ManagedObject<CallContext> start, CallValues values, Action<ManagedObjectReference, string>? following = null)
    {
        if (spec.SelectSet is not { Length: > 0 })
            return spec.Skip is true ? [] : [start];

        var selections = SelectionPlan.Make(call, spec.SelectSet);
        var selected = new List<ManagedObject<CallContext>>();
        var isSelected = new HashSet<ManagedObject<CallContext>>();
        var visited = new HashSet<(ManagedObject<CallContext> Object, SelectionStep Step)>();
        var pending = new Stack<(ManagedObject<CallContext> From, SelectionStep Step)>();
        if (spec.Skip is not true)
            Select(start);
        Push(start, selections);
        while (pending.TryPop(out var next))
        {
            await call.Budget.PauseAsync();
            following?.Invoke(next.From.Reference, next.Step.Spec.Path);
            var reading = await values.ReadAsync(next.From, next.Step.PathOf(next.From.Type));
            foreach (var reference in Targets(reading.Value))
            {
                call.Budget.Spend();
                if (registry.Find(reference, call) is not { } target)
                    continue;
                if (next.Step.Spec.Skip is not true)
                    Select(target);
                Push(target, next.Step.Next);
            }
        }

        return selected;

        void Select(ManagedObject<CallContext> target)
        {
            if (isSelected.Add(target))
                selected.Add(target);
        }

        void Push(ManagedObject<CallContext> from, SelectionPlan plan)
        {
            foreach (var step in plan.For(from.Type))
            {
                if (!visited.Add((from, step)))
                    continue;
                call.Budget.Spend(CostOfVisit);
                pending.Push((from, step));
            }
        }
    }

    /// <summary>The objects a property refers to; none where it is unset or the caller may not read it.</summary>
    private static ManagedObjectReference[] Targets(object? value) => value switch
    {
        ManagedObjectReference reference => [reference],
        ManagedObjectReference[] references => references,
        _ => [],
    };
}
