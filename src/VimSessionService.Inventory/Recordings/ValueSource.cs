using System.Collections.Concurrent;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Xml;

namespace VimSessionService.Inventory.Recordings;

/// <summary>Reads the values of a recording in one format.</summary>
/// <param name="store">Their bytes.</param>
internal abstract class ValueSource(ContentStore store)
{
    /// <summary>How deep a value of a recording may nest; more than a request may.</summary>
    public const int MaxDepth = 256;

    /// <summary>How many parts a value of a recording may have; more than a request may.</summary>
    public const int MaxParts = 10_000_000;

    /// <summary>The bytes of the values.</summary>
    public ContentStore Store => store;

    /// <summary>Reads a value.</summary>
    /// <exception cref="InventoryException">It cannot be read.</exception>
    public abstract object? Read(in RecordedProperty property, string file);
}

/// <summary>Reads values by readers that are costly to make and are used again.</summary>
/// <typeparam name="TReader">The kind of reader.</typeparam>
/// <param name="store">The bytes of the values.</param>
/// <param name="leftOut">Is told of members that are left out; null where every value has to be readable, else one that is not is unset.</param>
internal abstract class PooledValueSource<TReader>(ContentStore store, LateProblems? leftOut) : ValueSource(store)
{
    // Not a ConcurrentBag: its threads would keep the readers, which know this object, and so a recording that nobody uses any more.
    private readonly ConcurrentQueue<Pooled> _idle = [];

    /// <summary>Makes a reader that tells of members which their type does not have; null to refuse them.</summary>
    protected abstract TReader Make(Action<string, string>? unknownMember);

    /// <summary>Uses a reader.</summary>
    /// <param name="property">What is read.</param>
    /// <param name="file">The file that it is in.</param>
    /// <param name="use">Uses it.</param>
    /// <exception cref="InventoryException">The value, or the part of it, cannot be read.</exception>
    protected TValue? Use<TValue>(in RecordedProperty property, string file, Func<TReader, TValue?> use)
        where TValue : class
    {
        var reader = _idle.TryDequeue(out var idle) ? idle : new Pooled(Make, leftOut);
        reader.Place = (file, property);
        try
        {
            return use(reader.Reader);
        }
        catch (Exception e) when (e is VimDecodeException or VimFaultException or XmlReadingException or System.Text.DecoderFallbackException)
        {
            var problem = $"{file}, line {property.Line}: the value of {property.Name} cannot be read: {e.Message.Trim()}.";
            if (leftOut is null)
                throw new InventoryException($"{problem} Correct it, or leave it out with --inventory-lenient.");
            leftOut.Add($"{file} {property.Name}", $"{problem} It is unset.");
            return null;
        }
        finally
        {
            _idle.Enqueue(reader);
        }
    }

    /// <summary>A reader, and what it reads.</summary>
    private sealed class Pooled
    {
        public Pooled(Func<Action<string, string>?, TReader> make, LateProblems? leftOut) => Reader = make(leftOut is null ? null : (type, member) => leftOut.Add(
            $"{type} {member}", $"{Place.File}, line {Place.Property.Line}: {Place.Property.Name} has the member {member}, which {type} does not have up to 8.0.3. It is left out, here and wherever else it is."));

        public TReader Reader { get; }

        public (string File, RecordedProperty Property) Place { get; set; }
    }
}
