using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>Checks the specifications of filters, and reads what they select.</summary>
internal sealed class FilterReader(SpecSelection selection, PropertyReader properties)
{
    /// <summary>Refuses a specification that can never be read, and one that names objects which do not exist.</summary>
    /// <exception cref="VimFaultException">
    /// InvalidProperty: a path that the named type has not. ManagedObjectNotFound: an object to begin with does not exist, and
    /// the client did not ask to be told so in the updates. InvalidArgument: a selection that names no other.
    /// </exception>
    public async ValueTask CheckAsync(CallContext call, PropertyFilterSpec spec)
    {
        var plan = selection.Check(call, spec);
        await selection.SelectAsync(call, spec.ObjectSet, plan, ValuesOf(call), spec.ReportMissingObjectsInResults is true ? [] : null);
    }

    /// <summary>
    /// The objects that a specification selects, each once with its paths, and those it names that are not there. Real servers tell
    /// the objects that are named without a traversal first.
    /// </summary>
    /// <param name="call">Who asks.</param>
    /// <param name="spec">The specification.</param>
    /// <param name="values">Reads the properties on which the selection depends.</param>
    /// <param name="following">Is told of each of them, before it is read.</param>
    public async ValueTask<(List<(ManagedObject<CallContext> Target, PlannedPath[] Paths)> Selected, ManagedObjectReference[] Missing)> SelectAsync(
        CallContext call, PropertyFilterSpec spec, CallValues values, Action<ManagedObjectReference, string> following)
    {
        var missing = new List<ManagedObjectReference>();
        var inOrder = spec.ObjectSet.OrderBy(static objectSpec => objectSpec.SelectSet is { Length: > 0 });
        var selected = await selection.SelectAsync(call, inOrder, selection.Check(call, spec), values, missing, following);
        return (selected, [.. missing]);
    }

    /// <summary>For the values that one call reads.</summary>
    public CallValues ValuesOf(CallContext call) => new(call, properties, remembersWhole: true);

    /// <summary>Reads one path.</summary>
    public static async ValueTask<PathReading> ReadAsync(CallContext call, ManagedObject<CallContext> target, PlannedPath path, CallValues values)
    {
        await call.Budget.PauseAsync();
        var reading = await values.ReadAsync(target, path);
        var isUnset = reading is { Value: null, Denied: null };
        return new PathReading(reading, isUnset && await IsContainerUnsetAsync(target, path, values));
    }

    /// <summary>Whether what holds the value at a path is unset itself.</summary>
    private static async ValueTask<bool> IsContainerUnsetAsync(ManagedObject<CallContext> target, PlannedPath path, CallValues values) =>
        path.Property is null
            ? path.Path.LastIndexOf('.') > path.Path.LastIndexOf(']')
            : path.Steps is [.. var container, { Key: null }] && container.Length > 0
        && await values.ReadAsync(target, path with { Steps = container }) is { Value: null };
}
