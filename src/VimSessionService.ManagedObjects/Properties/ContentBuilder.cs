using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties;

/// <summary>Puts together what was read of one object.</summary>
/// <param name="expected">How many values there may be.</param>
internal sealed class ContentBuilder(int expected = 4)
{
    private readonly List<DynamicProperty> _values = new(expected);
    private List<MissingProperty>? _missing;

    /// <summary>Adds what reading a path gave; nothing for an unset value (docs/facts/properties.md).</summary>
    public void Add(string path, PropertyReading reading)
    {
        if (reading.Denied is { } denied)
            (_missing ??= []).Add(new MissingProperty { Path = path, Fault = new LocalizedMethodFault { Fault = denied, LocalizedMessage = "" } });
        else if (reading.Value is { } value)
            _values.Add(new DynamicProperty { Name = path, Val = value });
    }

    /// <summary>The content of the object.</summary>
    public ObjectContent ToContent(ManagedObjectReference reference) => new()
    {
        Obj = reference,
        PropSet = _values.Count > 0 ? [.. _values] : null,
        MissingSet = _missing?.ToArray(),
    };
}
