using System.Diagnostics.CodeAnalysis;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Vim25.Codec;

/// <summary>
/// Reads values of the API from one format. Generated code asks for member after member; members may come in any order, but
/// each that is declared once may come once, and none that is not declared may come at all.
/// </summary>
public abstract class VimReader
{
    /// <summary>Moves to the next member of the value being read; false once there is none left.</summary>
    public abstract bool NextMember([NotNullWhen(true)] out string? name);

    public abstract string ReadString();

    public abstract bool ReadBoolean();

    public abstract int ReadInt();

    public abstract long ReadLong();

    public abstract double ReadDouble();

    public abstract DateTime ReadDateTime();

    public abstract byte[] ReadBinary();

    public abstract ManagedObjectReference ReadReference();

    /// <summary>Reads a value that bears its own type.</summary>
    public abstract object ReadAny();

    /// <summary>Reads a data object of the declared type, or of the type it says it is when that extends the declared one.</summary>
    public abstract DataObject ReadObject(VimType declared);

    /// <summary>The object that the request being read is for; null until its <c>_this</c> was met.</summary>
    public ManagedObjectReference? Target { get; protected set; }

    /// <summary>Reads the object that a request is for.</summary>
    public void ReadTarget(string type)
    {
        if (Target is not null)
            throw VimDecodeException.Doubled(type, "_this");
        Target = ReadReference();
    }

    /// <summary>Passes over the member that the reader stands on.</summary>
    public abstract void Skip();

    /// <summary>Notes that a member was met; a second time is an error.</summary>
    public void Once(ref ulong met, int index, string type, string member)
    {
        var bit = 1UL << index;
        if ((met & bit) != 0)
            throw VimDecodeException.Doubled(type, member);
        met |= bit;
    }

    /// <summary>The value of a member that must be there.</summary>
    public static T Required<T>([NotNull] T? value, string type, string member)
        where T : class =>
        value ?? throw VimDecodeException.Missing(type, member);

    /// <inheritdoc cref="Required{T}(T, string, string)"/>
    public static T Required<T>(T? value, string type, string member)
        where T : struct =>
        value ?? throw VimDecodeException.Missing(type, member);

    /// <summary>Adds to the items of a member that may come more than once.</summary>
    public static void Add<T>([NotNull] ref List<T>? items, T item) => (items ??= []).Add(item);
}
