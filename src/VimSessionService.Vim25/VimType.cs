
namespace VimSessionService.Vim25;

/// <summary>What a value is on the wire.</summary>
public enum VimKind : byte
{
    Any,
    String,
    Boolean,
    Byte,
    Short,
    Int,
    Long,
    Float,
    Double,
    DateTime,
    Binary,
    Reference,
    Enum,
    Object,
}

/// <summary>The declared type of a field, a parameter, a property or a result.</summary>
/// <param name="Kind">What a value is.</param>
/// <param name="Name">The name of a data object, enumeration or referenced managed type; empty for the rest.</param>
/// <param name="IsArray">Whether it may occur more than once.</param>
public sealed record VimTypeRef(VimKind Kind, string Name = "", bool IsArray = false)
{
    private VimType? _object;

    /// <summary>The types among which that of a data object is found: the declared ones, or those of the type that the field belongs to.</summary>
    internal Func<string, VimType?> Family { private get; init; } = VimTypes.Find;

    /// <summary>The type's name as error texts of servers have it, as in <c>ArrayOfPropertySpec</c>.</summary>
    public string WireName => IsArray ? "ArrayOf" + char.ToUpperInvariant(ItemName[0]) + ItemName[1..] : ItemName;

    private string ItemName => Kind switch
    {
        VimKind.Any => "anyType",
        VimKind.DateTime => "dateTime",
        VimKind.Binary => "base64Binary",
        _ when Name.Length > 0 => Name,
        _ => Kind.ToString().ToLowerInvariant(),
    };

    /// <summary>The data object's description; only for <see cref="VimKind.Object"/>.</summary>
    public VimType Object => _object ??= Family(Name) ?? throw new InvalidOperationException($"{Name} is no data object");
}

/// <summary>A field of a data object, or a parameter of a method.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Type">What a value is.</param>
/// <param name="Since">The version that introduced it.</param>
/// <param name="Optional">Whether a value may be absent.</param>
/// <param name="Secret">Whether a value must never be logged or kept.</param>
/// <param name="Get">Reads it of a data object or request.</param>
public sealed record VimField(string Name, VimTypeRef Type, ApiVersion Since, bool Optional, bool Secret, Func<object, object?> Get)
{
    private byte[]? _nameUtf8;

    /// <summary>What a caller needs on each object that an argument names; null where the method decides.</summary>
    public string? Privilege { get; init; }

    /// <inheritdoc cref="Name"/>
    internal ReadOnlySpan<byte> NameUtf8 => _nameUtf8 ??= System.Text.Encoding.UTF8.GetBytes(Name);

    /// <summary>The last version whose schema requires it though it is optional; null for none.</summary>
    public ApiVersion? RequiredUpTo { get; init; }

    /// <summary>
    /// Whether the schema of a version says that it may be absent. A member that is newer than what it belongs to may be: answers
    /// to older clients do not have it.
    /// </summary>
    /// <param name="version">The version of the schema.</param>
    /// <param name="ownerSince">The version that introduced the type or method that it belongs to.</param>
    public bool IsOptionalIn(ApiVersion version, ApiVersion ownerSince) =>
        Since > ownerSince || (Optional && !(RequiredUpTo >= version));
}

/// <summary>The description of a data object type or fault.</summary>
/// <param name="name">The name on the wire.</param>
/// <param name="vmodlName">The name among servers.</param>
/// <param name="since">The version that introduced it.</param>
/// <param name="baseType">The type it extends.</param>
/// <param name="read">Reads a value whose element the reader stands on.</param>
/// <param name="fields">The fields it adds to its base, in wire order.</param>
public sealed class VimType(
    string name, string vmodlName, ApiVersion since, VimType? baseType, Func<VimReader, DataObject> read, VimField[] fields)
{
    private readonly byte[] _nameUtf8 = System.Text.Encoding.UTF8.GetBytes(name);

    /// <summary>The name on the wire.</summary>
    public string Name { get; } = name;

    /// <inheritdoc cref="Name"/>
    public ReadOnlySpan<byte> NameUtf8 => _nameUtf8;

    /// <summary>The name among servers, such as <c>vim.event.EventFilterSpec</c>; it shows in fault texts.</summary>
    public string VmodlName { get; } = vmodlName;

    /// <summary>The version that introduced it.</summary>
    public ApiVersion Since { get; } = since;

    /// <summary>The type it extends.</summary>
    public VimType? Base { get; } = baseType;

    /// <summary>The fields it adds to its base, in wire order.</summary>
    public IReadOnlyList<VimField> Fields { get; } = fields;

    /// <summary>Reads a value whose element the reader stands on.</summary>
    public Func<VimReader, DataObject> Read { get; } = read;

    /// <summary>The types among which those that extend it are found, by their names on the wire.</summary>
    internal Func<string, VimType?> Family { get; init; } = VimTypes.Find;

    /// <summary>Finds a field of this type or one it extends.</summary>
    public VimField? FindField(string fieldName)
    {
        for (var type = this; type is not null; type = type.Base)
        {
            foreach (var field in type.Fields)
            {
                if (field.Name == fieldName)
                    return field;
            }
        }

        return null;
    }

    /// <summary>Whether this is <paramref name="other"/> or extends it.</summary>
    public bool Is(VimType other)
    {
        for (var type = this; type is not null; type = type.Base)
        {
            if (ReferenceEquals(type, other))
                return true;
        }

        return false;
    }

    /// <summary>
    /// The nearest type on the way to the root that a client of a version knows; at most as far as the type that is declared where
    /// the value stands, which a client that calls a method newer than itself knows all the same.
    /// </summary>
    public VimType KnownTo(ApiVersion version, VimType? declared = null)
    {
        var type = this;
        while (type.Since > version && !ReferenceEquals(type, declared) && type.Base is { } next)
            type = next;
        return type;
    }
}

/// <summary>A value of an enumeration that has no declaration in C#.</summary>
/// <param name="Type">The name of the enumeration on the wire.</param>
/// <param name="Value">The name of the value on the wire.</param>
internal sealed record EnumValue(string Type, string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>An array of values of one enumeration that has no declaration in C#.</summary>
/// <param name="Type">The name of the enumeration on the wire.</param>
/// <param name="Values">The names of the values on the wire.</param>
internal sealed record EnumArray(string Type, EnumValue[] Values)
{
    /// <inheritdoc/>
    public bool Equals(EnumArray? other) => other is not null && Type == other.Type && Values.AsSpan().SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Values.Length);
}

/// <summary>An array of data objects with the declared type that its items have in common.</summary>
public sealed record TypedArray(VimType ItemType, DataObject[] Items);
