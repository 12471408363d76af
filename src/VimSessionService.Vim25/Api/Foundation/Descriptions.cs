namespace VimSessionService.Vim25;

/// <summary>A label with an explanation, for people.</summary>
public partial record Description : DynamicData
{
    public required string Label { get; init; }
    public required string Summary { get; init; }
}

/// <summary>A description with the key of what it describes.</summary>
public partial record ElementDescription : Description
{
    public required string Key { get; init; }
}

/// <summary>A pair of texts.</summary>
[Since(ApiVersion.V2_5)]
public sealed partial record KeyValue : DynamicData
{
    public required string Key { get; init; }
    public required string Value { get; init; }
}

/// <summary>A key with a value of any type.</summary>
[Since(ApiVersion.V4_0)]
[VmodlName("vmodl.KeyAnyValue")]
public sealed partial record KeyAnyValue : DynamicData
{
    public required string Key { get; init; }
    public required object Value { get; init; }
}

/// <summary>A text by its catalogue key and arguments, for the reader's language.</summary>
[Since(ApiVersion.V4_0)]
[VmodlName("vmodl.LocalizableMessage")]
public sealed partial record LocalizableMessage : DynamicData
{
    public required string Key { get; init; }
    public KeyAnyValue[]? Arg { get; init; }
    public string? Message { get; init; }
}
