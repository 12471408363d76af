namespace VimSessionService.Vim25;

/// <summary>Reads and changes the settings of the server.</summary>
[ManagedType]
[VmodlName("vim.option.OptionManager")]
public interface IOptionManager : IManagedObject
{
    OptionDef[]? SupportedOption { get; }

    OptionValue[]? Setting { get; }

    [Privilege("System.View"), Throws(typeof(InvalidName))]
    OptionValue[]? QueryOptions(string? name);

    [Throws(typeof(InvalidName))]
    void UpdateOptions(OptionValue[] changedValue);
}

/// <summary>A setting with its value.</summary>
[VmodlName("vim.option.OptionValue")]
public sealed partial record OptionValue : DynamicData
{
    public required string Key { get; init; }
    public object? Value { get; init; }
}

/// <summary>A setting that exists, with what values it takes.</summary>
[VmodlName("vim.option.OptionDef")]
public sealed partial record OptionDef : ElementDescription
{
    public required OptionType OptionType { get; init; }
}
