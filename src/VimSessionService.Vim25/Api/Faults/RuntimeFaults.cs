namespace VimSessionService.Vim25;

public partial record HostCommunication : RuntimeFault;
public sealed partial record HostNotConnected : HostCommunication;
public sealed partial record HostNotReachable : HostCommunication;

public sealed partial record InvalidArgument : RuntimeFault
{
    public string? InvalidProperty { get; init; }
}

public partial record InvalidRequest : RuntimeFault;

public sealed partial record InvalidType : InvalidRequest
{
    public string? Argument { get; init; }
}

public sealed partial record ManagedObjectNotFound : RuntimeFault
{
    public required ManagedObjectReference Obj { get; init; }
}

public sealed partial record MethodNotFound : InvalidRequest
{
    public required ManagedObjectReference Receiver { get; init; }
    public required string Method { get; init; }
}

public sealed partial record NotEnoughLicenses : RuntimeFault;
public sealed partial record NotImplemented : RuntimeFault;
public sealed partial record NotSupported : RuntimeFault;
public sealed partial record RequestCanceled : RuntimeFault;
public partial record SecurityError : RuntimeFault;

public sealed partial record SystemError : RuntimeFault
{
    public required string Reason { get; init; }
}

public sealed partial record UnexpectedFault : RuntimeFault
{
    public required string FaultName { get; init; }
    public LocalizedMethodFault? Fault { get; init; }
}
