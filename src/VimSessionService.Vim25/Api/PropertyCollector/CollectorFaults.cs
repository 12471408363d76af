namespace VimSessionService.Vim25;

public sealed partial record InvalidProperty : MethodFault
{
    public required string Name { get; init; }
}

public sealed partial record InvalidCollectorVersion : MethodFault;
