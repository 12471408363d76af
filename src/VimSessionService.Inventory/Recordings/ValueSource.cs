using System.Collections.Concurrent;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Xml;

namespace VimSessionService.Inventory.Recordings;

/// <summary>Reads the values of a recording in one format.</summary>
/// <param name="store">Their bytes.</param>
/// <param name="isLenient">Whether a value that cannot be read is unset.</param>
internal abstract class ValueSource(ContentStore store, bool isLenient)
{
    /// <summary>How deep a value of a recording may nest; more than a request may.</summary>
    public const int MaxDepth = 256;

    /// <summary>How many parts a value of a recording may have; more than a request may.</summary>
    public const int MaxParts = 10_000_000;

    /// <summary>The bytes of the values.</summary>
    public ContentStore Store => store;

    /// <summary>Reads a value.</summary>
    /// <exception cref="InventoryException">It cannot be read.</exception>
    public object? Read(in RecordedProperty property, string file)
    {
        try
        {
            return Read(store.Read(property.Start, property.Length));
        }
        catch (Exception e) when (e is VimDecodeException or VimFaultException or XmlReadingException or System.Text.DecoderFallbackException)
        {
            if (isLenient)
                return null;
            throw new InventoryException($"{file}, line {property.Line}: the value of {property.Name} cannot be read: {e.Message.Trim()}. Correct it, or leave it out with --inventory-lenient.");
        }
    }

    /// <summary>Reads the bytes of a value.</summary>
    protected abstract object? Read(byte[] value);
}

/// <summary>Reads values by readers that are costly to make and are used again.</summary>
/// <typeparam name="TReader">The kind of reader.</typeparam>
/// <param name="store">The bytes of the values.</param>
/// <param name="isLenient">Whether a value that cannot be read is unset.</param>
/// <param name="make">Makes a reader.</param>
/// <param name="read">Reads a value.</param>
internal sealed class PooledValueSource<TReader>(ContentStore store, bool isLenient, Func<TReader> make, Func<TReader, byte[], object?> read) : ValueSource(store, isLenient)
{
    private readonly ConcurrentBag<TReader> _idle = [];

    /// <inheritdoc/>
    protected override object? Read(byte[] value)
    {
        var reader = _idle.TryTake(out var idle) ? idle : make();
        try
        {
            return read(reader, value);
        }
        finally
        {
            _idle.Add(reader);
        }
    }
}
