using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties;

/// <summary>Checks filter specifications and selects their objects, for a retrieval and for a filter alike.</summary>
internal sealed class SpecSelection(ManagedObjectRegistry registry, ObjectTraversal traversal)
{
    /// <summary>Whether a specification goes from object to object.</summary>
    public static bool Traverses(PropertyFilterSpec spec) => Array.Exists(spec.ObjectSet, static objectSpec => objectSpec.SelectSet is { Length: > 0 });

    /// <summary>What a specification asks of objects, once its paths are known to be those of the types that it names.</summary>
    /// <exception cref="VimFaultException">InvalidProperty: a path that the named type does not have.</exception>
    public PropertyPlan Check(CallContext call, PropertyFilterSpec spec)
    {
        var plan = new PropertyPlan(call, spec.PropSet, registry.Catalog);
        foreach (var objectSpec in spec.ObjectSet)
        {
            call.Budget.Spend();
            CheckSelections(call, objectSpec.SelectSet ?? []);
        }

        return plan;
    }

    /// <summary>The objects that a specification selects and asks something of, each once, with the paths to read.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="objectSpecs">Where to begin, in this order.</param>
    /// <param name="plan">What is asked.</param>
    /// <param name="values">Reads the properties that lead to other objects.</param>
    /// <param name="missing">Where the objects to begin with go that do not exist; null when that is a fault.</param>
    /// <param name="following">Is told of each property on which the selection depends, before it is read.</param>
    public async ValueTask<List<(ManagedObject<CallContext> Target, PlannedPath[] Paths)>> SelectAsync(
        CallContext call,
        IEnumerable<ObjectSpec> objectSpecs,
        PropertyPlan plan,
        CallValues values,
        List<ManagedObjectReference>? missing,
        Action<ManagedObjectReference, string>? following = null)
    {
        var selected = new List<(ManagedObject<CallContext>, PlannedPath[])>();
        var seen = new HashSet<ManagedObject<CallContext>>();
        foreach (var objectSpec in objectSpecs)
        {
            call.Budget.Spend();
            await call.Budget.PauseAsync();
            if ((missing is null ? registry.Get(objectSpec.Obj, call) : registry.Find(objectSpec.Obj, call)) is not { } start)
            {
                missing!.Add(objectSpec.Obj);
                continue;
            }

            foreach (var target in await traversal.SelectAsync(call, objectSpec, start, values, following))
            {
                if (seen.Add(target) && plan.For(target.Type) is { } paths)
                    selected.Add((target, paths));
            }
        }

        return selected;
    }

    private void CheckSelections(CallContext call, SelectionSpec[] selections)
    {
        foreach (var selection in selections)
        {
            call.Budget.Spend();
            if (selection is not TraversalSpec step)
                continue;
            FilterPaths.Check(call, registry.Catalog, step.Type, step.Path);
            CheckSelections(call, step.SelectSet ?? []);
        }
    }
}
