using System.Collections.Concurrent;
using System.Text;
using VimSessionService.Soap;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;
using VimSessionService.Xml;

namespace VimSessionService.Inventory.Recordings;

/// <summary>An object of a recording. A value is read from its bytes each time that it is asked for.</summary>
/// <param name="reference">The object.</param>
/// <param name="type">Its type.</param>
/// <param name="file">The file that it is in, for messages.</param>
/// <param name="properties">Where its values are.</param>
/// <param name="values">Reads values.</param>
internal sealed class RecordedObject(ManagedObjectReference reference, VimManagedType type, string file, RecordedProperty[] properties, ValueSource values)
    : InventoryObject(reference, type)
{
    /// <inheritdoc/>
    public override object? Read(string property)
    {
        foreach (var recorded in properties)
        {
            if (recorded.Name == property)
                return values.Read(recorded, file);
        }

        return null;
    }
}

/// <summary>Where a value of a recording is.</summary>
/// <param name="Name">The property.</param>
/// <param name="Line">The line of the file, for messages.</param>
/// <param name="Start">Where its bytes are in the store.</param>
/// <param name="Length">How many there are.</param>
internal readonly record struct RecordedProperty(string Name, int Line, long Start, int Length);

/// <summary>Reads the values of a recording.</summary>
/// <param name="store">Their bytes.</param>
/// <param name="catalog">Their types.</param>
/// <param name="isLenient">Whether a value that cannot be read is unset.</param>
internal sealed class ValueSource(ContentStore store, VimCatalog catalog, bool isLenient)
{
    /// <summary>What a value of a recording may hold; larger than a request may.</summary>
    public static XmlLimits Limits { get; } = new() { MaxDepth = 256, MaxElements = 10_000_000 };

    /// <summary>Readers are costly to make and are used again.</summary>
    private readonly ConcurrentBag<SoapReader> _idle = [];
    private readonly SoapReaderSettings _settings = new() { Limits = Limits, Catalog = catalog, AnyOrder = true, AllowsMissing = true };

    /// <summary>The bytes of the values.</summary>
    public ContentStore Store => store;

    /// <summary>Reads a value.</summary>
    /// <exception cref="InventoryException">It cannot be read.</exception>
    public object? Read(in RecordedProperty property, string file)
    {
        var reader = _idle.TryTake(out var idle) ? idle : new SoapReader(_settings);
        try
        {
            reader.Reset(store.Read(property.Start, property.Length), isEncodingKnown: true);
            return reader.NextMember(out _) ? reader.ReadAny() : null;
        }
        catch (Exception e) when (e is VimDecodeException or XmlReadingException or DecoderFallbackException)
        {
            if (isLenient)
                return null;
            throw new InventoryException($"{file}, line {property.Line}: the value of {property.Name} cannot be read: {e.Message.Trim()}. Correct it, or leave it out with --inventory-lenient.");
        }
        finally
        {
            _idle.Add(reader);
        }
    }
}
