using System.Collections.Immutable;

namespace VimSessionService.Vim25;

/// <summary>A property of a managed object type.</summary>
/// <param name="Name">The name in a property path.</param>
/// <param name="Type">What a value is.</param>
/// <param name="Since">The version that introduced it.</param>
/// <param name="Privilege">What a reader needs; null where the object decides.</param>
/// <param name="Optional">Whether it may be unset.</param>
public sealed record VimProperty(string Name, VimTypeRef Type, ApiVersion Since, string? Privilege, bool Optional);

/// <summary>A method of a managed object type.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Receiver">The managed type that declares it.</param>
/// <param name="Since">The version that introduced it.</param>
/// <param name="Privilege">What a caller needs; null where the object decides.</param>
/// <param name="Parameters">The parameters in wire order.</param>
/// <param name="Returns">What it returns; null for nothing.</param>
/// <param name="ReturnsOptional">Whether the result may be unset.</param>
/// <param name="ReturnsSecret">Whether the result must never be logged.</param>
/// <param name="Faults">The faults it declares, by name.</param>
/// <param name="IsPublished">Whether the WSDL names it.</param>
/// <param name="ReadsSecurityHeader">Whether its caller is proved by the security header of the request.</param>
/// <param name="Read">Reads a request whose element the reader stands on.</param>
public sealed record VimMethod(
    string Name,
    string Receiver,
    ApiVersion Since,
    string? Privilege,
    VimField[] Parameters,
    VimTypeRef? Returns,
    bool ReturnsOptional,
    bool ReturnsSecret,
    string[] Faults,
    bool IsPublished,
    bool ReadsSecurityHeader,
    Func<VimReader, VimRequest> Read)
{
    private const string TaskSuffix = "_Task";

    private static readonly VimTypeRef Task = new(VimKind.Reference, "Task");

    /// <summary>Whether a call answers with a task, whose result <see cref="Returns"/> describes.</summary>
    internal bool IsTask { get; } = Name.EndsWith(TaskSuffix, StringComparison.Ordinal);

    /// <summary>What a call answers with; null for nothing.</summary>
    internal VimTypeRef? Answer => IsTask ? Task : Returns;

    /// <summary>The parameters that take a privilege on what they name.</summary>
    public IReadOnlyList<VimField> PrivilegedParameters { get; } = Array.FindAll(Parameters, static parameter => parameter.Privilege is not null);
}

/// <summary>The description of a managed object type.</summary>
/// <param name="name">The name on the wire.</param>
/// <param name="vmodlName">The name among servers.</param>
/// <param name="since">The version that introduced it.</param>
/// <param name="baseType">The type it extends.</param>
/// <param name="isDeclared">False for a type of which only the name is known.</param>
/// <param name="properties">The properties it adds to its base, in the order of their declaration.</param>
/// <param name="methods">The methods it adds to its base, in the order of their declaration.</param>
public sealed class VimManagedType(
    string name, string vmodlName, ApiVersion since, VimManagedType? baseType, bool isDeclared, VimProperty[] properties, VimMethod[] methods)
{
    /// <summary>The name on the wire.</summary>
    public string Name { get; } = name;

    /// <summary>The name among servers, such as <c>vim.Folder</c>; it shows in fault texts.</summary>
    public string VmodlName { get; } = vmodlName;

    /// <summary>The version that introduced it.</summary>
    public ApiVersion Since { get; } = since;

    /// <summary>The type it extends.</summary>
    public VimManagedType? Base { get; } = baseType;

    /// <summary>False for a type of which only the name is known.</summary>
    public bool IsDeclared { get; } = isDeclared;

    /// <summary>The properties it adds to its base.</summary>
    public ImmutableArray<VimProperty> Properties { get; } = [.. properties];

    /// <summary>The methods it adds to its base.</summary>
    public IReadOnlyList<VimMethod> Methods { get; } = methods;

    /// <summary>Its properties and those of the types it extends, by name, in the order in which a real server sends the properties of an object.</summary>
    public ImmutableArray<VimProperty> PropertiesByName { get; } =
        [.. (baseType?.PropertiesByName ?? []).Concat(properties).OrderBy(static property => property.Name, StringComparer.Ordinal)];

    /// <summary>A type of which only the name is known.</summary>
    public static VimManagedType Opaque(string name) => new(name, VmodlNames.OfManaged(name), ApiVersions.Oldest, null, isDeclared: false, [], []);

    /// <summary>Finds a property of this type or one it extends.</summary>
    public VimProperty? FindProperty(string propertyName)
    {
        for (var type = this; type is not null; type = type.Base)
        {
            foreach (var property in type.Properties)
            {
                if (property.Name == propertyName)
                    return property;
            }
        }

        return null;
    }

    /// <summary>Whether this is the named type or extends it.</summary>
    public bool Is(string typeName)
    {
        for (var type = this; type is not null; type = type.Base)
        {
            if (type.Name == typeName)
                return true;
        }

        return false;
    }
}
