namespace VimSessionService.Vim25;

/// <summary>The name or key is taken.</summary>
public sealed partial record AlreadyExists : VimFault
{
    public string? Name { get; init; }
}

/// <summary>The event to post is not of a type that can be posted.</summary>
[Since(ApiVersion.V2_5)]
public sealed partial record InvalidEvent : VimFault;

/// <summary>The name cannot be used.</summary>
public sealed partial record InvalidName : VimFault
{
    public required string Name { get; init; }
    [Reference("ManagedEntity")] public ManagedObjectReference? Entity { get; init; }
}

/// <summary>The object is not in a state for it.</summary>
public sealed partial record InvalidState : VimFault;

/// <summary>What the argument names is not there.</summary>
public sealed partial record NotFound : VimFault;

/// <summary>Something in use cannot be removed.</summary>
public sealed partial record RemoveFailed : VimFault;

/// <summary>It took longer than it may.</summary>
public sealed partial record Timedout : VimFault;

/// <summary>The base of the faults that methods declare.</summary>
public partial record VimFault : MethodFault;
