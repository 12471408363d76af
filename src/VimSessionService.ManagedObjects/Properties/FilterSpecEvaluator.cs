using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties;

/// <summary>Answers filter specifications: which objects, and of each which properties, which of them denied.</summary>
public sealed class FilterSpecEvaluator(ObjectTraversal traversal, PropertyReader properties)
{
    /// <summary>The contents that the specifications select, in their order.</summary>
    public async ValueTask<List<ObjectContent>> EvaluateAsync(Call call, PropertyFilterSpec[] specs)
    {
        var contents = new List<ObjectContent>();
        foreach (var spec in specs)
        {
            foreach (var objectSpec in spec.ObjectSet)
            {
                foreach (var target in await SelectAsync(call, objectSpec, spec.ReportMissingObjectsInResults is true))
                {
                    if (await ReadAsync(call, target, spec.PropSet) is { } content)
                        contents.Add(content);
                }
            }
        }

        return contents;
    }

    /// <summary>An object that does not exist is a fault, unless the caller asked to have it left out.</summary>
    private async ValueTask<IReadOnlyList<ManagedObject<Call>>> SelectAsync(Call call, ObjectSpec spec, bool leaveOutMissing)
    {
        try
        {
            return await traversal.SelectAsync(call, spec);
        }
        catch (VimFaultException e) when (leaveOutMissing && e.Fault is ManagedObjectNotFound)
        {
            return [];
        }
    }

    /// <summary>What the specifications for the object's type ask of it; null when none is.</summary>
    private async ValueTask<ObjectContent?> ReadAsync(Call call, ManagedObject<Call> target, PropertySpec[] specs)
    {
        var (isAsked, isAll) = (false, false);
        foreach (var spec in specs)
        {
            var isMatch = target.Type.Is(spec.Type);
            isAsked |= isMatch;
            isAll |= isMatch && spec.All is true;
        }

        if (!isAsked)
            return null;
        var content = isAll ? new ContentBuilder(target.Type.PropertiesByName.Length) : new ContentBuilder();
        if (isAll)
        {
            foreach (var property in target.Type.PropertiesByName)
            {
                if (property.Since <= call.Version)
                    content.Add(property.Name, await properties.ReadAsync(call, target, property));
            }
        }
        else
        {
            foreach (var path in PathsOf(target, specs))
                content.Add(path, await properties.ReadAsync(call, target, path));
        }

        return content.ToContent(target.Reference);
    }

    /// <summary>The paths asked for, each once, in the order in which a real server sends them.</summary>
    private static SortedSet<string> PathsOf(ManagedObject<Call> target, PropertySpec[] specs)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var spec in specs)
        {
            if (target.Type.Is(spec.Type))
                paths.UnionWith(spec.PathSet ?? []);
        }

        return paths;
    }
}
