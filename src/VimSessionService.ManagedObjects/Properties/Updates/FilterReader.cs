using VimSessionService.Core.Calls;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>Checks the specifications of filters, and reads what they select.</summary>
internal sealed class FilterReader(ManagedObjectRegistry registry, ObjectTraversal traversal, PropertyReader properties)
{
    /// <summary>Refuses a specification that can never be read, and one that names objects which do not exist.</summary>
    /// <exception cref="VimFaultException">
    /// InvalidProperty: a path that the named type has not. ManagedObjectNotFound: an object to begin with does not exist, and
    /// the client did not ask to be told so in the updates. InvalidArgument: a selection that names no other.
    /// </exception>
    public async ValueTask CheckAsync(Call call, PropertyFilterSpec spec)
    {
        foreach (var propertySpec in spec.PropSet)
        {
            foreach (var path in propertySpec.PathSet ?? [])
                Check(propertySpec.Type, path, call.Version);
        }

        foreach (var objectSpec in spec.ObjectSet)
        {
            CheckSelections(objectSpec.SelectSet ?? [], call.Version);
            if (registry.Find(objectSpec.Obj, call) is not null)
                await traversal.SelectAsync(call, objectSpec);
            else if (spec.ReportMissingObjectsInResults is not true)
                registry.Get(objectSpec.Obj, call);
        }
    }

    /// <summary>The objects that a specification selects, each once, and those it names that are not there.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="spec">The specification.</param>
    /// <param name="following">Is told of each property on which the selection depends, before it is read.</param>
    public async ValueTask<(List<ManagedObject<Call>> Selected, ManagedObjectReference[] Missing)> SelectAsync(
        Call call, PropertyFilterSpec spec, Action<ManagedObjectReference, string> following)
    {
        var selected = new List<ManagedObject<Call>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        List<ManagedObjectReference>? missing = null;
        foreach (var objectSpec in spec.ObjectSet)
        {
            if (registry.Find(objectSpec.Obj, call) is null)
            {
                (missing ??= []).Add(objectSpec.Obj);
                continue;
            }

            foreach (var target in await traversal.SelectAsync(call, objectSpec, following))
            {
                if (Array.Exists(spec.PropSet, p => target.Type.Is(p.Type)) && seen.Add(target.Reference.Value))
                    selected.Add(target);
            }
        }

        return (selected, missing is null ? [] : [.. missing]);
    }

    /// <summary>The paths to read of an object, as for a retrieval.</summary>
    public static string[] PathsOf(ManagedObject<Call> target, PropertyFilterSpec spec, ApiVersion version)
    {
        var matching = spec.PropSet.Where(p => target.Type.Is(p.Type)).ToList();
        return matching.Exists(p => p.All is true)
            ? [.. target.Type.PropertiesByName.Where(p => p.Since <= version).Select(p => p.Name)]
            : [.. matching.SelectMany(p => p.PathSet ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Reads one path.</summary>
    public async ValueTask<PathReading> ReadAsync(Call call, ManagedObject<Call> target, string path)
    {
        var reading = await properties.ReadAsync(call, target, path);
        var isUnset = reading is { Value: null, Denied: null };
        return new PathReading(reading, isUnset && await IsContainerGoneAsync(call, target, path));
    }

    /// <summary>The property that a path begins with.</summary>
    public static string PropertyOf(string path) => path.AsSpan().IndexOfAny('.', '[') is var end and >= 0 ? path[..end] : path;

    private async ValueTask<bool> IsContainerGoneAsync(Call call, ManagedObject<Call> target, string path)
    {
        var lastKey = path.LastIndexOf(']');
        var dot = path.LastIndexOf('.');
        return dot > lastKey && await properties.ReadAsync(call, target, path[..dot]) is { Value: null };
    }

    private static void CheckSelections(SelectionSpec[] selections, ApiVersion version)
    {
        foreach (var step in selections.OfType<TraversalSpec>())
        {
            Check(step.Type, step.Path, version);
            CheckSelections(step.SelectSet ?? [], version);
        }
    }

    /// <summary>Of a type that the API here does not declare, any path may be named: no such object exists.</summary>
    private static void Check(string type, string path, ApiVersion version)
    {
        if (VimManagedTypes.Find(type) is { } declared)
            PropertyReader.Check(declared, path, version);
        else
            PropertyPath.Parse(path);
    }
}
