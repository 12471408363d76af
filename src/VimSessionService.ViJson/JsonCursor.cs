using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.ViJson;

/// <summary>
/// Walks through the members and items of one document after the other. Members come in any order; those that are <c>null</c> are unset and passed over, as is the one that says what
/// its object is.
/// </summary>
/// <param name="limits">The most that a document may hold.</param>
internal sealed class JsonCursor(JsonLimits limits)
{
    private const string TypeName = "_typeName";

    private readonly JsonTokens _tokens = new(limits);

    /// <summary>The objects that are being read, the innermost last.</summary>
    private Frame[] _frames = new Frame[8];

    private int _depth;

    /// <summary>The value that the cursor is at.</summary>
    public int Value { get; set; }

    /// <summary>What the value is.</summary>
    public JsonTokenType Type => _tokens[Value].Type;

    /// <summary>The member that is being read, for messages.</summary>
    public string Member => _frames[_depth - 1].Member is var member and >= 0 ? NameOf(member) : "";

    /// <summary>Goes to the value that is a document.</summary>
    /// <exception cref="VimDecodeException">The document is not JSON, or holds more than it may.</exception>
    public void Begin(ArraySegment<byte> document)
    {
        _tokens.Read(document);
        _depth = 0;
        Push(new Frame { Member = -1 });
        Value = 0;
    }

    /// <summary>Lets go of the document.</summary>
    public void Clear()
    {
        _tokens.Clear();
        _depth = 0;
    }

    /// <summary>Goes into an object, before its first member.</summary>
    public void Enter(int value) => Push(new Frame { Member = -1, Next = value + 1, End = _tokens[value].Next });

    /// <summary>Leaves the object.</summary>
    public void Leave() => _depth--;

    /// <summary>Goes to the next member that is set; false once there is none left.</summary>
    public bool NextMember([NotNullWhen(true)] out string? name)
    {
        ref var frame = ref _frames[_depth - 1];
        while (frame.Next < frame.End)
        {
            var member = frame.Next;
            frame.Member = member;
            frame.Next = _tokens[member + 1].Next;
            name = NameOf(member);
            if (name == TypeName)
            {
                if (frame.HasTypeName)
                    throw Repeated(TypeName);
                frame.HasTypeName = true;
            }
            else if (_tokens[member + 1].Type != JsonTokenType.Null)
            {
                Value = member + 1;
                return true;
            }
        }

        name = null;
        return false;
    }

    /// <summary>Goes to the first item of the array that the cursor is at; false for an empty one.</summary>
    public bool FirstItem()
    {
        if (Type != JsonTokenType.StartArray)
            throw Bad("array");
        ref var frame = ref _frames[_depth - 1];
        frame.Item = Value + 1;
        frame.ItemEnd = _tokens[Value].Next;
        return NextItem();
    }

    /// <summary>Goes to the next item of the array; false once there is none left.</summary>
    public bool NextItem()
    {
        ref var frame = ref _frames[_depth - 1];
        if (frame.Item == frame.ItemEnd)
            return false;
        Value = frame.Item;
        frame.Item = _tokens[Value].Next;
        return true;
    }

    /// <summary>What an object says it is; null for one that does not say it. Nearly always it is its first member.</summary>
    public string? TypeNameOf(int value)
    {
        var member = Find(value, "_typeName"u8);
        if (member < 0)
            return null;
        return _tokens[member + 1].Type == JsonTokenType.String ? NameOf(member + 1) : throw new VimDecodeException($"The {TypeName} of a value is not a string");
    }

    /// <summary>Whether an object has a member.</summary>
    public bool Has(int value, ReadOnlySpan<byte> name) => Find(value, name) >= 0;

    /// <summary>The value after a value in the same array; after the last one it is the end of the array.</summary>
    public int NextOf(int value) => _tokens[value].Next;

    /// <summary>The bytes of the value; a text without its quotation marks, escapes as they are.</summary>
    public ReadOnlySpan<byte> Bytes => _tokens.BytesOf(_tokens[Value]);

    /// <summary>The text that the cursor is at.</summary>
    /// <exception cref="FormatException">It has half of a surrogate pair.</exception>
    public string Text => _tokens.TextOf(_tokens[Value]);

    /// <summary>The text that the cursor is at, where it is a name. Common ones are the same object each time.</summary>
    public string Name => NameOf(Value);

    /// <summary>A reader that stands on the value, for its conversion.</summary>
    public Utf8JsonReader Reader => _tokens.ReaderOf(_tokens[Value]);

    /// <summary>The error that the value is not of its type.</summary>
    public VimDecodeException Bad(string type) => VimDecodeException.BadValue(Member, type);

    /// <summary>The error that a member is there twice.</summary>
    public static VimDecodeException Repeated(string member) => new($"The member {member} is there twice");

    private int Find(int value, ReadOnlySpan<byte> name)
    {
        var end = _tokens[value].Next;
        for (var member = value + 1; member < end; member = _tokens[member + 1].Next)
        {
            ref readonly var token = ref _tokens[member];
            if (token.IsEscaped ? System.Text.Ascii.Equals(name, NameOf(member)) : _tokens.BytesOf(token).SequenceEqual(name))
                return member;
        }

        return -1;
    }

    private string NameOf(int token)
    {
        try
        {
            return _tokens.NameOf(_tokens[token]);
        }
        catch (FormatException)
        {
            throw new VimDecodeException("A name has half of a surrogate pair");
        }
    }

    private void Push(Frame frame)
    {
        if (_depth == _frames.Length)
            Array.Resize(ref _frames, 2 * _depth);
        _frames[_depth++] = frame;
    }

    /// <summary>An object that is being read.</summary>
    private struct Frame
    {
        /// <summary>The name of the member that is being read; -1 before the first.</summary>
        public int Member;

        /// <summary>The name of the next member.</summary>
        public int Next;

        /// <summary>The token after the last member.</summary>
        public int End;

        /// <summary>The next item, where the member is an array.</summary>
        public int Item;

        /// <summary>The token after the last item.</summary>
        public int ItemEnd;

        /// <summary>Whether the type's name was met.</summary>
        public bool HasTypeName;
    }
}
