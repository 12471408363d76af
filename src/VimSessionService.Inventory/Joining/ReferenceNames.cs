using System.Globalization;
using System.Text.RegularExpressions;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Joining;

/// <summary>
/// What the references of one inventory are called beside those of others. A name follows from the reference alone, so that one to an object that was not recorded is renamed too, and never
/// names an object of another inventory. Numbers stay numbers, since clients read the number of a machine: <c>vm-12</c> is <c>vm-1000012</c>, <c>7</c> of a host is <c>1000007</c>.
/// </summary>
/// <param name="place">Which inventory it is, from 1; the first keeps its names.</param>
/// <param name="offset">What is added to numbers.</param>
internal sealed partial class ReferenceNames(int place, long offset)
{
    /// <summary>Offsets are multiples of it, so that the number can be recognized.</summary>
    public const long Step = 1_000_000;

    private readonly string _ending = string.Create(CultureInfo.InvariantCulture, $".{place}");
    private readonly Dictionary<string, string> _fixed = new(StringComparer.Ordinal);

    /// <summary>Whether every reference stays what it is.</summary>
    public bool IsSame => place == 1 && _fixed.All(static item => item.Key == item.Value);

    /// <summary>Says what one reference is called, such as the root folder, of which there is one.</summary>
    public void Fix(string value, string name) => _fixed[value] = name;

    /// <summary>What a reference is called.</summary>
    public string Of(string value)
    {
        if (_fixed.TryGetValue(value, out var name))
            return name;
        if (place == 1)
            return value;
        return NumberOf(value) is { } number ? string.Create(CultureInfo.InvariantCulture, $"{value.AsSpan(0, number.Start)}{number.Value + offset}") : value + _ending;
    }

    /// <inheritdoc cref="Of(string)"/>
    public ManagedObjectReference Of(ManagedObjectReference reference)
    {
        var name = Of(reference.Value);
        return ReferenceEquals(name, reference.Value) ? reference : new ManagedObjectReference(reference.Type, name);
    }

    /// <summary>The number that a reference ends with, as vCenters and hosts number objects, and where it begins; null for another one, such as <c>ha-host</c> or the UUID of a datastore.</summary>
    public static (int Start, long Value)? NumberOf(string value) => Numbered().Match(value) is { Success: true } match && match.Groups["number"] is var digits
        ? (digits.Index, long.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture))
        : null;

    [GeneratedRegex(@"\A(?:[A-Za-z]{1,40}-[a-z]?)?(?<number>0|[1-9][0-9]{0,8})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Numbered();
}
