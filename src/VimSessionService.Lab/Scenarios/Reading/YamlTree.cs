using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace VimSessionService.Lab.Scenarios.Reading;

/// <summary>A value in a document, with the place where it begins.</summary>
/// <param name="Start">The place.</param>
internal abstract record YamlValue(Mark Start);

/// <summary>A scalar.</summary>
/// <param name="Start">The place.</param>
/// <param name="Text">The text.</param>
/// <param name="IsPlain">Whether it has no quotes, so that it may be a number, true, false or null.</param>
internal sealed record YamlText(Mark Start, string Text, bool IsPlain) : YamlValue(Start);

/// <summary>A list.</summary>
/// <param name="Start">The place.</param>
/// <param name="Items">The values.</param>
internal sealed record YamlList(Mark Start, IReadOnlyList<YamlValue> Items) : YamlValue(Start);

/// <summary>A map.</summary>
/// <param name="Start">The place.</param>
/// <param name="Entries">The keys and values, in their order.</param>
internal sealed record YamlMap(Mark Start, IReadOnlyList<(YamlText Key, YamlValue Value)> Entries) : YamlValue(Start);

/// <summary>
/// Reads one document of YAML, of which JSON is a part, into a tree. Depth and number of values are bounded. An alias stands for the value of its anchor, and
/// each use counts as if it were written out, so that a short document cannot become a large one.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>How deep values may be nested.</summary>
    public const int MostDepth = 32;

    /// <summary>How many values a document may have, with aliases written out.</summary>
    public const int MostValues = 50_000;

    private readonly IParser _parser;
    private readonly string? _file;
    private readonly Dictionary<AnchorName, (YamlValue Value, int Count)> _anchors = [];
    private int _count;

    private YamlTree(IParser parser, string? file) => (_parser, _file) = (parser, file);

    /// <summary>Reads a document.</summary>
    /// <exception cref="ScenarioException">It is no YAML, or beyond the bounds.</exception>
    public static YamlValue Read(string text, string? file)
    {
        var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        try
        {
            return new YamlTree(parser, file).ReadDocument();
        }
        catch (YamlException failure)
        {
            throw new ScenarioException(file, failure.Start.Line, failure.Start.Column, "#", $"is neither YAML nor JSON: {failure.Message.TrimEnd('.')}");
        }
        catch (InvalidOperationException)
        {
            // What the library throws within brackets at a line that is indented less than what is around them, as where one is not closed.
            var at = parser.Current?.End ?? Mark.Empty;
            throw new ScenarioException(file, at.Line, at.Column, "#", "is neither YAML nor JSON: a bracket is open here, and the next line is indented less");
        }
    }

    private YamlValue ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out var end))
            throw Refuse(end.Start, "is empty. Write at least 'steps: []'");
        _parser.Consume<DocumentStart>();
        var root = ReadValue(0);
        _parser.Consume<DocumentEnd>();
        return _parser.Accept<DocumentStart>(out var further) ? throw Refuse(further.Start, "has more than one document. Write each into a file of its own") : root;
    }

    private YamlValue ReadValue(int depth)
    {
        var at = _parser.Current!;
        if (depth > MostDepth)
            throw Refuse(at.Start, $"is nested more than {MostDepth} deep");
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return Follow(alias);
        Count(1, at.Start);
        var (before, anchor) = (_count, (at as NodeEvent)?.Anchor ?? AnchorName.Empty);
        YamlValue value;
        if (_parser.TryConsume<Scalar>(out var scalar))
            value = new YamlText(scalar.Start, scalar.Value, scalar.Style == ScalarStyle.Plain);
        else if (_parser.TryConsume<SequenceStart>(out var sequence))
            value = ReadList(sequence.Start, depth);
        else
            value = ReadMap(_parser.Consume<MappingStart>().Start, depth);
        if (!anchor.IsEmpty)
            _anchors[anchor] = (value, _count - before + 1);
        return value;
    }

    private YamlList ReadList(Mark start, int depth)
    {
        var items = new List<YamlValue>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            var item = ReadValue(depth + 1);
            items.Add(item is YamlText { IsPlain: true, Text: "" or "~" or "null" } ? throw Refuse(item.Start, "has an item of a list without a value") : item);
        }

        return new YamlList(start, items);
    }

    private YamlMap ReadMap(Mark start, int depth)
    {
        var entries = new List<(YamlText, YamlValue)>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var at = _parser.Current!.Start;
            if (ReadValue(depth + 1) is not YamlText key)
                throw Refuse(at, "has a key that is no text");
            if (!keys.Add(key.Text))
                throw Refuse(at, $"has the key '{key.Text}' twice");
            entries.Add((key, ReadValue(depth + 1)));
        }

        return new YamlMap(start, entries);
    }

    private YamlValue Follow(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var known))
            throw Refuse(alias.Start, $"has the alias *{alias.Value}, whose anchor &{alias.Value} is not before it");
        Count(known.Count, alias.Start);
        return known.Value;
    }

    private void Count(int more, Mark at)
    {
        _count += more;
        if (_count > MostValues)
            throw Refuse(at, $"has more than {MostValues} values, with its aliases written out");
    }

    private ScenarioException Refuse(Mark at, string detail) => new(_file, at.Line, at.Column, "#", detail);
}
