using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using VimSessionService.Soap.Wsdl;
using VimSessionService.Vim25;

namespace VimSessionService.Soap.Tests.Wsdl;

/// <summary>The files of one version as a client sees them: parsed, and with the imports followed.</summary>
internal sealed class WsdlSet(ApiVersion version, Func<PublishedApi>? published = null)
{
    public static readonly XNamespace Wsdl = "http://schemas.xmlsoap.org/wsdl/";
    public static readonly XNamespace Soap = "http://schemas.xmlsoap.org/wsdl/soap/";
    public static readonly XNamespace Schema = "http://www.w3.org/2001/XMLSchema";

    private const string Root = "https://wsdl.invalid/";

    private readonly WsdlDocuments _documents = new(version, published);

    public static TheoryData<ApiVersion> EveryVersion => new(Enumerable.Range(0, ApiVersions.All.Count).Select(i => (ApiVersion)i));

    public XElement Interface => Parse("vim.wsdl");

    public XElement InterfaceSchema => Interface.Element(Wsdl + "types")!.Element(Schema + "schema")!;

    /// <summary>Every complexType and simpleType with a name, whichever file it is in.</summary>
    public Dictionary<string, XElement> NamedTypes => WsdlDocuments.FileNames
        .Where(name => name.EndsWith(".xsd", StringComparison.Ordinal))
        .SelectMany(name => Parse(name).Elements())
        .Where(e => e.Name == Schema + "complexType" || e.Name == Schema + "simpleType")
        .ToDictionary(Name, StringComparer.Ordinal);

    public static string Name(XElement element) => element.Attribute("name")!.Value;

    public static IEnumerable<string> Names(IEnumerable<XElement> elements) => elements.Select(Name);

    public XElement Parse(string fileName)
    {
        Assert.True(_documents.TryFind(fileName, out var content));
        return XDocument.Parse(Encoding.UTF8.GetString(content.Span)).Root!;
    }

    /// <summary>The elements that a type itself declares, without those of its base.</summary>
    public IEnumerable<XElement> OwnElements(string type) => NamedTypes[type].Descendants(Schema + "element");

    /// <summary>Compiles the schema as a validating client does; whatever it has to say ends up in <paramref name="findings"/>.</summary>
    public XmlSchemaSet Compile(List<string> findings)
    {
        var set = new XmlSchemaSet { XmlResolver = new Resolver(_documents) };
        set.ValidationEventHandler += (_, e) => findings.Add($"{e.Severity}: {e.Message}");
        using var text = new StringReader(InterfaceSchema.ToString());
        using var reader = XmlReader.Create(text, new XmlReaderSettings(), Root + "vim.wsdl");
        set.Add(null, reader);
        set.Compile();
        return set;
    }

    private sealed class Resolver(WsdlDocuments documents) : XmlResolver
    {
        public override object GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn)
        {
            var name = absoluteUri.AbsoluteUri.Replace(Root, "", StringComparison.Ordinal);
            return documents.TryFind(name, out var content)
                ? new MemoryStream(content.ToArray())
                : throw new FileNotFoundException(name);
        }
    }
}
