namespace VimSessionService.Vim25;

/// <summary>The name or key is taken.</summary>
[VmodlName("vim.fault.AlreadyExists")]
public sealed partial record AlreadyExists : VimFault
{
    public string? Name { get; init; }
}

/// <summary>The event to post is not of a type that can be posted.</summary>
[Since(ApiVersion.V2_5)]
[VmodlName("vim.fault.InvalidEvent")]
public sealed partial record InvalidEvent : VimFault;

/// <summary>The name cannot be used.</summary>
[VmodlName("vim.fault.InvalidName")]
public sealed partial record InvalidName : VimFault
{
    public required string Name { get; init; }
    [Reference("ManagedEntity")] public ManagedObjectReference? Entity { get; init; }
}

/// <summary>The object is not in a state for it.</summary>
[VmodlName("vim.fault.InvalidState")]
public sealed partial record InvalidState : VimFault;

/// <summary>What the argument names is not there.</summary>
[VmodlName("vim.fault.NotFound")]
public sealed partial record NotFound : VimFault;

/// <summary>Something in use cannot be removed.</summary>
[VmodlName("vim.fault.RemoveFailed")]
public sealed partial record RemoveFailed : VimFault;

/// <summary>It took longer than it may.</summary>
[VmodlName("vim.fault.Timedout")]
public sealed partial record Timedout : VimFault;

/// <summary>The base of the faults that methods declare.</summary>
[VmodlName("vim.fault.VimFault")]
public partial record VimFault : MethodFault;
