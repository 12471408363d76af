namespace VimSessionService.Vim25;

/// <summary>The server and a host cannot talk.</summary>
[VmodlName("vmodl.fault.HostCommunication")]
public partial record HostCommunication : RuntimeFault;

/// <summary>The host is not connected to the server.</summary>
[VmodlName("vmodl.fault.HostNotConnected")]
public sealed partial record HostNotConnected : HostCommunication;

/// <summary>The host does not answer.</summary>
[VmodlName("vmodl.fault.HostNotReachable")]
public sealed partial record HostNotReachable : HostCommunication;

/// <summary>An argument is not acceptable; names the argument.</summary>
[VmodlName("vmodl.fault.InvalidArgument")]
public sealed partial record InvalidArgument : RuntimeFault
{
    public string? InvalidProperty { get; init; }
}

/// <summary>The request is not one that can be understood.</summary>
[VmodlName("vmodl.fault.InvalidRequest")]
public partial record InvalidRequest : RuntimeFault;

/// <summary>A value in the request is of a type that cannot stand there.</summary>
[VmodlName("vmodl.fault.InvalidType")]
public sealed partial record InvalidType : InvalidRequest
{
    public string? Argument { get; init; }
}

/// <summary>No object has the reference.</summary>
[VmodlName("vmodl.fault.ManagedObjectNotFound")]
public sealed partial record ManagedObjectNotFound : RuntimeFault
{
    public required ManagedObjectReference Obj { get; init; }
}

/// <summary>The object has no such method.</summary>
[VmodlName("vmodl.fault.MethodNotFound")]
public sealed partial record MethodNotFound : InvalidRequest
{
    public required ManagedObjectReference Receiver { get; init; }
    public required string Method { get; init; }
}

/// <summary>No licence is left for it.</summary>
[VmodlName("vmodl.fault.NotEnoughLicenses")]
public sealed partial record NotEnoughLicenses : RuntimeFault;

/// <summary>The method is part of the API and has no implementation.</summary>
[VmodlName("vmodl.fault.NotImplemented")]
public sealed partial record NotImplemented : RuntimeFault;

/// <summary>This server, or this object, does not do that.</summary>
[VmodlName("vmodl.fault.NotSupported")]
public sealed partial record NotSupported : RuntimeFault;

/// <summary>Someone called the request off.</summary>
[VmodlName("vmodl.fault.RequestCanceled")]
public sealed partial record RequestCanceled : RuntimeFault;

/// <summary>The base of refusals for reasons of security.</summary>
[VmodlName("vmodl.fault.SecurityError")]
public partial record SecurityError : RuntimeFault;

/// <summary>The server failed for a reason that is not the client's.</summary>
[VmodlName("vmodl.fault.SystemError")]
public sealed partial record SystemError : RuntimeFault
{
    public required string Reason { get; init; }
}

/// <summary>Another fault arose that the method does not know.</summary>
[VmodlName("vmodl.fault.UnexpectedFault")]
public sealed partial record UnexpectedFault : RuntimeFault
{
    public required string FaultName { get; init; }
    public LocalizedMethodFault? Fault { get; init; }
}
