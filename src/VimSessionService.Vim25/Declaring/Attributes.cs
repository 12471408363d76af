namespace VimSessionService.Vim25;

/// <summary>Marks an interface as the declaration of a managed object type; its wire name is the interface's without the <c>I</c>.</summary>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class ManagedTypeAttribute : Attribute;

/// <summary>Marks an enumeration whose members travel as strings; a member's wire name begins in lower case.</summary>
[AttributeUsage(AttributeTargets.Enum)]
public sealed class WireEnumAttribute : Attribute;

/// <summary>The API version that introduced what it stands on; without it, the version of the enclosing declaration.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class SinceAttribute(ApiVersion version) : Attribute
{
    public ApiVersion Version { get; } = version;
}

/// <summary>
/// The privilege that a caller needs: on a method or property, on the object that is called; on a parameter, on the object or
/// each of the objects that the argument names. Without it, the object itself decides.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Parameter)]
public sealed class PrivilegeAttribute(string id) : Attribute
{
    public string Id { get; } = id;
}

/// <summary>The name of a type among servers, as in <c>vim.event.EventFilterSpec</c>; it shows in fault texts. Without it, <c>vim.</c> and the name on the wire.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface)]
public sealed class VmodlNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>The last version whose schema has an optional member as a required one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RequiredUpToAttribute(ApiVersion version) : Attribute
{
    public ApiVersion Version { get; } = version;
}

/// <summary>The managed type that a <see cref="ManagedObjectReference"/> points to.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class ReferenceAttribute(string managedType) : Attribute
{
    public string ManagedType { get; } = managedType;
}

/// <summary>A method that opens a session or changes who the caller's is: it returns that beside its result.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpensSessionAttribute : Attribute;

/// <summary>A method that ends the caller's session: it returns that beside its result.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EndsSessionAttribute : Attribute;

/// <summary>A method whose caller is proved by the security header of the request, beside its arguments.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadsSecurityHeaderAttribute : Attribute;

/// <summary>The faults that a method declares besides the runtime faults which any method may answer.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ThrowsAttribute(params Type[] faults) : Attribute
{
    public IReadOnlyList<Type> Faults { get; } = faults;
}

/// <summary>A value that must never reach a log, an error text or a trace.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class SecretAttribute : Attribute;

/// <summary>The name on the wire where it does not follow from the name in C#.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Field)]
public sealed class WireNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>
/// A member that exists in the API but whose types this model does not declare: it is known by name, a property is always
/// unset, of a method's parameters only those are read that are declared, and neither is part of the WSDL.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class UndeclaredAttribute(string? type = null) : Attribute
{
    public string? Type { get; } = type;
}

/// <summary>A method that servers answer but no published description names.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UndocumentedAttribute : Attribute;
