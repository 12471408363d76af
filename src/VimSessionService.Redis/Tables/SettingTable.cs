using System.Collections.Immutable;
using System.Globalization;
using VimSessionService.Core.AdvancedSettings;
using VimSessionService.Core.Tables;

namespace VimSessionService.Redis.Tables;

/// <summary>The values of settings that clients have set: an item for each, which is a letter for the type of the value and the value.</summary>
internal sealed class SettingTable(ServerAdvancedSettings settings) : SharedTable<ImmutableSortedDictionary<string, SetValue>>("setting", settings.Cell)
{
    /// <inheritdoc/>
    public override string Write(object item) => ((SetValue)item).Value switch
    {
        bool flag => flag ? "b1" : "b0",
        int number => string.Create(CultureInfo.InvariantCulture, $"i{number}"),
        long number => string.Create(CultureInfo.InvariantCulture, $"l{number}"),
        var text => "s" + (string)text,
    };

    /// <inheritdoc/>
    public override object Read(string key, string text) => new SetValue(text[0] switch
    {
        'b' => text == "b1",
        'i' => int.Parse(text.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        'l' => long.Parse(text.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        _ => text[1..],
    });

    /// <inheritdoc/>
    protected override IEnumerable<KeyValuePair<string, object>> Items(ImmutableSortedDictionary<string, SetValue> state) =>
        state.Select(static set => KeyValuePair.Create(set.Key, (object)set.Value));

    /// <summary>A value that this version of the service does not take is not in force here, and stays in the engine.</summary>
    protected override ImmutableSortedDictionary<string, SetValue> Make(
        ImmutableSortedDictionary<string, SetValue> state, IReadOnlyDictionary<string, object> items, IReadOnlyCollection<string> changed)
    {
        var next = state.ToBuilder();
        foreach (var key in changed)
        {
            if (items.GetValueOrDefault(key) is SetValue set && settings.Takes(key, set.Value))
                next[key] = set;
            else
                next.Remove(key);
        }

        return next.ToImmutable();
    }
}
