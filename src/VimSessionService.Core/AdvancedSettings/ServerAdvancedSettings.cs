using VimSessionService.Core.Calls;
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
    private readonly LiveSettings _live;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, AdvancedSetting> _options = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object> _set = new(StringComparer.Ordinal);
    private readonly int _maxCount;

    /// <summary>Makes the settings.</summary>
    /// <param name="catalog">Which there are.</param>
    /// <param name="live">The parts that have settings of their own, and may be told another value by others too.</param>
    public ServerAdvancedSettings(AdvancedSettingCatalog catalog, LiveSettings live)
    {
        _freePrefix = catalog.FreePrefix;
        _typeProblem = catalog.TypeProblem;
        foreach (var option in catalog.Known)
            _options.Add(option.Key, option);
        _maxCount = _options.Count + MaxAdded;
        _live = live;
        live.Listen(OnChanged);
    }

    /// <summary>Raised after a value changed.</summary>
    public event Action? Changed;

    /// <summary>The settings with what values they take, by key.</summary>
    public OptionDef[] Definitions
    {
        get
        {
            lock (_lock)
                return [.. _options.Values.Select(static option => option.Definition)];
        }
    }

    /// <summary>Every setting with its value, by key.</summary>
    /// <param name="address">The service as the caller addresses it.</param>
    public OptionValue[] All(ServiceAddress address)
    {
        lock (_lock)
            return [.. _options.Values.Select(option => ValueOf(option, address))];
    }

    /// <summary>
    /// The setting of a name, or those below it when it ends with a dot; all of them for no name (QueryOptions of the published API).
    /// </summary>
    /// <exception cref="VimFaultException">InvalidName: there is none.</exception>
    public OptionValue[] Query(string? name, ServiceAddress address)
    {
        if (string.IsNullOrEmpty(name))
            return All(address);
        lock (_lock)
        {
            if (_options.TryGetValue(name, out var one))
                return [ValueOf(one, address)];
            OptionValue[] below = name[^1] == '.'
                ? [.. _options.Values.Where(option => option.Key.StartsWith(name, StringComparison.Ordinal)).Select(option => ValueOf(option, address))]
                : [];
            return below.Length > 0 ? below : throw InvalidName(name);
        }
    }

    /// <summary>Changes settings, all of them or none (UpdateOptions of the published API).</summary>
    /// <exception cref="VimFaultException">
    /// InvalidName for a setting that there is not and that cannot be added; InvalidArgument for a value of another type, and, naming the
    /// setting, for a value that it does not take, or when nobody can change it.
    /// </exception>
    public void Update(IReadOnlyList<OptionValue> changes)
    {
        lock (_lock)
        {
            var accepted = new List<(AdvancedSetting Option, object Value)>(changes.Count);
            var added = new Dictionary<string, AdvancedSetting>(StringComparer.Ordinal);
            foreach (var change in changes)
            {
                var option = _options.GetValueOrDefault(change.Key) ?? Added(change.Key, added) ?? throw InvalidName(change.Key);
                if (option.IsReadOnly)
                    throw InvalidValue(option.Key, $"{option.Key}: nobody can change it");
                if (change.Value is not { } value || !AdvancedSettingValues.IsOfType(option.Type, value))
                    throw InvalidValue(_typeProblem, $"{option.Key}: the value is of another type than the setting");
                if (!AdvancedSettingValues.IsWithinBounds(option.Type, value))
                    throw InvalidValue(option.Key, $"{option.Key}: it does not take the value");
                accepted.Add((option, value));
            }

            foreach (var (option, value) in accepted)
            {
                _options.TryAdd(option.Key, option);
                if (option.Apply is { } apply)
                    apply(value);
                else
                    _set[option.Key] = value;
            }
        }

        OnChanged();
    }

    /// <summary>Whether clients may add a setting of that name.</summary>
    public bool TakesNew(string key)
    {
        lock (_lock)
            return Added(key, []) is not null;
    }

    /// <summary>The values that clients have set and that the settings keep, for <see cref="Return"/>.</summary>
    public IReadOnlyDictionary<string, object> Save()
    {
        lock (_lock)
            return new Dictionary<string, object>(_set, StringComparer.Ordinal);
    }

    /// <summary>Has the values that the settings keep be those of before. What lives outside the settings stays.</summary>
    public void Return(IReadOnlyDictionary<string, object> saved)
    {
        lock (_lock)
        {
            _set.Clear();
            foreach (var (key, value) in saved)
                _set.Add(key, value);
        }

        OnChanged();
    }

    /// <summary>Removes its event handlers.</summary>
    public void Dispose() => _live.Unlisten(OnChanged);

    private static VimFaultException InvalidName(string name) =>
        new(new InvalidName { Name = name.Truncate(MaxKeyLength) }, $"there is no setting {name.Truncate(MaxKeyLength)}");

    private static VimFaultException InvalidValue(string property, string reason) => new(new InvalidArgument { InvalidProperty = property }, reason);

    private OptionValue ValueOf(AdvancedSetting option, ServiceAddress address) => new()
    {
        Key = option.Key,
        Value = option.Read?.Invoke() ?? _set.GetValueOrDefault(option.Key) ?? option.Initial(address),
    };

    /// <summary>A setting that a client adds, once however often a call names it; null when there can be none of that name, or too many were added.</summary>
    private AdvancedSetting? Added(string key, Dictionary<string, AdvancedSetting> added)
    {
        if (added.TryGetValue(key, out var option))
            return option;
        var isFree = _freePrefix is not null
            && key.Length > _freePrefix.Length
            && key.Length <= MaxKeyLength
            && key.StartsWith(_freePrefix, StringComparison.Ordinal)
            && key[^1] != '.'
            && !key.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c));
        if (!isFree || _options.Count + added.Count >= _maxCount)
            return null;
        added.Add(key, option = AdvancedSetting.Text(key, "", key));
        return option;
    }

    private void OnChanged() => Changed?.Invoke();
}
