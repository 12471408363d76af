using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties;

/// <summary>The PropertyCollector: how most clients read properties (wire.md §4).</summary>
public sealed class PropertyCollector(ManagedObjectReference reference, FilterSpecEvaluator evaluator)
    : PropertyCollectorBase<Call>(reference)
{
    /// <inheritdoc/>
    protected override async ValueTask<ObjectContent[]?> RetrieveProperties(Call call, PropertyFilterSpec[] specSet)
    {
        var contents = await evaluator.EvaluateAsync(call, specSet);
        return contents.Count > 0 ? [.. contents] : null;
    }

    /// <summary>Pages are kept with the session; a caller without one gets the whole result, since it could not ask for the rest.</summary>
    protected override async ValueTask<RetrieveResult?> RetrievePropertiesEx(Call call, PropertyFilterSpec[] specSet, RetrieveOptions options)
    {
        if (options.MaxObjects is <= 0)
            throw new VimFaultException(new InvalidArgument { InvalidProperty = "options.maxObjects" }, "maxObjects is not positive");
        var contents = await evaluator.EvaluateAsync(call, specSet);
        if (contents.Count == 0)
            return null;
        if (options.MaxObjects is { } pageSize && Pages(call) is { } pages)
            return pages.Start(contents.ToArray(), pageSize);
        return new RetrieveResult { Objects = [.. contents] };
    }

    /// <inheritdoc/>
    protected override ValueTask<RetrieveResult> ContinueRetrievePropertiesEx(Call call, string token) =>
        new(Pages(call)?.Continue(token) ?? throw UnknownToken());

    /// <inheritdoc/>
    protected override ValueTask CancelRetrievePropertiesEx(Call call, string token)
    {
        if (Pages(call)?.Cancel(token) is not true)
            throw UnknownToken();
        return default;
    }

    private static PendingPages? Pages(Call call) => call.Session?.Attachments.GetOrAdd(static () => new PendingPages());

    private static VimFaultException UnknownToken() =>
        new(new InvalidArgument { InvalidProperty = "token" }, "no page waits under this token");
}
