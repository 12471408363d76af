using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Schema.Values;

/// <summary>A data object type that has no declaration in C#, with what its values are read by.</summary>
internal sealed class DynamicType
{
    private readonly MemberReader _members;
    private readonly DynamicType? _base;

    /// <summary>Makes a type.</summary>
    /// <param name="name">The name on the wire.</param>
    /// <param name="vmodlName">The name among servers.</param>
    /// <param name="since">The version that introduced it.</param>
    /// <param name="baseType">The type that it extends; null for none.</param>
    /// <param name="catalog">Knows the types that extend it, and the enumerations.</param>
    /// <param name="fields">Makes the fields that it adds to its base, from the place of the first.</param>
    public DynamicType(string name, string vmodlName, ApiVersion since, DynamicType? baseType, VimCatalog catalog, Func<int, VimField[]> fields)
    {
        _base = baseType;
        var inherited = baseType?._members.Fields ?? [];
        var own = fields(inherited.Length);
        _members = new MemberReader(name, [.. inherited, .. own], SinceOf, catalog);
        Description = new VimType(name, vmodlName, since, baseType?.Description, Read, own) { Family = catalog.FindType };
    }

    /// <summary>The description of the type.</summary>
    public VimType Description { get; }

    /// <summary>The place of a field; null when there is none of the name.</summary>
    public int? PlaceOf(string name) => _members.PlaceOf(name);

    /// <summary>The name of a field.</summary>
    public string NameAt(int place) => _members.Fields[place].Name;

    /// <summary>Makes a value.</summary>
    /// <param name="members">The fields that are set, by their names.</param>
    /// <exception cref="ArgumentException">The type has no such field.</exception>
    public DynamicObject Create(params IEnumerable<(string Name, object? Value)> members)
    {
        var values = new object?[_members.Fields.Length];
        foreach (var (name, value) in members)
        {
            if (_members.PlaceOf(name) is not { } place)
                throw new ArgumentException($"{Description.Name} has no field {name}.", nameof(members));
            values[place] = value;
        }

        return new DynamicObject(this, values);
    }

    /// <summary>The fields, those of the base types first: each is at its place.</summary>
    public VimField[] Fields => _members.Fields;

    /// <summary>Makes a value of the fields at their places, which the value keeps; null for an unset one.</summary>
    public DynamicObject CreateOf(object?[] fields) => new(this, fields);

    /// <summary>Since when there is the type that declares a field.</summary>
    private ApiVersion SinceOf(int place) => _base is { } type && place < type.Fields.Length ? type.SinceOf(place) : Description.Since;

    private DynamicObject Read(VimReader reader) => new(this, _members.Read(reader, receiver: null));
}
