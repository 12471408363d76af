using System.Collections.Frozen;
using System.IO.Compression;

namespace VimSessionService.Schema.Facts;

/// <summary>
/// The lines of <c>vim25.txt.gz</c>, whose form README.md beside it describes, found by the names of types and methods. They are unpacked
/// when the first one is asked for.
/// </summary>
internal sealed class FactsTable
{
    private const string Resource = "vim25.txt.gz";

    private readonly string[] _lines;
    private readonly FrozenDictionary<string, int> _declarations;
    private readonly FrozenDictionary<string, int> _methods;

    private FactsTable(string[] lines)
    {
        _lines = lines;
        var declarations = new Dictionary<string, int>(StringComparer.Ordinal);
        var methods = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var (i, managed) = (0, 0); i < lines.Length; i++)
        {
            var line = lines[i].AsSpan();
            if (line.StartsWith("m "))
                methods.Add(NameIn(line[2..]), managed);
            else if (line.StartsWith("managed ") || line.StartsWith("data ") || line.StartsWith("enum "))
                declarations.Add(NameIn(line[(line.IndexOf(' ') + 1)..]), managed = i);
        }

        _declarations = declarations.ToFrozenDictionary(StringComparer.Ordinal);
        _methods = methods.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The names of every managed type, data object type and enumeration, in no order.</summary>
    public IReadOnlyList<string> Names => _declarations.Keys;

    /// <summary>The names of every method, in no order.</summary>
    public IReadOnlyList<string> Methods => _methods.Keys;

    /// <summary>Reads the table.</summary>
    public static FactsTable Read()
    {
        using var resource = typeof(FactsTable).Assembly.GetManifestResourceStream(Resource)!;
        using var unpacked = new StreamReader(new GZipStream(resource, CompressionMode.Decompress));
        var lines = new List<string>();
        while (unpacked.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                lines.Add(line);
        }

        return new FactsTable([.. lines]);
    }

    /// <summary>The name of the managed type that has a method; null when there is no such method.</summary>
    public string? ReceiverOf(string method) => _methods.TryGetValue(method, out var line) ? _lines[line].Split(' ')[1] : null;

    /// <summary>What a name stands for: <c>managed</c>, <c>data</c> or <c>enum</c>; null for nothing.</summary>
    public string? KindOf(string name) => _declarations.TryGetValue(name, out var line) ? _lines[line][.._lines[line].IndexOf(' ', StringComparison.Ordinal)] : null;

    /// <summary>What is declared under a name; null for nothing.</summary>
    public Declaration? Find(string name)
    {
        if (!_declarations.TryGetValue(name, out var start))
            return null;
        var end = start + 1;
        while (end < _lines.Length && _lines[end][1] == ' ')
            end++;
        return new Declaration(_lines[start].Split(' '), _lines[(start + 1)..end]);
    }

    private static string NameIn(ReadOnlySpan<char> text) => text[..text.IndexOf(' ')].ToString();
}

/// <summary>A declaration.</summary>
/// <param name="Head">The words of its first line.</param>
/// <param name="Members">The lines of its members.</param>
internal sealed record Declaration(string[] Head, string[] Members)
{
    /// <summary><c>managed</c>, <c>data</c> or <c>enum</c>.</summary>
    public string Kind => Head[0];

    /// <summary>The name on the wire.</summary>
    public string Name => Head[1];
}
