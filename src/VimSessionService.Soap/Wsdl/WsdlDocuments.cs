using System.Collections.Frozen;
using VimSessionService.Vim25;

namespace VimSessionService.Soap.Wsdl;

/// <summary>
/// The WSDL of the service with the files that it imports, named as on a real server, as far as one version of
/// the API goes. The files are made when the first one is asked for.
/// </summary>
/// <param name="version">The version of the server: nothing newer is named, and it is the version in every soapAction.</param>
/// <param name="published">What is described; null for what is declared in C#.</param>
internal sealed class WsdlDocuments(ApiVersion version, Func<PublishedApi>? published = null)
{
    private static readonly Uri PlaceholderAddress = new("https://localhost/sdk");

    private readonly Lazy<FrozenDictionary<string, byte[]>> _files = new(() => WriteAll(new KnownApi(version, published?.Invoke() ?? PublishedApi.Declared)));

    /// <summary>The name of the file to begin with; it names the service's address and imports the rest.</summary>
    public static string ServiceFileName => WsdlFiles.Service;

    /// <summary>The names of all files.</summary>
    public static IReadOnlyList<string> FileNames { get; } =
    [
        WsdlFiles.Service,
        WsdlFiles.Interface,
        WsdlFiles.CoreTypes,
        WsdlFiles.QueryTypes,
        WsdlFiles.QueryMessages,
        WsdlFiles.ReflectTypes,
        WsdlFiles.ReflectMessages,
        WsdlFiles.VimTypes,
        WsdlFiles.VimMessages,
    ];

    /// <summary>The version that the files describe.</summary>
    public ApiVersion Version { get; } = version;

    /// <summary>
    /// Finds a file by its exact name, in UTF-8. The service in <see cref="ServiceFileName"/> is at <c>https://localhost/sdk</c>;
    /// see <see cref="WriteService"/> for another address.
    /// </summary>
    public bool TryFind(string fileName, out ReadOnlyMemory<byte> content)
    {
        var found = _files.Value.TryGetValue(fileName, out var bytes);
        content = bytes;
        return found;
    }

    /// <summary>Makes <see cref="ServiceFileName"/> for a service at <paramref name="address"/>, in UTF-8.</summary>
    public static byte[] WriteService(Uri address) => WsdlXml.Write(xml =>
    {
        xml.StartWsdl("definitions");
        xml.DeclarePrefix("soap", WsdlNamespaces.Soap);
        xml.DeclarePrefix("interface", WsdlNamespaces.Vim25);
        xml.WriteAttributeString("targetNamespace", WsdlNamespaces.Service);
        xml.StartWsdl("import");
        xml.WriteAttributeString("location", WsdlFiles.Interface);
        xml.WriteAttributeString("namespace", WsdlNamespaces.Vim25);
        xml.WriteEndElement();
        xml.StartWsdl("service", "VimService");
        xml.StartWsdl("port", "VimPort");
        xml.WriteAttributeString("binding", "interface:VimBinding");
        xml.WriteStartElement("soap", "address", WsdlNamespaces.Soap);
        xml.WriteAttributeString("location", address.AbsoluteUri);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    private static FrozenDictionary<string, byte[]> WriteAll(KnownApi api) => new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        [WsdlFiles.Service] = WriteService(PlaceholderAddress),
        [WsdlFiles.Interface] = PortTypeWriter.WriteFile(api),
        [WsdlFiles.CoreTypes] = TypesWriter.WriteFile(api, WsdlFiles.CoreTypes),
        [WsdlFiles.QueryTypes] = TypesWriter.WriteFile(api, WsdlFiles.QueryTypes, WsdlFiles.CoreTypes),
        [WsdlFiles.QueryMessages] = MessageTypesWriter.WriteFile(api, query: true, WsdlFiles.CoreTypes, WsdlFiles.QueryTypes),
        [WsdlFiles.ReflectTypes] = SchemaWriter.WriteReflectFile(include: null),
        [WsdlFiles.ReflectMessages] = SchemaWriter.WriteReflectFile(WsdlFiles.ReflectTypes),
        [WsdlFiles.VimTypes] = TypesWriter.WriteFile(api, WsdlFiles.VimTypes, WsdlFiles.QueryTypes, WsdlFiles.CoreTypes),
        [WsdlFiles.VimMessages] = MessageTypesWriter.WriteFile(
            api, query: false, WsdlFiles.QueryTypes, WsdlFiles.CoreTypes, WsdlFiles.VimTypes),
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
