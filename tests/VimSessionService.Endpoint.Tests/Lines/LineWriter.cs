using System.Globalization;
using System.Text;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Lines;

/// <summary>Writes a line for each value, with the names that lead to it.</summary>
internal sealed class LineWriter : VimWriter
{
    private readonly StringBuilder _text = new();
    private readonly List<string> _path = [];

    public LineWriter(ApiVersion version) => Version = version;

    public override string ToString() => _text.ToString();

    public override void Write(ReadOnlySpan<byte> name, string value) => Line(name, value);

    public override void Write(ReadOnlySpan<byte> name, bool value) => Line(name, value ? "true" : "false");

    public override void Write(ReadOnlySpan<byte> name, long value) => Line(name, value.ToString(CultureInfo.InvariantCulture));

    public override void Write(ReadOnlySpan<byte> name, double value) => Line(name, value.ToString(CultureInfo.InvariantCulture));

    public override void Write(ReadOnlySpan<byte> name, DateTime value) => Line(name, value.ToString("O", CultureInfo.InvariantCulture));

    public override void Write(ReadOnlySpan<byte> name, byte[] value) => Line(name, Convert.ToHexString(value));

    public override void Write(ReadOnlySpan<byte> name, ManagedObjectReference value) => Line(name, $"{value.Type}:{value.Value}");

    protected override void BeginObject(ReadOnlySpan<byte> name, VimType type, bool isDeclared)
    {
        if (!isDeclared)
            Line(name, $"({type.Name})");
        _path.Add(Encoding.UTF8.GetString(name));
    }

    protected override void EndObject(ReadOnlySpan<byte> name) => _path.RemoveAt(_path.Count - 1);

    protected override void BeginArray(ReadOnlySpan<byte> name) => Line(name, "[");

    protected override void EndArray(ReadOnlySpan<byte> name) => Line(name, "]");

    protected override void BeginTypedArray(ReadOnlySpan<byte> name, ReadOnlySpan<byte> itemType)
    {
        Line(name, $"({Encoding.UTF8.GetString(itemType)}[])");
        _path.Add(Encoding.UTF8.GetString(name));
    }

    protected override void EndTypedArray(ReadOnlySpan<byte> name) => EndObject(name);

    protected override void WriteTyped(ReadOnlySpan<byte> name, VimKind type, string value) => Line(name, $"(string) {value}");

    protected override void WriteTyped(ReadOnlySpan<byte> name, VimKind type, long value) => Line(name, $"({type}) {value}");

    protected override void WriteTyped(ReadOnlySpan<byte> name, bool value) => Line(name, $"(boolean) {value}");

    protected override void WriteTyped(ReadOnlySpan<byte> name, VimKind type, double value) => Line(name, $"(double) {value}");

    protected override void WriteTyped(ReadOnlySpan<byte> name, DateTime value) => Line(name, $"(dateTime) {value:O}");

    protected override void WriteTyped(ReadOnlySpan<byte> name, byte[] value) => Line(name, $"(binary) {Convert.ToHexString(value)}");

    protected override void WriteTyped(ReadOnlySpan<byte> name, ManagedObjectReference value) => Line(name, $"(reference) {value.Type}:{value.Value}");

    protected override void WriteTypedEnum(ReadOnlySpan<byte> name, string type, string value) => Line(name, $"({type}) {value}");

    private void Line(ReadOnlySpan<byte> name, string value) =>
        _text.AppendJoin('.', [.. _path, Encoding.UTF8.GetString(name)]).Append(' ').Append(value).Append('\n');
}
