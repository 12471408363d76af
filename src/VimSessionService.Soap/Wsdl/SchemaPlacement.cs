using System.Collections.Frozen;

namespace VimSessionService.Soap.Wsdl;

/// <summary>Which file of the set a type belongs to: the foundation, the PropertyCollector, or the rest.</summary>
internal static class SchemaPlacement
{
    /// <summary>The last of the places that <see cref="RankOf"/> gives.</summary>
    public const int OtherRank = 4;

    private static readonly FrozenSet<string> Core = FrozenSet.Create(
        StringComparer.Ordinal,
        "AuthenticationRequired",
        "AuthenticationRequiredAuthenticationScheme",
        "AuthenticationRequiredChallenge",
        "AuthenticationRequiredErrorType",
        "DynamicData",
        "DynamicProperty",
        "HostCommunication",
        "HostNotConnected",
        "HostNotReachable",
        "InvalidArgument",
        "InvalidRequest",
        "InvalidToken",
        "InvalidType",
        "KeyAnyValue",
        "LocalizableMessage",
        "LocalizedMethodFault",
        "ManagedObjectNotFound",
        "MethodFault",
        "MethodNotFound",
        "NotEnoughLicenses",
        "NotImplemented",
        "NotSupported",
        "RequestCanceled",
        "RuntimeFault",
        "SecurityError",
        "SessionNotFound",
        "SystemError",
        "UnexpectedFault");

    private static readonly FrozenSet<string> Query = FrozenSet.Create(
        StringComparer.Ordinal,
        "InvalidCollectorVersion",
        "InvalidProperty",
        "MissingObject",
        "MissingProperty",
        "ObjectContent",
        "ObjectSpec",
        "ObjectUpdate",
        "ObjectUpdateKind",
        "PropertyChange",
        "PropertyChangeOp",
        "PropertyFilterSpec",
        "PropertyFilterUpdate",
        "PropertySpec",
        "RetrieveOptions",
        "RetrieveResult",
        "SelectionSpec",
        "TraversalSpec",
        "UpdateSet",
        "WaitOptions");

    /// <summary>The file that holds a data object type, a fault or an enumeration.</summary>
    public static string FileOf(string typeName) =>
        Core.Contains(typeName) ? WsdlFiles.CoreTypes
        : Query.Contains(typeName) ? WsdlFiles.QueryTypes
        : WsdlFiles.VimTypes;

    /// <summary>The place of a fault among those of a WSDL that has the foundation's first: the base types, the rest of the foundation, those of the PropertyCollector, all others.</summary>
    public static int RankOf(string fault) => fault switch
    {
        "MethodFault" => 0,
        "RuntimeFault" => 1,
        _ when Core.Contains(fault) => 2,
        _ when Query.Contains(fault) => 3,
        _ => OtherRank,
    };

    /// <summary>Whether the methods of a managed type stand among the PropertyCollector's.</summary>
    public static bool IsQuery(string managedType) => managedType is "PropertyCollector" or "PropertyFilter";
}
