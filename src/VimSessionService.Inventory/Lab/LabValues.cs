using System.Collections.Concurrent;
using VimSessionService.Schema;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>Makes values of the API. What is not given and has to be there is false, zero, empty or the first value of its enumeration.</summary>
/// <param name="api">The types.</param>
internal sealed class LabValues(WholeApi api)
{
    private readonly ConcurrentDictionary<string, Shape> _shapes = new(StringComparer.Ordinal);

    /// <summary>The time at which the lab was recorded, as it were.</summary>
    public static DateTime Recorded { get; } = new(2025, 3, 1, 6, 0, 0, DateTimeKind.Utc);

    /// <summary>The whole API.</summary>
    public WholeApi Api => api;

    /// <summary>A data object.</summary>
    public DynamicObject Object(string type, params ReadOnlySpan<(string Name, object? Value)> members)
    {
        var shape = _shapes.TryGetValue(type, out var known) ? known : _shapes.GetOrAdd(type, Shape.Of(Api.FindDynamicType(type) ?? throw new ArgumentException($"There is no type {type}.", nameof(type))));
        var fields = new object?[shape.Type.Fields.Length];
        foreach (var (name, value) in members)
            fields[shape.Type.PlaceOf(name) ?? throw new ArgumentException($"{type} has no field {name}.", nameof(members))] = value;
        foreach (var required in shape.Required)
        {
            if (fields[required.Place] is null && !IsGiven(members, required.Name))
                fields[required.Place] = required.Least ??= Least(required.Type);
        }

        return shape.Type.CreateOf(fields);
    }

    /// <summary>An array of data objects as the value of a property.</summary>
    public TypedArray Array(string type, params DataObject[] items) => new(api.FindType(type)!, items);

    /// <summary>A value of an enumeration.</summary>
    public EnumValue Enum(string type, string value) => api.FindEnum(type)?.Find(value) ?? throw new ArgumentException($"{type} has no value {value}.", nameof(value));

    /// <summary>The value of a property that has to be there and is not given.</summary>
    public object? Least(VimProperty property) => property.Optional ? null : Least(property.Type);

    private static bool IsGiven(ReadOnlySpan<(string Name, object? Value)> members, string name)
    {
        foreach (var member in members)
        {
            if (member.Name == name)
                return true;
        }

        return false;
    }

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

    /// <summary>A type with the fields that have to be there.</summary>
    private sealed record Shape(DynamicType Type, RequiredField[] Required)
    {
        public static Shape Of(DynamicType type) =>
            new(type, [.. type.Fields.Select(static (field, place) => (field, place)).Where(static item => !item.field.Optional).Select(static item => new RequiredField(item.place, item.field.Name, item.field.Type))]);
    }

    /// <summary>A field that has to be there.</summary>
    private sealed class RequiredField(int place, string name, VimTypeRef type)
    {
        public int Place => place;

        public string Name => name;

        public VimTypeRef Type => type;

        /// <summary>What stands there where nothing is given; made when it is needed. Values do not change, so all share it.</summary>
        public object? Least { get; set; }
    }
}
