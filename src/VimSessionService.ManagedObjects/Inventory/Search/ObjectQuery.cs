using VimSessionService.Core.Calls;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ManagedObjects.Inventory.Search;

/// <summary>
/// A query of the SearchIndex (document of 9.1): all objects of a type that fulfil every condition of every filter, each with the values of the
/// paths that were asked for. What the caller may not see is not found.
/// </summary>
internal sealed class ObjectQuery
{
    private readonly SearchIndexQuerySpec _spec;
    private readonly QueryPath[] _paths;
    private readonly QueryCondition[] _conditions;

    /// <summary>Checks a query.</summary>
    /// <exception cref="VimFaultException">InvalidArgument, which names the first member that is wrong.</exception>
    public ObjectQuery(CallContext call, VimCatalog catalog, SearchIndexQuerySpec spec)
    {
        _spec = spec;
        if (!Array.Exists(Enum.GetNames<SearchIndexQuerySpecResourceType>(), name => name == spec.ResourceType))
            throw Invalid("querySpec.resourceType", $"the SearchIndex does not find a {spec.ResourceType}");
        if (spec.Limit is <= 0)
            throw Invalid("querySpec.limit", "it is not positive");
        var type = catalog.FindManagedType(spec.ResourceType);
        var properties = spec.Properties ?? [];
        if (properties.Distinct(StringComparer.Ordinal).Count() != properties.Length)
            throw Invalid("querySpec.properties", "a property is asked for twice");
        call.Budget.Spend(properties.Length);
        _paths = Array.ConvertAll(properties, path => QueryPath.Parse(type, path, call.Version) ?? throw Invalid("querySpec.properties", $"{path} is no property path"));
        var conditions = new List<QueryCondition>();
        foreach (var (i, filter) in (spec.Filters ?? []).Index())
        {
            foreach (var (k, predicate) in (filter.Predicates ?? []).Index())
            {
                call.Budget.Spend();
                conditions.Add(QueryCondition.Read(predicate, $"querySpec.filters[{i}].predicates[{k}]", type, call.Version));
            }
        }

        _conditions = [.. conditions];
    }

    /// <summary>The page size that the query asks for; null for all objects at once.</summary>
    public int? Limit => _spec.Limit;

    /// <summary>The fault for a member that is wrong.</summary>
    public static VimFaultException Invalid(string member, string reason) => new(new InvalidArgument { InvalidProperty = member }, $"{member}: {reason}");

    /// <summary>Evaluates it.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="objects">The objects that there are, in the order of the answer.</param>
    /// <param name="properties">Reads.</param>
    /// <param name="skip">How many objects earlier pages had.</param>
    /// <param name="limit">How many objects the page may have; null for all.</param>
    /// <returns>The page, and whether there is another.</returns>
    public async ValueTask<(SearchIndexResultSet Page, bool HasMore)> RunAsync(
        CallContext call, IAsyncEnumerable<ManagedObject<CallContext>> objects, PropertyReader properties, int skip, int? limit)
    {
        var items = new List<SearchIndexResourceItem>();
        var total = 0;
        await foreach (var target in objects)
        {
            await call.Budget.PauseAsync();
            call.Budget.Spend();
            var values = new CallValues(call, properties, remembersWhole: true);
            if (!target.Type.Is(_spec.ResourceType) || !await FulfilsAsync(call, target, values))
                continue;
            total++;
            if (total > skip && !(items.Count >= limit))
                items.Add(await ReadAsync(call, target, values));
        }

        var page = new SearchIndexResultSet
        {
            Properties = _spec.Properties,
            Items = items.Count > 0 ? [.. items] : null,
            TotalCount = _spec.ReturnTotalCount is true ? total : null,
        };
        return (page, total > skip + items.Count);
    }

    private async ValueTask<bool> FulfilsAsync(CallContext call, ManagedObject<CallContext> target, CallValues values)
    {
        foreach (var condition in _conditions)
        {
            if (await condition.Path.ReadAsync(call, target, values) is not { } value || !condition.IsFulfilledBy(value, call.Budget))
                return false;
        }

        return true;
    }

    private async ValueTask<SearchIndexResourceItem> ReadAsync(CallContext call, ManagedObject<CallContext> target, CallValues values)
    {
        var found = new SearchIndexOptionalValue[_paths.Length];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = new SearchIndexOptionalValue { Value = await _paths[i].ReadAsync(call, target, values) };
        }

        return new SearchIndexResourceItem { PropertyValues = found.Length > 0 ? found : null };
    }
}
