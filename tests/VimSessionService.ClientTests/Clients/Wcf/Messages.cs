using System.ServiceModel;
using System.Xml.Serialization;

namespace VimSessionService.ClientTests.Clients.Wcf;

/// <summary>Ends sessions.</summary>
[MessageContract(WrapperName = "TerminateSession", WrapperNamespace = Vim.Namespace)]
public sealed class TerminateSessionRequest
{
    /// <summary>The session manager.</summary>
    [MessageBodyMember(Name = "_this", Namespace = Vim.Namespace, Order = 0)]
    public ManagedObjectReference? Self { get; set; }

    /// <summary>The keys of the sessions.</summary>
    [MessageBodyMember(Name = "sessionId", Namespace = Vim.Namespace, Order = 1)]
    [XmlElement("sessionId")]
    public string[] SessionId { get; set; } = [];
}

/// <summary>The sessions are ended.</summary>
[MessageContract(WrapperName = "TerminateSessionResponse", WrapperNamespace = Vim.Namespace)]
public sealed class TerminateSessionResponse;

/// <summary>Reads properties.</summary>
[MessageContract(WrapperName = "RetrievePropertiesEx", WrapperNamespace = Vim.Namespace)]
public sealed class RetrievePropertiesExRequest
{
    /// <summary>The property collector.</summary>
    [MessageBodyMember(Name = "_this", Namespace = Vim.Namespace, Order = 0)]
    public ManagedObjectReference? Self { get; set; }

    /// <summary>What to read.</summary>
    [MessageBodyMember(Name = "specSet", Namespace = Vim.Namespace, Order = 1)]
    [XmlElement("specSet")]
    public PropertyFilterSpec[] SpecSet { get; set; } = [];

    /// <summary>How to answer.</summary>
    [MessageBodyMember(Name = "options", Namespace = Vim.Namespace, Order = 2)]
    public RetrieveOptions Options { get; set; } = new();
}

/// <summary>What was read.</summary>
[MessageContract(WrapperName = "RetrievePropertiesExResponse", WrapperNamespace = Vim.Namespace)]
public sealed class RetrievePropertiesExResponse
{
    /// <summary>The first page; null when nothing was selected.</summary>
    [MessageBodyMember(Name = "returnval", Namespace = Vim.Namespace, Order = 0)]
    public RetrieveResult? Result { get; set; }
}
