namespace VimSessionService.Vim25;

public sealed partial record RetrieveResult : DynamicData
{
    public string? Token { get; init; }
    public required ObjectContent[] Objects { get; init; }
}

public sealed partial record ObjectContent : DynamicData
{
    public required ManagedObjectReference Obj { get; init; }
    public DynamicProperty[]? PropSet { get; init; }
    public MissingProperty[]? MissingSet { get; init; }
}

public sealed partial record MissingProperty : DynamicData
{
    public required string Path { get; init; }
    public required LocalizedMethodFault Fault { get; init; }
}

public sealed partial record MissingObject : DynamicData
{
    public required ManagedObjectReference Obj { get; init; }
    public required LocalizedMethodFault Fault { get; init; }
}
