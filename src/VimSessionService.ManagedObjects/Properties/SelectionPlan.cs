using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties;

/// <summary>One TraversalSpec, with the selections that follow it.</summary>
internal sealed class SelectionStep(TraversalSpec spec)
{
    private readonly Dictionary<VimManagedType, PlannedPath> _paths = [];

    /// <summary>The specification.</summary>
    public TraversalSpec Spec { get; } = spec;

    /// <summary>What follows; set once all names are known.</summary>
    public SelectionPlan Next { get; set; } = SelectionPlan.None;

    /// <summary>The path as it is read of objects of a type.</summary>
    public PlannedPath PathOf(VimManagedType type)
    {
        if (!_paths.TryGetValue(type, out var path))
            _paths.Add(type, path = FilterPaths.Plan(type, Spec.Path));
        return path;
    }
}

/// <summary>Where to go from an object: the steps of a selectSet, with names resolved, each once, by the type of the object.</summary>
internal sealed class SelectionPlan
{
    private readonly SelectionStep[] _steps;
    private readonly Dictionary<VimManagedType, SelectionStep[]> _byType = [];

    private SelectionPlan(IEnumerable<SelectionStep> steps)
    {
        _steps = [.. steps.Distinct()];
        Array.Reverse(_steps); // they are put on a stack
    }

    /// <summary>Nowhere.</summary>
    public static SelectionPlan None { get; } = new([]);

    /// <summary>Resolves the names of a selectSet and of all below it.</summary>
    /// <exception cref="VimFaultException">InvalidArgument: a selection names no other.</exception>
    public static SelectionPlan Make(CallContext call, SelectionSpec[] selections)
    {
        var all = new List<SelectionStep>();
        var named = new Dictionary<string, SelectionStep>(StringComparer.Ordinal);
        var own = new Dictionary<TraversalSpec, SelectionStep>(ReferenceEqualityComparer.Instance);
        Collect(selections);
        foreach (var step in all)
        {
            if (step.Spec.SelectSet is { Length: > 0 } next)
                step.Next = Resolve(next);
        }

        return Resolve(selections);

        void Collect(SelectionSpec[] below)
        {
            foreach (var traversal in below.OfType<TraversalSpec>())
            {
                call.Budget.Spend();
                var step = new SelectionStep(traversal);
                all.Add(step);
                own.Add(traversal, step);
                if (traversal.Name is { Length: > 0 } name)
                    named[name] = step;
                Collect(traversal.SelectSet ?? []);
            }
        }

        SelectionPlan Resolve(SelectionSpec[] below)
        {
            call.Budget.Spend(below.Length);
            return new SelectionPlan(below.Select(selection => selection switch
            {
                TraversalSpec traversal => own[traversal],
                { Name: { } name } when named.TryGetValue(name, out var step) => step,
                _ => throw new VimFaultException(
                    new InvalidArgument { InvalidProperty = "selectSet" }, "a selection names no traversal"),
            }));
        }
    }

    /// <summary>The steps from an object of a type.</summary>
    public SelectionStep[] For(VimManagedType type)
    {
        if (_steps.Length == 0)
            return _steps;
        if (!_byType.TryGetValue(type, out var steps))
            _byType.Add(type, steps = Array.FindAll(_steps, step => type.Is(step.Spec.Type)));
        return steps;
    }
}
