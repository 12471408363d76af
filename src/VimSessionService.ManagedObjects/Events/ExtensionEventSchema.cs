using System.Text;
using System.Xml;

namespace VimSessionService.ManagedObjects.Events;

/// <summary>
/// An extension's XML description of one of its event types: a root with a <c>description</c> and <c>arguments</c>, each an <c>argument</c> of
/// <c>name</c> and <c>type</c> (ExtensionEventTypeInfo of the published API). It comes from a client and is untrusted.
/// </summary>
/// <param name="Description">The description; null for none.</param>
/// <param name="Arguments">The arguments that have a name and a type, as they are written.</param>
internal sealed record ExtensionEventSchema(string? Description, IReadOnlyList<(string Name, string Type)> Arguments)
{
    private const int MaxLength = 64 * 1024;
    private const int Levels = 4;

    private static readonly ExtensionEventSchema Nothing = new(null, []);

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxLength,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <summary>Reads a schema; what is none, or too long, says nothing.</summary>
    public static ExtensionEventSchema Read(string? xml)
    {
        if (string.IsNullOrWhiteSpace(xml))
            return Nothing;
        try
        {
            using var text = new StringReader(xml.Trim());
            using var reader = XmlReader.Create(text, Settings);
            return Read(reader);
        }
        catch (XmlException)
        {
            return Nothing;
        }
    }

    private static ExtensionEventSchema Read(XmlReader reader)
    {
        var description = new StringBuilder();
        var (name, type) = (new StringBuilder(), new StringBuilder());
        var arguments = new List<(string, string)>();
        var path = new string[Levels];
        while (reader.Read())
        {
            var depth = reader.Depth;
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when depth < Levels:
                    path[depth] = reader.LocalName;
                    if (IsArgument(depth))
                    {
                        name.Clear();
                        type.Clear();
                    }

                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when depth == 2 && path[1] == "description":
                    description.Append(reader.Value);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when depth == Levels && IsArgument(2) && path[3] == "name":
                    name.Append(reader.Value);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when depth == Levels && IsArgument(2) && path[3] == "type":
                    type.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement when IsArgument(depth) && name.ToString().Trim() is { Length: > 0 } named && type.ToString().Trim() is { Length: > 0 } typed:
                    arguments.Add((named, typed));
                    break;
            }
        }

        return new ExtensionEventSchema(description.ToString().Trim() is { Length: > 0 } described ? described : null, arguments);

        bool IsArgument(int depth) => depth == 2 && path[1] == "arguments" && path[2] == "argument";
    }
}
