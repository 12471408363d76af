using System.Xml.Serialization;

namespace VimSessionService.ClientTests.Clients.Wcf;

/// <summary>The base of all faults.</summary>
[XmlType(Namespace = Vim.Namespace)]
[XmlInclude(typeof(NoPermission))]
[XmlInclude(typeof(NotAuthenticated))]
[XmlInclude(typeof(InvalidLogin))]
[XmlInclude(typeof(InvalidLocale))]
[XmlInclude(typeof(NotFound))]
[XmlInclude(typeof(InvalidArgument))]
[XmlInclude(typeof(InvalidProperty))]
public class MethodFault;

/// <summary>A fault as part of an answer, with its text.</summary>
[XmlType(Namespace = Vim.Namespace)]
public sealed class LocalizedMethodFault
{
    /// <summary>The fault.</summary>
    [XmlElement("fault")]
    public required MethodFault Fault { get; set; }

    /// <summary>Its text; may be empty.</summary>
    [XmlElement("localizedMessage")]
    public string? LocalizedMessage { get; set; }
}

/// <summary>The session lacks a privilege.</summary>
[XmlType(Namespace = Vim.Namespace)]
[XmlInclude(typeof(NotAuthenticated))]
public class NoPermission : MethodFault
{
    /// <summary>Where the privilege is lacking.</summary>
    [XmlElement("object")]
    public ManagedObjectReference? Object { get; set; }

    /// <summary>The privilege.</summary>
    [XmlElement("privilegeId")]
    public string? PrivilegeId { get; set; }
}

/// <summary>There is no session.</summary>
[XmlType(Namespace = Vim.Namespace)]
public sealed class NotAuthenticated : NoPermission;

/// <summary>The user name or the password is wrong.</summary>
[XmlType(Namespace = Vim.Namespace)]
public class InvalidLogin : MethodFault;

/// <summary>The locale is malformed or unknown.</summary>
[XmlType(Namespace = Vim.Namespace)]
public sealed class InvalidLocale : MethodFault;

/// <summary>What was named is not there.</summary>
[XmlType(Namespace = Vim.Namespace)]
public sealed class NotFound : MethodFault;

/// <summary>An argument is wrong.</summary>
[XmlType(Namespace = Vim.Namespace)]
public sealed class InvalidArgument : MethodFault
{
    /// <summary>Which.</summary>
    [XmlElement("invalidProperty")]
    public string? InvalidProperty { get; set; }
}

/// <summary>A path names no property.</summary>
[XmlType(Namespace = Vim.Namespace)]
public sealed class InvalidProperty : MethodFault
{
    /// <summary>The path.</summary>
    [XmlElement("name")]
    public string? Name { get; set; }
}
