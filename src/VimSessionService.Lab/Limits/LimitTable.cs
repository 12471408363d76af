using System.Collections.Immutable;
using System.Globalization;
using VimSessionService.Core.Tables;

namespace VimSessionService.Lab.Limits;

/// <summary>The limits of sessions that were set as a table: an item for each, "value stamp". It comes after the table of advanced settings, which it depends on.</summary>
internal sealed class LimitTable(LimitBook limits) : SharedTable<ImmutableDictionary<string, SetLimit>>("limit", limits.Cell)
{
    /// <inheritdoc/>
    public override string Write(object item) => item is SetLimit(var value, var stamp) ? string.Create(CultureInfo.InvariantCulture, $"{value} {stamp}") : (string)item;

    /// <summary>What is no limit in range is one of a later version: it is not in force here, and stays.</summary>
    public override object Read(string key, string text) => text.Split(' ') is [var first, var second]
        && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        && long.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var stamp)
        && value <= Most(key) && (value > 0 || key != LimitBook.IdleTimeout)
            ? new SetLimit(value, stamp)
            : text;

    /// <inheritdoc/>
    protected override IEnumerable<KeyValuePair<string, object>> Items(ImmutableDictionary<string, SetLimit> state) => state.Select(static limit => KeyValuePair.Create(limit.Key, (object)limit.Value));

    /// <inheritdoc/>
    protected override ImmutableDictionary<string, SetLimit> Make(ImmutableDictionary<string, SetLimit> state, IReadOnlyDictionary<string, object> items, IReadOnlyCollection<string> changed)
    {
        var next = state.ToBuilder();
        foreach (var key in changed)
        {
            if (items.GetValueOrDefault(key) is SetLimit limit)
                next[key] = limit;
            else
                next.Remove(key);
        }

        return next.ToImmutable();
    }

    private static long Most(string key) => key is LimitBook.MaxSessions or LimitBook.MaxUserSessions ? int.MaxValue : LimitChanges.Longest.Ticks;
}
