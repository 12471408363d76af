namespace VimSessionService.Vim25;

/// <summary>What values a setting takes.</summary>
[VmodlName("vim.option.OptionType")]
public partial record OptionType : DynamicData
{
    public bool? ValueIsReadonly { get; init; }
}

/// <summary>A setting that is on or off.</summary>
[VmodlName("vim.option.BoolOption")]
public sealed partial record BoolOption : OptionType
{
    public required bool Supported { get; init; }
    public required bool DefaultValue { get; init; }
}

/// <summary>A setting that is one of several texts.</summary>
[VmodlName("vim.option.ChoiceOption")]
public sealed partial record ChoiceOption : OptionType
{
    public required ElementDescription[] ChoiceInfo { get; init; }
    public int? DefaultIndex { get; init; }
}

/// <summary>A setting that is a number of 32 bits within bounds.</summary>
[VmodlName("vim.option.IntOption")]
public sealed partial record IntOption : OptionType
{
    public required int Min { get; init; }
    public required int Max { get; init; }
    public required int DefaultValue { get; init; }
}

/// <summary>A setting that is a number of 64 bits within bounds.</summary>
[VmodlName("vim.option.LongOption")]
public sealed partial record LongOption : OptionType
{
    public required long Min { get; init; }
    public required long Max { get; init; }
    public required long DefaultValue { get; init; }
}

/// <summary>A setting that is a text, of certain characters alone where those are named.</summary>
[VmodlName("vim.option.StringOption")]
public sealed partial record StringOption : OptionType
{
    public required string DefaultValue { get; init; }
    public string? ValidCharacters { get; init; }
}
