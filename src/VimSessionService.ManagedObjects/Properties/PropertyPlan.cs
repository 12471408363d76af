using VimSessionService.Core.Calls;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ManagedObjects.Properties;

/// <summary>One path of the objects of a type.</summary>
/// <param name="Path">The path as it was asked for.</param>
/// <param name="Property">The property that it begins with; null for a type of which only the name is known.</param>
/// <param name="Steps">Its steps; null for a property as a whole.</param>
internal readonly record struct PlannedPath(string Path, VimProperty? Property, PropertyStep[]? Steps)
{
    /// <summary>The name of the property that it begins with.</summary>
    public string PropertyName => Property?.Name ?? FilterPaths.PropertyOf(Path);
}

/// <summary>
/// The properties that a filter's property specifications select for objects of each type. A path is looked up in the type that its
/// specification names, not in the object's type. It is built once, so that reading an object only costs the object's own paths.
/// </summary>
internal sealed class PropertyPlan
{
    private readonly CallContext _call;
    private readonly Dictionary<string, List<PropertySpec>> _byType = new(StringComparer.Ordinal);
    private readonly Dictionary<VimManagedType, PlannedPath[]?> _paths = [];

    /// <summary>Checks the specifications.</summary>
    /// <exception cref="VimFaultException">InvalidProperty: a path that the named type does not have.</exception>
    public PropertyPlan(CallContext call, PropertySpec[] specs, VimCatalog catalog)
    {
        _call = call;
        foreach (var spec in specs)
        {
            call.Budget.Spend();
            if (!_byType.TryGetValue(spec.Type, out var ofType))
                _byType.Add(spec.Type, ofType = []);
            ofType.Add(spec);
            if (spec.All is true)
                continue;
            foreach (var path in spec.PathSet ?? [])
                FilterPaths.Check(call, catalog, spec.Type, path);
        }
    }

    /// <summary>The paths to read of an object of a type, each once, in the order in which a real server sends them; null for an object that is not asked for.</summary>
    public PlannedPath[]? For(VimManagedType type)
    {
        if (!_paths.TryGetValue(type, out var paths))
            _paths.Add(type, paths = Make(type));
        return paths;
    }

    private PlannedPath[]? Make(VimManagedType type)
    {
        List<PropertySpec>? matching = null;
        for (var at = type; at is not null; at = at.Base)
        {
            if (_byType.TryGetValue(at.Name, out var ofType))
                matching = matching is null ? ofType : [.. matching, .. ofType];
        }

        if (matching is null)
            return null;
        if (matching.Exists(static spec => spec.All is true))
            return [.. type.PropertiesByName.Where(property => property.Since <= _call.Version).Select(static property => new PlannedPath(property.Name, property, null))];
        string[] paths = matching is [{ PathSet: [var only] }] ? [only] : [.. matching.SelectMany(static spec => spec.PathSet ?? []).Distinct(StringComparer.Ordinal)];
        _call.Budget.Spend(paths.Length);
        Array.Sort(paths, StringComparer.Ordinal);
        return Array.ConvertAll(paths, path => FilterPaths.Plan(type, path));
    }
}

/// <summary>Paths in the types that specifications name.</summary>
internal static class FilterPaths
{
    /// <summary>Refuses a path that a type does not have. Of a type that the API here does not declare, any path may be named: no such object exists.</summary>
    /// <exception cref="VimFaultException">InvalidProperty.</exception>
    public static void Check(CallContext call, VimCatalog catalog, string type, string path)
    {
        call.Budget.Spend();
        if (catalog.FindManagedType(type) is { } declared)
            PropertyReader.Check(declared, path, call.Version);
        else
            PropertyPath.Parse(path);
    }

    /// <summary>A path that was checked, as it is read of an object.</summary>
    public static PlannedPath Plan(VimManagedType type, string path)
    {
        if (!type.IsDeclared)
            return new PlannedPath(path, null, null);
        if (type.FindProperty(path) is { } whole)
            return new PlannedPath(path, whole, null);
        var steps = PropertyPath.Parse(path);
        return new PlannedPath(path, type.FindProperty(steps[0].Name) ?? throw PropertyPath.Invalid(path), steps);
    }

    /// <summary>The property that a path begins with.</summary>
    public static string PropertyOf(string path) => path.AsSpan().IndexOfAny('.', '[') is var end and >= 0 ? path[..end] : path;
}
