namespace VimSessionService.Vim25;

public sealed partial record AlreadyExists : VimFault
{
    public string? Name { get; init; }
}

[Since(ApiVersion.V2_5)]
public sealed partial record InvalidEvent : VimFault;

public sealed partial record InvalidName : VimFault
{
    public required string Name { get; init; }
    [Reference("ManagedEntity")] public ManagedObjectReference? Entity { get; init; }
}

public sealed partial record InvalidState : VimFault;
public sealed partial record NotFound : VimFault;
public sealed partial record RemoveFailed : VimFault;
public sealed partial record Timedout : VimFault;
public partial record VimFault : MethodFault;
