using VimSessionService.Vim25.Schema;

namespace VimSessionService.Vim25.Codec;

/// <summary>
/// Writes values of the API in one format. Generated code calls it field by field in wire order, and leaves out what is unset
/// and what <see cref="Version"/> does not know.
/// </summary>
public abstract class VimWriter
{
    /// <summary>The version of the call that is answered.</summary>
    public ApiVersion Version { get; protected set; }

    public abstract void Write(ReadOnlySpan<byte> name, string value);

    public abstract void Write(ReadOnlySpan<byte> name, bool value);

    public abstract void Write(ReadOnlySpan<byte> name, int value);

    public abstract void Write(ReadOnlySpan<byte> name, long value);

    public abstract void Write(ReadOnlySpan<byte> name, double value);

    public abstract void Write(ReadOnlySpan<byte> name, DateTime value);

    public abstract void Write(ReadOnlySpan<byte> name, byte[] value);

    public abstract void Write(ReadOnlySpan<byte> name, ManagedObjectReference value);

    /// <summary>Writes a data object, with its type where that is not the declared one.</summary>
    public abstract void Write(ReadOnlySpan<byte> name, DataObject value, VimType declared);

    /// <summary>Writes a value that bears its own type.</summary>
    public abstract void WriteAny(ReadOnlySpan<byte> name, object value);

    public abstract void Write(ReadOnlySpan<byte> name, string[] values);

    public abstract void Write(ReadOnlySpan<byte> name, int[] values);

    public abstract void Write(ReadOnlySpan<byte> name, ManagedObjectReference[] values);

    public abstract void Write(ReadOnlySpan<byte> name, DataObject[] values, VimType declared);
}
