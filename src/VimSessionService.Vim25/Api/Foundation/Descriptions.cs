namespace VimSessionService.Vim25;

public partial record Description : DynamicData
{
    public required string Label { get; init; }
    public required string Summary { get; init; }
}

public partial record ElementDescription : Description
{
    public required string Key { get; init; }
}

[Since(ApiVersion.V2_5)]
public sealed partial record KeyValue : DynamicData
{
    public required string Key { get; init; }
    public required string Value { get; init; }
}

public sealed partial record KeyAnyValue : DynamicData
{
    public required string Key { get; init; }
    public required object Value { get; init; }
}

public sealed partial record LocalizableMessage : DynamicData
{
    public required string Key { get; init; }
    public KeyAnyValue[]? Arg { get; init; }
    public string? Message { get; init; }
}
