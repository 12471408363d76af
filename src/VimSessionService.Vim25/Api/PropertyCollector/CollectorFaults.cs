namespace VimSessionService.Vim25;

/// <summary>A path names no property; bears the path.</summary>
[VmodlName("vmodl.query.InvalidProperty")]
public sealed partial record InvalidProperty : MethodFault
{
    public required string Name { get; init; }
}

/// <summary>The version given is not one that this filter has handed out.</summary>
[VmodlName("vmodl.query.InvalidCollectorVersion")]
public sealed partial record InvalidCollectorVersion : MethodFault;
