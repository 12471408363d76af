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
                    var matching = spec.PropSet.Where(p => target.Type.Is(p.Type)).ToList();
                    if (matching.Count > 0)
                        contents.Add(await ReadAsync(call, target, matching));
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

    private async ValueTask<ObjectContent> ReadAsync(Call call, ManagedObject<Call> target, List<PropertySpec> specs)
    {
        var paths = specs.Exists(s => s.All is true)
            ? PropertyReader.AllPaths(target, call.Version)
            : specs.SelectMany(s => s.PathSet ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var values = new List<DynamicProperty>();
        var missing = new List<MissingProperty>();
        foreach (var path in paths)
        {
            var reading = await properties.ReadAsync(call, target, path);
            if (reading.Denied is { } denied)
                missing.Add(new MissingProperty { Path = path, Fault = new LocalizedMethodFault { Fault = denied, LocalizedMessage = "" } });
            else if (reading.Value is { } value)
                values.Add(new DynamicProperty { Name = path, Val = value });
        }

        return new ObjectContent
        {
            Obj = target.Reference,
            PropSet = values.Count > 0 ? [.. values] : null,
            MissingSet = missing.Count > 0 ? [.. missing] : null,
        };
    }
}
