using VimSessionService.Schema;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Inventory.Lab;

/// <summary>Makes values of the API. What is not given and has to be there is false, zero, empty or the first value of its enumeration.</summary>
/// <param name="api">The types.</param>
internal sealed class LabValues(WholeApi api)
{
    /// <summary>The time at which the lab was recorded, as it were.</summary>
    public static DateTime Recorded { get; } = new(2025, 3, 1, 6, 0, 0, DateTimeKind.Utc);

    /// <summary>The whole API.</summary>
    public WholeApi Api => api;

    /// <summary>A data object.</summary>
    public DynamicObject Object(string type, params (string Name, object? Value)[] members)
    {
        var found = api.FindDynamicType(type) ?? throw new ArgumentException($"There is no type {type}.", nameof(type));
        var given = members.Select(static member => member.Name).ToHashSet(StringComparer.Ordinal);
        return found.Create(members.Concat(FieldsOf(found.Description).Where(field => !field.Optional && !given.Contains(field.Name)).Select(field => (field.Name, Least(field.Type)))));
    }

    /// <summary>An array of data objects as the value of a property.</summary>
    public TypedArray Array(string type, params DataObject[] items) => new(api.FindType(type)!, items);

    /// <summary>A value of an enumeration.</summary>
    public EnumValue Enum(string type, string value) => api.FindEnum(type)?.Find(value) ?? throw new ArgumentException($"{type} has no value {value}.", nameof(value));

    /// <summary>The value of a property that has to be there and is not given.</summary>
    public object? Least(VimProperty property) => property.Optional ? null : Least(property.Type);

    private static IEnumerable<VimField> FieldsOf(VimType type) => (type.Base is { } parent ? FieldsOf(parent) : []).Concat(type.Fields);

    private object? Least(VimTypeRef type) => type switch
    {
        { IsArray: true, Kind: VimKind.Object } => System.Array.Empty<DataObject>(),
        { IsArray: true, Kind: VimKind.Enum } => new EnumArray(type.Name, []),
        { IsArray: true, Kind: VimKind.Reference } => System.Array.Empty<ManagedObjectReference>(),
        { IsArray: true, Kind: VimKind.String } => System.Array.Empty<string>(),
        { IsArray: true, Kind: VimKind.Short } => System.Array.Empty<short>(),
        { IsArray: true, Kind: VimKind.Int } => System.Array.Empty<int>(),
        { IsArray: true, Kind: VimKind.Long } => System.Array.Empty<long>(),
        { IsArray: true } => null,
        { Kind: VimKind.String } => "",
        { Kind: VimKind.Boolean } => false,
        { Kind: VimKind.Byte } => (sbyte)0,
        { Kind: VimKind.Short } => (short)0,
        { Kind: VimKind.Int } => 0,
        { Kind: VimKind.Long } => 0L,
        { Kind: VimKind.Float } => 0f,
        { Kind: VimKind.Double } => 0d,
        { Kind: VimKind.DateTime } => Recorded,
        { Kind: VimKind.Enum } => api.FindEnum(type.Name)!.Find(api.FindEnum(type.Name)!.Values[0]),
        { Kind: VimKind.Object } => Object(type.Name),
        _ => null,
    };
}
