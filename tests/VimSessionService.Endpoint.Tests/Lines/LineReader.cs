using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Endpoint.Tests.Lines;

/// <summary>Reads arguments: <c>name=value</c>, and for an array <c>name=value,value</c>. It knows arrays, as a reader of JSON does.</summary>
internal sealed class LineReader : VimReader
{
    private readonly string[] _lines;
    private int _line = -1;
    private string[] _items = [];
    private int _item = -1;

    public LineReader(string id, string[] lines)
    {
        _lines = lines;
        Target = new ManagedObjectReference("", id);
        AnyOrder = true;
    }

    public override bool NextMember([NotNullWhen(true)] out string? name)
    {
        _item = -1;
        name = ++_line < _lines.Length ? _lines[_line].Split('=', 2)[0] : null;
        return name is not null;
    }

    public override bool FirstItem()
    {
        _items = Text.Length == 0 ? [] : Text.Split(',');
        _item = 0;
        return _items.Length > 0;
    }

    public override bool NextItem() => ++_item < _items.Length;

    public override string ReadString() => _item >= 0 ? _items[_item] : Text;

    public override bool ReadBoolean() => ReadString() == "true";

    public override int ReadInt() => int.Parse(ReadString(), CultureInfo.InvariantCulture);

    public override long ReadLong() => long.Parse(ReadString(), CultureInfo.InvariantCulture);

    public override double ReadDouble() => double.Parse(ReadString(), CultureInfo.InvariantCulture);

    public override DateTime ReadDateTime() => DateTime.Parse(ReadString(), CultureInfo.InvariantCulture);

    public override byte[] ReadBinary() => Convert.FromHexString(ReadString());

    public override ManagedObjectReference ReadReference(string declared) => new(declared, ReadString());

    public override object ReadAny() => ReadString();

    public override DataObject ReadObject(VimType declared) => throw VimDecodeException.BadType("line", declared.Name);

    public override void Skip()
    {
    }

    private string Text => _lines[_line].Split('=', 2)[1];
}
