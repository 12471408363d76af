using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.Core.AdvancedSettings;

/// <summary>One setting that clients can read, and most of them change.</summary>
/// <param name="Key">The name, a path of words joined by dots.</param>
/// <param name="Label">What people read.</param>
/// <param name="Type">What values it takes.</param>
/// <param name="Initial">The value until somebody sets another; for a URL or a name of the service, as the caller addresses it.</param>
internal sealed record AdvancedSetting(string Key, string Label, OptionType Type, Func<ServiceAddress, object> Initial)
{
    /// <summary>The value, where it lives outside the settings; null where the settings keep it.</summary>
    public Func<object>? Read { get; init; }

    /// <summary>Gives the value to where it lives outside the settings; null where the settings keep it.</summary>
    public Action<object>? Apply { get; init; }

    /// <summary>Whether it is read-only.</summary>
    public bool IsReadOnly => Type.ValueIsReadonly == true;

    /// <summary>The setting as supportedOption describes it.</summary>
    public OptionDef Definition => new() { Label = Label, Summary = Label, Key = Key, OptionType = Type };

    /// <summary>A setting that is on or off.</summary>
    public static AdvancedSetting Flag(string key, bool initial, string label) =>
        new(key, label, new BoolOption { ValueIsReadonly = false, Supported = true, DefaultValue = initial }, _ => initial);

    /// <summary>A setting that is a number.</summary>
    public static AdvancedSetting Number(string key, int initial, int min, int max, string label) =>
        new(key, label, new IntOption { ValueIsReadonly = false, Min = min, Max = max, DefaultValue = initial }, _ => initial);

    /// <summary>A setting that is a text.</summary>
    public static AdvancedSetting Text(string key, string initial, string label) => new(key, label, TextType(initial), _ => initial);

    /// <summary>A setting that is one of several texts.</summary>
    public static AdvancedSetting Choice(string key, string initial, string[] choices, string label) => new(
        key,
        label,
        new ChoiceOption
        {
            ValueIsReadonly = false,
            ChoiceInfo = [.. choices.Select(static choice => new ElementDescription { Label = choice, Summary = choice, Key = choice })],
            DefaultIndex = Array.IndexOf(choices, initial),
        },
        _ => initial);

    /// <summary>A setting that is a text about the service's address.</summary>
    public static AdvancedSetting Address(string key, Func<ServiceAddress, string> initial, string label, bool isReadOnly = false) =>
        new(key, label, TextType("") with { ValueIsReadonly = isReadOnly }, initial);

    private static StringOption TextType(string initial) => new() { ValueIsReadonly = false, DefaultValue = initial };
}
