using VimSessionService.Inventory.Recordings;
using VimSessionService.Schema;
using VimSessionService.Soap;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Xml;

namespace VimSessionService.Inventory.Recorder;

/// <summary>
/// Copies an ObjectContent into the form of a file of a recording, element by element, so that nothing is lost that the schema does not know. What derives from it says what is
/// left out or written otherwise.
/// </summary>
/// <param name="api">The types of values.</param>
internal abstract class ObjectCopy(WholeApi api) : IDisposable
{
    /// <summary>What a value may hold.</summary>
    public static XmlLimits Limits { get; } = new() { MaxDepth = 256, MaxElements = 10_000_000 };

    private const string Reference = "ManagedObjectReference";
    private const string ArrayOf = "ArrayOf";

    /// <summary>The copy that was made last.</summary>
    public Utf8Buffer Out { get; } = new();

    /// <summary>Copies an object.</summary>
    /// <param name="xml">Stands on the element of the ObjectContent, which is passed.</param>
    /// <returns>The object, as it was written; null when the element names none.</returns>
    public ManagedObjectReference? Copy(Utf8XmlReader xml)
    {
        Begin("ObjectContent");
        ManagedObjectReference? recorded = null;
        while (NextChild(xml))
        {
            switch (xml.LocalName)
            {
                case "obj":
                    recorded = ChangeReference(ReadReference(xml));
                    WriteReference("obj", recorded, isTyped: false, depth: 1);
                    break;
                case "propSet" when recorded is not null:
                    CopyProperty(xml, recorded.Type);
                    break;
                case "missingSet":
                    NoteMissing(xml);
                    break;
                default:
                    xml.Skip();
                    break;
            }
        }

        End("ObjectContent");
        return recorded;
    }

    /// <summary>Copies a file with the statistics of an object.</summary>
    /// <param name="xml">Stands on its root.</param>
    /// <returns>The object, as it was written; null when the file names none.</returns>
    public ManagedObjectReference? CopyStatistics(Utf8XmlReader xml)
    {
        ManagedObjectReference? entity = null;
        while (NextChild(xml))
        {
            if (entity is not null)
                CopyPart(xml, xml.LocalName, null);
            else if (xml.LocalName == "entity")
                BeginStatistics(entity = ChangeReference(ReadReference(xml)));
            else
                xml.Skip();
        }

        EndStatistics();
        return entity;
    }

    /// <summary>Begins a file with the statistics of an object.</summary>
    public void BeginStatistics(ManagedObjectReference entity)
    {
        Begin(ObjectFile.StatisticsElement);
        WriteReference("entity", entity, isTyped: false, depth: 1);
    }

    /// <summary>Copies a data object into the file.</summary>
    /// <param name="xml">Stands on its element, which is passed.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="type">Its type where it does not say it; null for one that does.</param>
    public void CopyPart(Utf8XmlReader xml, string name, string? type) => CopyElement(xml, 1, new Level(null, null, "", name), key: null, name, type);

    /// <summary>Ends the file.</summary>
    public void EndStatistics() => End(ObjectFile.StatisticsElement);

    /// <inheritdoc/>
    public void Dispose() => Out.Dispose();

    /// <summary>Moves to the next child of the element that is being read; false once there is none left.</summary>
    public static bool NextChild(Utf8XmlReader xml)
    {
        while (true)
        {
            switch (xml.Next())
            {
                case XmlPart.Element:
                    return true;
                case XmlPart.End:
                    return false;
                default:
                    xml.SkipText();
                    break;
            }
        }
    }

    /// <summary>The text of the element that the reader stands on.</summary>
    public static string TextOf(Utf8XmlReader xml)
    {
        if (xml.TryReadText(out var text))
            return text;
        SkipRest(xml);
        return "";
    }

    /// <summary>Whether a property is copied.</summary>
    protected virtual bool Takes(string type, string property) => true;

    /// <summary>What is written for a reference.</summary>
    protected virtual ManagedObjectReference ChangeReference(ManagedObjectReference reference) => reference;

    /// <summary>What is written for a text; null to leave the element out.</summary>
    protected virtual string? ChangeText(string text, in TextPlace place) => text;

    /// <summary>Is told of a property that the server did not let the caller read. The element has to be passed.</summary>
    protected virtual void NoteMissing(Utf8XmlReader xml) => xml.Skip();

    private void Begin(string root)
    {
        Out.Clear();
        Out.Raw("<"u8);
        Out.Raw(root);
        Out.Raw(" xmlns:xsd=\""u8);
        Out.Raw(SoapNames.Schema);
        Out.Raw("\" xmlns:xsi=\""u8);
        Out.Raw(SoapNames.SchemaInstance);
        Out.Raw("\">\n"u8);
    }

    private void End(string root)
    {
        Out.Raw("</"u8);
        Out.Raw(root);
        Out.Raw(">\n"u8);
    }

    private void CopyProperty(Utf8XmlReader xml, string type)
    {
        string? name = null;
        while (NextChild(xml))
        {
            if (xml.LocalName == "name")
            {
                name = TextOf(xml);
            }
            else if (xml.LocalName == "val" && name is not null && Takes(type, name))
            {
                Out.Raw("  <propSet>\n    <name>"u8);
                Out.Text(name);
                Out.Raw("</name>\n"u8);
                CopyElement(xml, 2, new Level(null, null, type, name), key: null);
                Out.Raw("  </propSet>\n"u8);
            }
            else
            {
                xml.Skip();
            }
        }
    }

    /// <summary>Copies the element that the reader stands on, which is passed. The depth of elements is bounded by the reader.</summary>
    /// <returns>Its text; null when it has children.</returns>
    private string? CopyElement(Utf8XmlReader xml, int depth, Level level, string? key, string? name = null, string? type = null)
    {
        var member = name ?? xml.LocalName;
        if (xml.GetAttribute("nil"u8, SoapNames.SchemaInstance) is "true" or "1")
        {
            xml.Skip();
            return null;
        }

        var said = TypeNameOf(xml) ?? type;
        var field = level.Type?.FindField(member);
        var declared = field?.Type ?? level.Item;
        if (xml.GetAttribute("type"u8) is not null || said == Reference)
        {
            var reference = ChangeReference(ReadReference(xml));
            WriteReference(member, reference, isTyped: said == Reference, depth);
            return reference.Value;
        }

        if (xml.TryReadText(out var text))
        {
            var place = new TextPlace(member, level.Type, field, KindOf(said, declared), key, level.ManagedType, level.Property);
            if (ChangeText(text, place) is { } changed)
                WriteText(member, said, changed, depth);
            return text;
        }

        Open(member, depth);
        WriteType(said);
        Out.Raw(">\n"u8);
        CopyChildren(xml, depth + 1, LevelBelow(level, said, declared));
        Indent(depth);
        Out.Raw("</"u8);
        Out.Raw(member);
        Out.Raw(">\n"u8);
        return null;
    }

    /// <summary>Copies the children of an element. The reader stands on the first of them.</summary>
    private void CopyChildren(Utf8XmlReader xml, int depth, Level level)
    {
        string? key = null;
        do
        {
            var isKey = xml.LocalName == "key";
            var text = CopyElement(xml, depth, level, key);
            if (isKey)
                key = text;
        }
        while (NextChild(xml));
    }

    private Level LevelBelow(Level level, string? said, VimTypeRef? declared)
    {
        if (said?.StartsWith(ArrayOf, StringComparison.Ordinal) == true)
            return level with { Type = null, Item = ItemOf(said[ArrayOf.Length..]) };
        var type = said is not null ? api.FindType(said) : declared?.Kind == VimKind.Object ? api.FindType(declared.Name) : null;
        return level with { Type = type, Item = null };
    }

    private VimTypeRef ItemOf(string name)
    {
        if (api.FindType(name) is not null)
            return new VimTypeRef(VimKind.Object, name);
        return name switch
        {
            "String" => new VimTypeRef(VimKind.String),
            "AnyType" => new VimTypeRef(VimKind.Any),
            _ => new VimTypeRef(api.HasEnum(name) ? VimKind.Enum : VimKind.Int, name),
        };
    }

    /// <summary>What a value is: as it says itself, else as it is declared. What nobody knows may be any text.</summary>
    private VimKind KindOf(string? said, VimTypeRef? declared)
    {
        if (said is null)
            return declared?.Kind ?? VimKind.String;
        return said switch
        {
            "xsd:string" or "xsd:anyURI" => VimKind.String,
            "xsd:base64Binary" => VimKind.Binary,
            "xsd:long" => VimKind.Long,
            _ when said.StartsWith("xsd:", StringComparison.Ordinal) => VimKind.Int,
            _ => api.HasEnum(said) ? VimKind.Enum : VimKind.String,
        };
    }

    /// <summary>What an element says it is, with the prefix <c>xsd</c> for types of XML Schema; null when it does not say it.</summary>
    private static string? TypeNameOf(Utf8XmlReader xml)
    {
        if (!xml.HasAttributes || xml.GetAttribute("type"u8, SoapNames.SchemaInstance) is not { } text)
            return null;
        text = text.Trim();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return text;
        var isSchemas = xml.LookupNamespace(text[..colon]) is { } bound ? bound == SoapNames.Schema : text[..colon] is "xsd" or "xs";
        return isSchemas ? $"xsd:{text[(colon + 1)..]}" : text[(colon + 1)..];
    }

    private static ManagedObjectReference ReadReference(Utf8XmlReader xml)
    {
        var type = xml.GetAttribute("type"u8) ?? "";
        return new ManagedObjectReference(type, TextOf(xml).Trim());
    }

    /// <summary>Passes over what is left of an element whose first child was met.</summary>
    private static void SkipRest(Utf8XmlReader xml)
    {
        do
        {
            xml.Skip();
        }
        while (NextChild(xml));
    }

    private void WriteReference(string member, ManagedObjectReference reference, bool isTyped, int depth)
    {
        Open(member, depth);
        Out.Raw(" type=\""u8);
        Out.Text(reference.Type);
        Out.Raw("\""u8);
        WriteType(isTyped ? Reference : null); // after "type": a decoder of Go takes the last of the two for the type of the value
        Close(member, reference.Value);
    }

    private void WriteText(string member, string? said, string text, int depth)
    {
        Open(member, depth);
        WriteType(said);
        Close(member, text);
    }

    private void WriteType(string? said)
    {
        if (said is null)
            return;
        Out.Raw(" xsi:type=\""u8);
        Out.Text(said);
        Out.Raw("\""u8);
    }

    private void Open(string member, int depth)
    {
        Indent(depth);
        Out.Raw("<"u8);
        Out.Raw(member);
    }

    private void Close(string member, string text)
    {
        Out.Raw(">"u8);
        Out.Text(text);
        Out.Raw("</"u8);
        Out.Raw(member);
        Out.Raw(">\n"u8);
    }

    private void Indent(int depth)
    {
        for (var i = 0; i < depth; i++)
            Out.Raw("  "u8);
    }

    /// <summary>Where the children of an element stand.</summary>
    /// <param name="Type">The data object that they are members of, where it is known.</param>
    /// <param name="Item">What they are as items of an array.</param>
    /// <param name="ManagedType">The type of the object.</param>
    /// <param name="Property">The property.</param>
    private readonly record struct Level(VimType? Type, VimTypeRef? Item, string ManagedType, string Property);
}

/// <summary>Where a text stands.</summary>
/// <param name="Member">The name of its element.</param>
/// <param name="Owner">The data object that it is a member of; null where that is not known.</param>
/// <param name="Field">The field; null where it is not known.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Key">What the member <c>key</c> before it says; null for none.</param>
/// <param name="ManagedType">The type of the object.</param>
/// <param name="Property">The property.</param>
internal readonly record struct TextPlace(string Member, VimType? Owner, VimField? Field, VimKind Kind, string? Key, string ManagedType, string Property);
