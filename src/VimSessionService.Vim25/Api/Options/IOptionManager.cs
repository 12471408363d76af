namespace VimSessionService.Vim25;

[ManagedType]
public interface IOptionManager : IManagedObject
{
    OptionDef[]? SupportedOption { get; }

    OptionValue[]? Setting { get; }

    [Privilege("System.View"), Throws(typeof(InvalidName))]
    OptionValue[]? QueryOptions(string? name);

    [Throws(typeof(InvalidName))]
    void UpdateOptions(OptionValue[] changedValue);
}

public sealed partial record OptionValue : DynamicData
{
    public required string Key { get; init; }
    public object? Value { get; init; }
}

public sealed partial record OptionDef : ElementDescription
{
    public required OptionType OptionType { get; init; }
}

public sealed partial record OptionType : DynamicData
{
    public bool? ValueIsReadonly { get; init; }
}
