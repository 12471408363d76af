using System.Collections.Immutable;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Tables;
using VimSessionService.Vim25;

namespace VimSessionService.Core.AdvancedSettings;

/// <summary>Which settings a product has.</summary>
/// <param name="Known">The settings.</param>
/// <param name="FreePrefix">Below it clients may add settings of their own, which are texts; null where they may not.</param>
/// <param name="TypeProblem">The <c>invalidProperty</c> with which a value of another type than the setting's is refused.</param>
internal sealed record AdvancedSettingCatalog(IReadOnlyList<AdvancedSetting> Known, string? FreePrefix, string TypeProblem);

/// <summary>
/// The settings of the server. Some live in other parts of the core, where a change takes effect at once; the others are kept for
/// those who read them.
/// </summary>
internal sealed class ServerAdvancedSettings : IDisposable
{
    private const int MaxAdded = 1_000;
    private const int MaxKeyLength = 256;

    private readonly string? _freePrefix;
    private readonly string _typeProblem;
    private readonly LiveAdvancedSettings _live;
    private readonly SortedDictionary<string, AdvancedSetting> _known = new(StringComparer.Ordinal);
    private Listing? _listing;

    /// <summary>Makes the settings.</summary>
    /// <param name="catalog">Which there are.</param>
    /// <param name="live">The parts that have settings of their own, and may be told another value by others too.</param>
    public ServerAdvancedSettings(AdvancedSettingCatalog catalog, LiveAdvancedSettings live)
    {
        _freePrefix = catalog.FreePrefix;
        _typeProblem = catalog.TypeProblem;
        foreach (var option in catalog.Known)
            _known.Add(option.Key, option);
        _live = live;
        live.Listen(OnChanged);
        Cell.Changed += Apply;
    }

    /// <summary>Raised after a value changed.</summary>
    public event Action? Changed;

    /// <summary>The settings with what values they take, by key.</summary>
    public OptionDef[] Definitions => [.. List().ByKey.Values.Select(static option => option.Definition)];

    /// <summary>Where the values are that clients have set.</summary>
    internal TableCell<ImmutableSortedDictionary<string, SetValue>> Cell { get; } = new(ImmutableSortedDictionary.Create<string, SetValue>(StringComparer.Ordinal));

    /// <summary>Every setting with its value, by key.</summary>
    /// <param name="address">The service as the caller addresses it.</param>
    public OptionValue[] All(ServiceAddress address)
    {
        var listing = List();
        return [.. listing.ByKey.Values.Select(option => ValueOf(option, listing.Set, address))];
    }

    /// <summary>
    /// The setting of a name, or those below it when it ends with a dot; all of them for no name (QueryOptions of the published API).
    /// </summary>
    /// <exception cref="VimFaultException">InvalidName: there is none.</exception>
    public OptionValue[] Query(string? name, ServiceAddress address)
    {
        if (string.IsNullOrEmpty(name))
            return All(address);
        var set = Cell.Current;
        if (Find(name, set) is { } one)
            return [ValueOf(one, set, address)];
        OptionValue[] below = name[^1] == '.'
            ? [.. List().ByKey.Values.Where(option => option.Key.StartsWith(name, StringComparison.Ordinal)).Select(option => ValueOf(option, set, address))]
            : [];
        return below.Length > 0 ? below : throw InvalidName(name);
    }

    /// <summary>Changes settings, all of them or none (UpdateOptions of the published API).</summary>
    /// <exception cref="VimFaultException">
    /// InvalidName for a setting that there is not and that cannot be added; InvalidArgument for a value of another type, and, naming the
    /// setting, for a value that it does not take, or when nobody can change it.
    /// </exception>
    public void Update(IReadOnlyList<OptionValue> changes)
    {
        Cell.Change(set =>
        {
            var next = set.ToBuilder();
            var added = CountAdded(set);
            foreach (var change in changes)
            {
                if (Find(change.Key, next) is not { } option)
                {
                    option = New(change.Key, added) ?? throw InvalidName(change.Key);
                    added++;
                }

                if (option.IsReadOnly)
                    throw InvalidValue(option.Key, $"{option.Key}: nobody can change it");
                if (change.Value is not { } value || !AdvancedSettingValues.IsOfType(option.Type, value))
                    throw InvalidValue(_typeProblem, $"{option.Key}: the value is of another type than the setting");
                if (!AdvancedSettingValues.IsWithinBounds(option.Type, value))
                    throw InvalidValue(option.Key, $"{option.Key}: it does not take the value");
                next[option.Key] = new SetValue(value);
            }

            return next.ToImmutable();
        });
    }

    /// <summary>Whether clients may add a setting of that name.</summary>
    public bool TakesNew(string key) => New(key, CountAdded(Cell.Current)) is not null;

    /// <summary>The values that clients have set and that the settings keep, for <see cref="Return"/>.</summary>
    public IReadOnlyDictionary<string, object> Save() =>
        Cell.Current.Where(set => !IsLive(set.Key)).ToDictionary(static set => set.Key, static set => set.Value.Value, StringComparer.Ordinal);

    /// <summary>Has the values that the settings keep be those of before. What lives outside the settings stays.</summary>
    public void Return(IReadOnlyDictionary<string, object> saved) => Cell.Change(set => set
        .RemoveRange(set.Keys.Where(key => !IsLive(key) && !saved.ContainsKey(key)))
        .SetItems(saved.Select(static kept => KeyValuePair.Create(kept.Key, new SetValue(kept.Value)))));

    /// <summary>Forgets what clients have set of a setting that lives elsewhere, where it was set otherwise now.</summary>
    /// <param name="end">The end of its key.</param>
    internal void Forget(string end) => Cell.Change(set => set.RemoveRange(set.Keys.Where(key => IsLive(key) && key.EndsWith(end, StringComparison.Ordinal))));

    /// <summary>Whether clients have set a setting that lives elsewhere.</summary>
    /// <param name="end">The end of its key.</param>
    internal bool IsSet(string end) => Cell.Current.Keys.Any(key => IsLive(key) && key.EndsWith(end, StringComparison.Ordinal));

    /// <summary>Whether a value that another replica set is one that the setting takes here.</summary>
    internal bool Takes(string key, object value) =>
        (_known.GetValueOrDefault(key) ?? New(key, 0)) is { IsReadOnly: false } option && AdvancedSettingValues.IsOfType(option.Type, value) && AdvancedSettingValues.IsWithinBounds(option.Type, value);

    /// <summary>Removes its event handlers.</summary>
    public void Dispose() => _live.Unlisten(OnChanged);

    private static VimFaultException InvalidName(string name) =>
        new(new InvalidName { Name = name.Truncate(MaxKeyLength) }, $"there is no setting {name.Truncate(MaxKeyLength)}");

    private static VimFaultException InvalidValue(string property, string reason) => new(new InvalidArgument { InvalidProperty = property }, reason);

    private static OptionValue ValueOf(AdvancedSetting option, ImmutableSortedDictionary<string, SetValue> set, ServiceAddress address) => new()
    {
        Key = option.Key,
        Value = option.Read?.Invoke() ?? set.GetValueOrDefault(option.Key)?.Value ?? option.Initial(address),
    };

    private bool IsLive(string key) => _known.GetValueOrDefault(key)?.Apply is not null;

    /// <summary>A setting that there is, or that a client added.</summary>
    private AdvancedSetting? Find(string key, IReadOnlyDictionary<string, SetValue> set) =>
        _known.GetValueOrDefault(key) ?? (set.ContainsKey(key) ? Added(key) : null);

    /// <summary>A setting that a client adds; null when there can be none of that name, or too many were added.</summary>
    private AdvancedSetting? New(string key, int added)
    {
        var isFree = _freePrefix is not null
            && key.Length > _freePrefix.Length
            && key.Length <= MaxKeyLength
            && key.StartsWith(_freePrefix, StringComparison.Ordinal)
            && key[^1] != '.'
            && !key.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c));
        return isFree && added < MaxAdded ? Added(key) : null;
    }

    /// <summary>How many settings clients have added. The work does not grow with their number.</summary>
    private int CountAdded(ImmutableSortedDictionary<string, SetValue> set) => set.Count - _known.Keys.Count(set.ContainsKey);

    private static AdvancedSetting Added(string key) => AdvancedSetting.Text(key, "", key);

    /// <summary>The settings that there are, made anew after one was set.</summary>
    private Listing List()
    {
        var set = Cell.Current;
        if (Volatile.Read(ref _listing) is { } known && ReferenceEquals(known.Set, set))
            return known;
        var byKey = new SortedDictionary<string, AdvancedSetting>(_known, StringComparer.Ordinal);
        foreach (var key in set.Keys)
        {
            if (!byKey.ContainsKey(key))
                byKey.Add(key, Added(key));
        }

        var listing = new Listing(set, byKey);
        Volatile.Write(ref _listing, listing);
        return listing;
    }

    /// <summary>Gives the values that were set to where they live.</summary>
    private void Apply(ImmutableSortedDictionary<string, SetValue> before, ImmutableSortedDictionary<string, SetValue> after)
    {
        foreach (var (key, option) in _known)
        {
            if (option.Apply is { } apply && after.GetValueOrDefault(key) is { } set && before.GetValueOrDefault(key) != set)
                apply(set.Value);
        }

        OnChanged();
    }

    private void OnChanged() => Changed.CallAll();

    private sealed record Listing(ImmutableSortedDictionary<string, SetValue> Set, SortedDictionary<string, AdvancedSetting> ByKey);
}
