namespace VimSessionService.Options;

/// <summary>What a field of an entry takes.</summary>
internal enum AccountFieldKind
{
    Text,
    Flag,
    List,
}

/// <summary>A field of the entries of a list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Set">Sets it; a field that is no list is given one value, which is null for JSON's <c>null</c>.</param>
internal sealed record AccountField<T>(string Name, AccountFieldKind Kind, Action<T, IReadOnlyList<string?>> Set)
{
    /// <summary>A field that takes a text.</summary>
    public static AccountField<T> Text(string name, Action<T, string?> set) =>
        new(name, AccountFieldKind.Text, (entry, values) => set(entry, values[0]));

    /// <summary>A field that takes true or false.</summary>
    public static AccountField<T> Flag(string name, Action<T, bool> set) =>
        new(name, AccountFieldKind.Flag, (entry, values) => set(entry, bool.Parse(values[0]!)));

    /// <summary>A field that takes several texts.</summary>
    public static AccountField<T> List(string name, Action<T, string[]> set) =>
        new(name, AccountFieldKind.List, (entry, values) => set(entry, [.. values.OfType<string>()]));
}

/// <summary>A list of entries of one type.</summary>
internal interface IAccountList
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>The names of the fields of its entries, for messages.</summary>
    string FieldNames { get; }

    /// <summary>What a field takes; null where there is none of that name.</summary>
    AccountFieldKind? KindOf(ReadOnlySpan<char> field);

    /// <summary>How the name of a field is written; null where there is none of that name.</summary>
    string? NameOf(ReadOnlySpan<char> field);

    /// <summary>Begins to collect entries.</summary>
    IAccountBinder Begin();
}

/// <inheritdoc/>
internal sealed class AccountList<T>(string name, AccountField<T>[] fields) : IAccountList
    where T : new()
{
    private readonly Dictionary<string, AccountField<T>> _fields = fields.ToDictionary(static f => f.Name, StringComparer.OrdinalIgnoreCase);

    public string Name => name;

    public string FieldNames { get; } = string.Join(", ", fields.Select(static f => f.Name));

    public AccountFieldKind? KindOf(ReadOnlySpan<char> field) => _fields.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(field, out var known) ? known.Kind : null;

    public string? NameOf(ReadOnlySpan<char> field) => _fields.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(field, out var known) ? known.Name : null;

    public IAccountBinder Begin() => new AccountBinder<T>(_fields);
}

/// <summary>Collects the values of the entries of a list.</summary>
internal interface IAccountBinder
{
    /// <summary>Adds a value.</summary>
    /// <param name="index">The entry's place in the list, which may leave others out.</param>
    /// <param name="field">The field's name.</param>
    /// <param name="item">The value's place in a field that is a list; null otherwise.</param>
    /// <param name="value">The value.</param>
    void Add(int index, ReadOnlySpan<char> field, int? item, string? value);
}

/// <inheritdoc/>
internal sealed class AccountBinder<T>(Dictionary<string, AccountField<T>> fields) : IAccountBinder
    where T : new()
{
    private readonly Numbered<List<Given>> _entries = new();

    public void Add(int index, ReadOnlySpan<char> field, int? item, string? value)
    {
        ref var entry = ref _entries.At(index);
        ValuesOf(entry ??= [], fields.GetAlternateLookup<ReadOnlySpan<char>>()[field]).At(item ?? 0) = value;
    }

    /// <summary>The entries in their order.</summary>
    public T[] ToArray()
    {
        var all = new T[_entries.Count];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = new T();
            foreach (var given in _entries[i]!)
                given.Field.Set(all[i], given.Values.ToArray());
        }

        return all;
    }

    private static Numbered<string?> ValuesOf(List<Given> entry, AccountField<T> field)
    {
        foreach (var given in entry)
        {
            if (ReferenceEquals(given.Field, field))
                return given.Values;
        }

        entry.Add(new Given(field, new Numbered<string?>()));
        return entry[^1].Values;
    }

    /// <summary>A field of an entry and what it was given.</summary>
    private readonly record struct Given(AccountField<T> Field, Numbered<string?> Values);
}

/// <summary>
/// Values with numbers, in the order of these. Files give them in that order, so that each is put at the end; the few of the environment are put
/// where they belong.
/// </summary>
internal sealed class Numbered<T>
{
    private int[] _numbers = new int[1];
    private T?[] _values = new T?[1];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The value at a place.</summary>
    public T? this[int place] => _values[place];

    /// <summary>The value of a number, which is added where there is none.</summary>
    public ref T? At(int number)
    {
        var place = Count > 0 && number > _numbers[Count - 1] ? ~Count : Array.BinarySearch(_numbers, 0, Count, number);
        if (place >= 0)
            return ref _values[place];
        place = ~place;
        if (Count == _numbers.Length)
        {
            Array.Resize(ref _numbers, Count * 2);
            Array.Resize(ref _values, Count * 2);
        }

        Array.Copy(_numbers, place, _numbers, place + 1, Count - place);
        Array.Copy(_values, place, _values, place + 1, Count - place);
        _numbers[place] = number;
        _values[place] = default;
        Count++;
        return ref _values[place];
    }

    /// <summary>The values in the order of their numbers.</summary>
    public T?[] ToArray() => _values[..Count];
}
