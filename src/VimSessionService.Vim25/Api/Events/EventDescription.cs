namespace VimSessionService.Vim25;

/// <summary>The event types of the server, with their categories.</summary>
[VmodlName("vim.event.EventDescription")]
public sealed partial record EventDescription : DynamicData
{
    public required ElementDescription[] Category { get; init; }
    public required EventDescriptionEventDetail[] EventInfo { get; init; }
    [Since(ApiVersion.V4_0)] public EnumDescription[]? EnumeratedTypes { get; init; }
}

/// <summary>An event type with the patterns of its text.</summary>
[VmodlName("vim.event.EventDescription.EventDetail")]
public sealed partial record EventDescriptionEventDetail : DynamicData
{
    public required string Key { get; init; }
    [Since(ApiVersion.V4_0)] public string? Description { get; init; }
    public required string Category { get; init; }
    public required string FormatOnDatacenter { get; init; }
    public required string FormatOnComputeResource { get; init; }
    public required string FormatOnHost { get; init; }
    public required string FormatOnVm { get; init; }
    public required string FullFormat { get; init; }
    [Since(ApiVersion.V4_1)] public string? LongDescription { get; init; }
}

/// <summary>An argument that events of one type bear.</summary>
[Since(ApiVersion.V4_0)]
[VmodlName("vim.event.EventDescription.EventArgDesc")]
public sealed partial record EventArgDesc : DynamicData
{
    public required string Name { get; init; }
    public required string Type { get; init; }
    public ElementDescription? Description { get; init; }
}

/// <summary>An enumeration with texts for its values.</summary>
[Since(ApiVersion.V4_0)]
public sealed partial record EnumDescription : DynamicData
{
    public required string Key { get; init; }
    public required ElementDescription[] Tags { get; init; }
}

/// <summary>The severity of an event, on the wire as text.</summary>
[Since(ApiVersion.V4_0)]
[WireEnum]
public enum EventEventSeverity
{
    Error,
    Warning,
    Info,
    User,
}
