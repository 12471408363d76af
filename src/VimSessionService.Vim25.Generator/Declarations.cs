namespace VimSessionService.Vim25.Generator;

/// <summary>The C# type of a member, and what it is on the wire.</summary>
/// <param name="Kind">A member of <c>VimKind</c>.</param>
/// <param name="Name">The data object's, enumeration's or referenced managed type's name; else empty.</param>
/// <param name="Item">The C# type without array and nullability.</param>
internal sealed record TypeModel(string Kind, string Name, string Item, bool IsArray, bool IsNullable, bool IsValueType)
{
    /// <summary>The C# type of one item; qualified, since a member may have the same name as a type.</summary>
    public string CSharpItem => Kind is "Object" or "Enum" or "Reference" ? "global::VimSessionService.Vim25." + Item : Item;

    public string CSharp => CSharpItem + (IsArray ? "[]" : "") + (IsNullable ? "?" : "");

    public string CSharpNullable => CSharpItem + (IsArray ? "[]" : "") + "?";

    /// <summary>The expression that makes the <c>VimTypeRef</c>.</summary>
    public string Reference =>
        $"new(VimKind.{Kind}{(Name.Length > 0 ? $", \"{Name}\"" : IsArray ? ", \"\"" : "")}{(IsArray ? ", true" : "")})";
}

/// <summary>A field of a data object, or a parameter of a method.</summary>
/// <param name="Privilege">What an argument takes on each object that it names.</param>
/// <param name="RequiredUpTo">The last version whose schema requires an optional member.</param>
internal sealed record MemberModel(
    string Name, string WireName, TypeModel Type, string Since, bool Secret, string? Privilege = null, string? RequiredUpTo = null)
{
    /// <summary>A local variable or parameter for the member.</summary>
    public string Local => "@" + char.ToLowerInvariant(Name[0]) + Name.Substring(1);
}

/// <summary>A data object or fault as it is declared.</summary>
/// <param name="Own">The members that the record itself declares.</param>
/// <param name="All">Those of its bases first, then its own: the wire order.</param>
internal sealed record DataModel(
    string Name, string VmodlName, string BaseName, bool HasBase, bool IsSealed, string Since, EquatableArray<MemberModel> Own, EquatableArray<MemberModel> All);

internal sealed record EnumModel(string Name, string Since, EquatableArray<EnumValueModel> Values);

internal sealed record EnumValueModel(string Name, string WireName);

internal sealed record PropertyModel(string Name, string WireName, TypeModel Type, string Since, string? Privilege, bool IsUndeclared);

internal sealed record MethodModel(
    string Name,
    string WireName,
    EquatableArray<MemberModel> Parameters,
    TypeModel? Returns,
    bool ReturnsSecret,
    string Since,
    string? Privilege,
    EquatableArray<string> Faults,
    bool IsUndeclared,
    bool IsUndocumented,
    bool OpensSession,
    bool EndsSession,
    bool ReadsSecurityHeader);

internal sealed record ManagedModel(
    string Name, string VmodlName, string? BaseName, string Since, EquatableArray<PropertyModel> Properties, EquatableArray<MethodModel> Methods)
{
    /// <summary>The class that the service's own class derives from.</summary>
    public string Skeleton => Name == "ManagedObject" ? "ManagedObject" : Name + "Base";
}
