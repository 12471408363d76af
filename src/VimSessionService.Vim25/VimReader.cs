using System.Diagnostics.CodeAnalysis;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Vim25;

/// <summary>
/// Reads values of the API from one format. Generated code asks for member after member. Members come in the order of their
/// declaration, as real servers demand, each that is declared once at most once, and none that is not declared.
/// </summary>
public abstract class VimReader
{
    /// <summary>Whether members may come in any order.</summary>
    public bool AnyOrder { get; protected init; }

    /// <summary>Whether members that have to be there may be missing, as in values that another server left incomplete.</summary>
    internal bool AllowsMissing { get; init; }

    /// <summary>Is told of members that their type does not have, with the type, which are then passed over; null where they are refused. For types without a declaration in C#.</summary>
    internal Action<string, string>? UnknownMember { get; init; }

    /// <summary>Moves to the next member of the value being read; false once there is none left.</summary>
    public abstract bool NextMember([NotNullWhen(true)] out string? name);

    /// <summary>
    /// Begins to read the items of a member that is an array; false for an array without items. A format in which each item is a member of its own, as
    /// in XML, reads one item at a time: the default.
    /// </summary>
    public virtual bool FirstItem() => true;

    /// <summary>Moves to the next item of the array that is being read; false once there is none left.</summary>
    public virtual bool NextItem() => false;

    public abstract string ReadString();

    public abstract bool ReadBoolean();

    public abstract int ReadInt();

    public abstract long ReadLong();

    public abstract double ReadDouble();

    public abstract DateTime ReadDateTime();

    public abstract byte[] ReadBinary();

    /// <summary>Reads a reference.</summary>
    /// <param name="declared">The managed type that is declared for it, for messages.</param>
    public abstract ManagedObjectReference ReadReference(string declared);

    /// <summary>Reads a value that bears its own type.</summary>
    public abstract object ReadAny();

    /// <summary>Reads a data object of the declared type, or of the type it says it is when that extends the declared one.</summary>
    public abstract DataObject ReadObject(VimType declared);

    /// <summary>The object that the request being read is for; null until its <c>_this</c> was met.</summary>
    public ManagedObjectReference? Target { get; protected set; }

    /// <summary>Reads the object that a request is for.</summary>
    /// <param name="type">The request's type, as in <c>LoginRequestType</c>.</param>
    /// <param name="receiver">The managed type that has the method.</param>
    public void ReadTarget(string type, string receiver)
    {
        if (Target is not null)
            throw Unexpected(type, "_this");
        Target = ReadReference(receiver);
    }

    /// <summary>Passes over the member that the reader stands on.</summary>
    public abstract void Skip();

    /// <summary>Passes over the member that the reader stands on, a data object, when it can be read later.</summary>
    /// <param name="place">Where it is in what is returned.</param>
    /// <returns>What reads it later; null when it has to be read now, as is usual.</returns>
    internal virtual UnreadParts? PassOver(out int place)
    {
        place = 0;
        return null;
    }

    /// <summary>Notes that a member was met, and refuses one that comes out of order or once too often.</summary>
    /// <param name="met">The members met so far.</param>
    /// <param name="index">The member's place in its declaration, from 0.</param>
    /// <param name="repeats">Whether it may come more than once.</param>
    /// <param name="type">The type that is read.</param>
    /// <param name="member">The member's name.</param>
    public virtual void Meet(ref MetMembers met, int index, bool repeats, string type, string member)
    {
        if (!met.TryAdd(index, repeats, AnyOrder))
            throw Unexpected(type, member);
    }

    /// <summary>The error that the element which the reader stands on has no place there.</summary>
    public virtual Exception Unexpected(string type, string member) => VimDecodeException.Unexpected(type, member);

    /// <summary>The value of a member that must be there.</summary>
    public static T Required<T>([NotNull] T? value, string type, string member)
        where T : class =>
        value ?? throw VimDecodeException.Missing(type, member);

    /// <inheritdoc cref="Required{T}(T, string, string)"/>
    public static T Required<T>(T? value, string type, string member)
        where T : struct =>
        value ?? throw VimDecodeException.Missing(type, member);
}
