using Microsoft.CodeAnalysis;

namespace VimSessionService.Vim25.Generator.Diagnostics;

/// <summary>What the generator reports. All are errors: nothing is generated for a declaration that has one.</summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor UnsupportedType = Error(
        "VSG001",
        "Unsupported type",
        "'{0}' has the type '{1}', which has no form on the wire. Supported are string, bool, int, long, double, DateTime, byte[], object, "
            + "ManagedObjectReference, data objects, [WireEnum] enumerations, and arrays of these.");

    public static readonly DiagnosticDescriptor UnknownVersion = Error(
        "VSG002", "Unknown version", "The version in [{1}] of '{0}' is not a member of ApiVersion");

    public static readonly DiagnosticDescriptor MissingSince = Error(
        "VSG003", "Missing Since", "'{0}' exists since {1}, but its type '{2}' only since {3}: add [Since(ApiVersion.{3})] or a later version");

    public static readonly DiagnosticDescriptor DuplicateMember = Error(
        "VSG004", "Duplicate member", "'{0}' has more than one member with the name '{1}' on the wire, counting those of its bases");

    public static readonly DiagnosticDescriptor DuplicateType = Error(
        "VSG005", "Duplicate type", "More than one type has the name '{0}' on the wire");

    public static readonly DiagnosticDescriptor DuplicateMethod = Error(
        "VSG006", "Duplicate method", "More than one method has the name '{0}', in C# or on the wire");

    public static readonly DiagnosticDescriptor BaseNotDeclared = Error(
        "VSG007", "Base not declared", "'{0}' extends '{1}', which is not declared: {2}");

    public static readonly DiagnosticDescriptor UnsupportedParameter = Error(
        "VSG008", "Unsupported parameter", "The parameter '{0}' of '{1}' is {2}; parameters are passed by value and have no default");

    public static readonly DiagnosticDescriptor UnsupportedMember = Error(
        "VSG009", "Unsupported member", "'{0}' is {1}, which the API does not have");

    public static readonly DiagnosticDescriptor UnsupportedDeclaration = Error(
        "VSG010", "Unsupported declaration", "'{0}' {1}");

    public static readonly DiagnosticDescriptor NotAFault = Error(
        "VSG011", "Not a fault", "'{1}' in [Throws] of '{0}' is not a fault: it does not extend MethodFault");

    public static readonly DiagnosticDescriptor RequiredUpToOfRequired = Error(
        "VSG012", "RequiredUpTo on a required member", "'{0}' has [RequiredUpTo], but is required in every version: make its type nullable");

    public static readonly DiagnosticDescriptor BadNameLine = Error(
        "VSG013", "Line of vmodl-names.txt", "The line '{0}' is not 'managed NAME VMODL BASE VERSION' or 'method NAME VMODL', or repeats a name");

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "VimSessionService.Vim25", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
