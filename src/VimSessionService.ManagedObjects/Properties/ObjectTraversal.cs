using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties;

/// <summary>
/// Walks from the object of an ObjectSpec along its selections, which may name each other and so may go round; each object is
/// visited once for each selection.
/// </summary>
public sealed class ObjectTraversal(ManagedObjectRegistry registry, PropertyReader properties)
{
    /// <summary>More than any inventory here has; what goes beyond is a walk gone wrong.</summary>
    private const int MaxSteps = 100_000;

    /// <summary>The selected objects, each once, in the order in which they are met.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="spec">Where to begin, and where to go.</param>
    /// <param name="following">Is told of each property on which the selection depends, before it is read.</param>
    public async ValueTask<IReadOnlyList<ManagedObject<Call>>> SelectAsync(
        Call call, ObjectSpec spec, Action<ManagedObjectReference, string>? following = null)
    {
        var start = registry.Get(spec.Obj, call);
        if (spec.SelectSet is not { Length: > 0 })
            return spec.Skip is true ? [] : [start];

        var named = new Dictionary<string, TraversalSpec>(StringComparer.Ordinal);
        Collect(spec.SelectSet, named);
        var selected = new List<ManagedObject<Call>>();
        var isSelected = new HashSet<string>(StringComparer.Ordinal);
        var visited = new HashSet<(string Object, TraversalSpec Spec)>();
        var pending = new Stack<(ManagedObject<Call> From, TraversalSpec Spec)>();
        if (spec.Skip is not true)
            Select(start);
        Push(start, spec.SelectSet);
        var steps = 0;
        while (pending.TryPop(out var next))
        {
            call.Cancelled.ThrowIfCancellationRequested();
            if (++steps > MaxSteps)
                throw new VimFaultException(new InvalidArgument { InvalidProperty = "specSet" }, "the traversal does not end");
            following?.Invoke(next.From.Reference, next.Spec.Path);
            foreach (var reference in await TargetsAsync(call, next.From, next.Spec.Path))
            {
                if (registry.Find(reference, call) is not { } target)
                    continue;
                if (next.Spec.Skip is not true)
                    Select(target);
                Push(target, next.Spec.SelectSet ?? []);
            }
        }

        return selected;

        void Select(ManagedObject<Call> target)
        {
            if (isSelected.Add(target.Reference.Value))
                selected.Add(target);
        }

        void Push(ManagedObject<Call> from, SelectionSpec[] selections)
        {
            for (var i = selections.Length - 1; i >= 0; i--)
            {
                var traversal = Resolve(selections[i], named);
                if (from.Type.Is(traversal.Type) && visited.Add((from.Reference.Value, traversal)))
                    pending.Push((from, traversal));
            }
        }
    }

    private static void Collect(SelectionSpec[] selections, Dictionary<string, TraversalSpec> named)
    {
        foreach (var traversal in selections.OfType<TraversalSpec>())
        {
            if (traversal.Name is { Length: > 0 } name)
                named[name] = traversal;
            Collect(traversal.SelectSet ?? [], named);
        }
    }

    private static TraversalSpec Resolve(SelectionSpec selection, Dictionary<string, TraversalSpec> named) => selection switch
    {
        TraversalSpec traversal => traversal,
        _ when selection.Name is { } name && named.TryGetValue(name, out var traversal) => traversal,
        _ => throw new VimFaultException(
            new InvalidArgument { InvalidProperty = "selectSet" }, $"no traversal is named {selection.Name}"),
    };

    /// <summary>The objects a property refers to; none where it is unset or the caller may not read it.</summary>
    private async ValueTask<IReadOnlyList<ManagedObjectReference>> TargetsAsync(Call call, ManagedObject<Call> from, string path)
    {
        var reading = await properties.ReadAsync(call, from, path);
        return reading.Value switch
        {
            ManagedObjectReference reference => [reference],
            ManagedObjectReference[] references => references,
            _ => [],
        };
    }
}
