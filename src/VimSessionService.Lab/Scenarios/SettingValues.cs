using System.Text.Json;
using VimSessionService.Core;
using VimSessionService.Core.AdvancedSettings;
using VimSessionService.Core.Calls;
using VimSessionService.Lab.Scenarios.Reading;
using VimSessionService.Vim25;

namespace VimSessionService.Lab.Scenarios;

/// <summary>The settings of OptionManager in a scenario, with values of the types that the settings have.</summary>
internal static class SettingValues
{
    /// <summary>Reads them.</summary>
    /// <exception cref="ScenarioException">One cannot be set, or not to its value.</exception>
    public static IReadOnlyList<OptionValue> Read(ScenarioDocument document, ServerAdvancedSettings settings)
    {
        var wanted = document.Spec.Options?.Settings;
        if (wanted is null)
            return [];
        var types = settings.Definitions.ToDictionary(static known => known.Key, static known => known.OptionType, StringComparer.Ordinal);
        var values = new List<OptionValue>(wanted.Count);
        foreach (var (key, json) in wanted)
        {
            var pointer = $"#/options/settings/{key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
            if (!types.TryGetValue(key, out var type) && !settings.TakesNew(key))
                throw document.Refuse(pointer, $"is no setting.{NearestNames.Hint(key, types.Keys)}");
            if (type?.ValueIsReadonly is true)
                throw document.Refuse(pointer, "is a setting that cannot be changed");
            if (ToValue(json, type) is not { } value)
                throw document.Refuse(pointer, $"is not of the type of the setting, {NameOf(type)}", (type as ChoiceOption)?.ChoiceInfo.Select(static choice => choice.Key).ToArray());
            if (type is not null && !AdvancedSettingValues.IsWithinBounds(type, value))
            {
                throw type is IntOption bounds
                    ? document.Refuse(pointer, FormattableString.Invariant($"is not from {bounds.Min} to {bounds.Max}"))
                    : document.Refuse(pointer, "is no value of the setting", (type as ChoiceOption)?.ChoiceInfo.Select(static choice => choice.Key).ToArray());
            }

            values.Add(new OptionValue { Key = key, Value = value });
        }

        return values;
    }

    /// <summary>The values that settings have before a change, for taking it back.</summary>
    public static IReadOnlyList<OptionValue> Before(ServerAdvancedSettings settings, IReadOnlyList<OptionValue> changes)
    {
        var keys = changes.Select(static change => change.Key).ToHashSet(StringComparer.Ordinal);
        return [.. settings.All(ServiceAddress.Unknown).Where(value => keys.Contains(value.Key))];
    }

    private static object? ToValue(JsonElement json, OptionType? type) => (type, json.ValueKind) switch
    {
        (BoolOption, JsonValueKind.True or JsonValueKind.False) => json.GetBoolean(),
        (IntOption, JsonValueKind.Number) => json.TryGetInt32(out var number) ? number : null,
        (LongOption, JsonValueKind.Number) => json.TryGetInt64(out var number) ? number : null,
        (null or ChoiceOption or StringOption, JsonValueKind.String) => json.GetString(),
        _ => null,
    };

    private static string NameOf(OptionType? type) => type switch
    {
        BoolOption => "true or false",
        IntOption or LongOption => "a whole number",
        _ => "a text. Write a number or true in quotes",
    };
}
