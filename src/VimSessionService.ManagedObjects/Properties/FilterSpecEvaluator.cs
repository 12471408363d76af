using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties;

/// <summary>Answers filter specifications: which objects, and of each which properties, which of them denied.</summary>
internal sealed class FilterSpecEvaluator(SpecSelection selection, PropertyReader properties)
{
    /// <summary>The contents that the specifications select, in their order. An object is told once for each specification.</summary>
    /// <exception cref="VimFaultException">
    /// InvalidProperty: a path that the named type does not have. ManagedObjectNotFound: an object to begin with does not exist, and
    /// the caller did not ask to have it left out. InvalidArgument: a selection that names no other. SystemError: too much work.
    /// </exception>
    public async ValueTask<List<ObjectContent>> EvaluateAsync(CallContext call, PropertyFilterSpec[] specs)
    {
        var plans = Array.ConvertAll(specs, spec => selection.Check(call, spec));
        var contents = new List<ObjectContent>();
        var values = new CallValues(call, properties, remembersWhole: specs.Length > 1 || Array.Exists(specs, SpecSelection.Traverses));
        for (var i = 0; i < specs.Length; i++)
        {
            var leavesOutMissing = specs[i].ReportMissingObjectsInResults is true;
            foreach (var (target, paths) in await selection.SelectAsync(call, specs[i].ObjectSet, plans[i], values, leavesOutMissing ? [] : null))
            {
                contents.Add(await ReadAsync(call, target, paths, values));
                if (i + 1 == specs.Length)
                    values.Forget(target, paths); // of thousands of objects it would take much memory
            }
        }

        return contents;
    }

    private static async ValueTask<ObjectContent> ReadAsync(CallContext call, ManagedObject<CallContext> target, PlannedPath[] paths, CallValues values)
    {
        var content = new ContentBuilder(Math.Min(paths.Length, 64));
        foreach (var path in paths)
        {
            await call.Budget.PauseAsync();
            content.Add(path.Path, await values.ReadAsync(target, path));
        }

        return content.ToContent(target.Reference);
    }
}
