using System.Collections.Frozen;
using VimSessionService.Vim25;

namespace VimSessionService.Schema.Values;

/// <summary>An enumeration that has no declaration in C#.</summary>
/// <param name="name">The name on the wire.</param>
/// <param name="since">The version that introduced it.</param>
/// <param name="values">The names of its values on the wire.</param>
internal sealed class DynamicEnum(string name, ApiVersion since, string[] values)
{
    private readonly FrozenDictionary<string, EnumValue> _values = values.ToFrozenDictionary(static value => value, value => new EnumValue(name, value), StringComparer.Ordinal);

    /// <summary>The name on the wire.</summary>
    public string Name => name;

    /// <summary>The version that introduced it.</summary>
    public ApiVersion Since => since;

    /// <summary>The names of its values on the wire, in their order.</summary>
    public string[] Values => values;

    /// <summary>Finds a value by its name on the wire.</summary>
    public EnumValue? Find(string value) => _values.GetValueOrDefault(value);
}
