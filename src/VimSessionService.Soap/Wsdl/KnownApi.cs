using VimSessionService.Vim25;

namespace VimSessionService.Soap.Wsdl;

/// <summary>An enumeration and the names of its values on the wire.</summary>
internal sealed record KnownEnum(string Name, string[] Values);

/// <summary>What one version of the API publishes, in the order in which it is written.</summary>
internal sealed class KnownApi
{
    /// <summary>From this version on the faults of the foundation are the first, and the operations of the PropertyCollector the last (docs/facts/service-content.md#wsdl).</summary>
    private const ApiVersion FoundationFirst = ApiVersion.V9_1_0_0;

    private readonly Dictionary<string, VimType> _byName;

    public KnownApi(ApiVersion version, PublishedApi published)
    {
        Version = version;
        Types = [.. published.Types.Where(type => type.Since <= version).OrderBy(static type => type.Name, StringComparer.Ordinal)];
        _byName = Types.ToDictionary(static type => type.Name, StringComparer.Ordinal);
        Enums =
        [
            .. published.Enums.Where(e => e.Since <= version).OrderBy(e => e.Name, StringComparer.Ordinal)
                .Select(e => new KnownEnum(e.Name, e.Values)),
        ];
        var hasFoundationFirst = version >= FoundationFirst;
        Faults = [.. Types.Where(IsFault).OrderBy(fault => hasFoundationFirst ? SchemaPlacement.RankOf(fault.Name) : 0)];
        FirstFaults = [.. Faults.TakeWhile(fault => hasFoundationFirst && SchemaPlacement.RankOf(fault.Name) < SchemaPlacement.OtherRank)];
        var managedTypes = published.ManagedTypes.Where(type => type.Since <= version)
            .OrderBy(type => SchemaPlacement.IsQuery(type.Name) ? 0 : 1).ThenBy(type => type.Name, StringComparer.Ordinal).ToArray();
        Methods = [.. managedTypes.SelectMany(type => type.Methods).Where(method => method.IsPublished && method.Since <= version)];
        Operations = hasFoundationFirst ? [.. Methods.OrderBy(static method => SchemaPlacement.IsQuery(method.Receiver))] : Methods;
        ArrayItems = FindArrayItems(managedTypes);
    }

    public ApiVersion Version { get; }

    /// <summary>Every data object type and fault.</summary>
    public IReadOnlyList<VimType> Types { get; }

    public IReadOnlyList<KnownEnum> Enums { get; }

    /// <summary>The types that a method may answer instead of a result.</summary>
    public IReadOnlyList<VimType> Faults { get; }

    /// <summary>Those whose elements stand before the elements of methods; none before 9.1.</summary>
    public IReadOnlyList<VimType> FirstFaults { get; }

    /// <summary>The published methods, the PropertyCollector's first.</summary>
    public IReadOnlyList<VimMethod> Methods { get; }

    /// <summary>The published methods in the order of their messages and operations.</summary>
    public IReadOnlyList<VimMethod> Operations { get; }

    /// <summary>The data object types and enumerations that occur as arrays, which as a value of anyType have a type of their own.</summary>
    public IReadOnlySet<string> ArrayItems { get; }

    /// <summary>The fields or parameters that the version knows.</summary>
    public IEnumerable<VimField> Known(IEnumerable<VimField> fields) => fields.Where(field => field.Since <= Version);

    /// <summary>The faults that the WSDL declares for a method besides RuntimeFault, which it declares for each.</summary>
    public IEnumerable<string> FaultsOf(VimMethod method) => method.Faults.Where(name => _byName.ContainsKey(name));

    private static bool IsFault(VimType type) => type.Name == MethodFault.Schema.Name || (type.Base is { } parent && IsFault(parent));

    private HashSet<string> FindArrayItems(IEnumerable<VimManagedType> managedTypes)
    {
        var uses = Types.SelectMany(type => Known(type.Fields)).Select(field => field.Type)
            .Concat(Methods.SelectMany(method => Known(method.Parameters)).Select(parameter => parameter.Type))
            .Concat(Methods.Select(method => method.Returns).OfType<VimTypeRef>())
            .Concat(managedTypes.SelectMany(type => type.Properties).Where(property => property.Since <= Version).Select(property => property.Type));
        return uses
            .Where(use => use is { IsArray: true, Kind: VimKind.Object or VimKind.Enum })
            .Select(use => use.Name)
            // A property whose own type is not declared stands here as DynamicData; nothing else is an array of it.
            .Where(name => name != DynamicData.Schema.Name)
            .ToHashSet(StringComparer.Ordinal);
    }
}
