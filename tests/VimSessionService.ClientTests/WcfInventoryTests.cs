using System.Security;
using System.ServiceModel.Channels;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using System.Xml.Serialization;
using VimSessionService.ClientTests.Clients.Wcf;
using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>
/// The WSDL of the whole API by .NET: its schema compiler, the importer of XmlSerializer that generators of WCF clients use, and a WCF client whose answers are validated. No generator is run:
/// <c>dotnet-svcutil</c> is not in the package registry of the builds.
/// </summary>
public sealed class WcfInventoryTests(InventoryVCenter vCenter) : StartedTests(vCenter), IClassFixture<InventoryVCenter>
{
    private static readonly XNamespace Xsd = XmlSchema.Namespace;
    private static readonly XNamespace Vim25 = Vim.Namespace;

    [Fact]
    public async Task The_importer_of_XmlSerializer_maps_every_type()
    {
        var schemas = new XmlSchemas();
        foreach (var schema in await ReadSchemasAsync())
            schemas.Add(schema);
        var problems = new List<string>();
        schemas.Compile((_, problem) => problems.Add(problem.Message), fullCompile: true);
        Assert.Empty(problems);

        var importer = new XmlSchemaImporter(schemas);
        var types = schemas.SelectMany(static schema => schema.Items.OfType<XmlSchemaComplexType>().Select(type => new XmlQualifiedName(type.Name, schema.TargetNamespace))).ToList();
        Assert.True(types.Count > 2_900, $"{types.Count} types");
        Assert.All(types, type => Assert.Equal(type.Name, importer.ImportSchemaType(type).XsdTypeName));
    }

    [Fact]
    public async Task A_client_reads_machines_and_every_value_is_valid()
    {
        var schemas = new XmlSchemaSet();
        foreach (var schema in await ReadSchemasAsync())
            schemas.Add(schema);
        schemas.Compile();
        await using var factory = Connection.Factory<IRequestChannel>(vCenter.Url);
        var channel = factory.CreateChannel();
        await CallAsync(channel, schemas, $"<Login><_this type=\"SessionManager\">SessionManager</_this><userName>{vCenter.UserName}</userName><password>{SecurityElement.Escape(VCenter.Password)}</password></Login>");
        var view = (await CallAsync(channel, schemas, "<CreateContainerView><_this type=\"ViewManager\">ViewManager</_this><container type=\"Folder\">group-d1</container><type>VirtualMachine</type><recursive>true</recursive></CreateContainerView>"))
            .Element(Vim25 + "returnval")!.Value;
        var answer = await CallAsync(
            channel,
            schemas,
            $"<RetrievePropertiesEx><_this type=\"PropertyCollector\">propertyCollector</_this><specSet><propSet><type>VirtualMachine</type><all>true</all></propSet><objectSet><obj type=\"ContainerView\">{view}</obj><skip>true</skip>"
            + "<selectSet xsi:type=\"TraversalSpec\"><type>ContainerView</type><path>view</path></selectSet></objectSet></specSet><options/></RetrievePropertiesEx>");

        var machines = answer.Descendants(Vim25 + "objects").ToList();
        Assert.Equal(["DC0_C0_RP0_VM0", "DC0_C0_RP0_VM1", "DC0_H0_VM0", "DC0_H0_VM1"], machines.Select(static machine => ValueOf(machine, "name").Value).Order(StringComparer.Ordinal));
        Assert.All(machines, static machine => Assert.Equal("poweredOn", ValueOf(machine, "runtime").Element(Vim25 + "powerState")!.Value));
        Assert.All(machines, static machine => Assert.Equal("2048", ValueOf(machine, "config").Element(Vim25 + "hardware")!.Element(Vim25 + "memoryMB")!.Value));
    }

    private static XElement ValueOf(XElement machine, string property) =>
        machine.Elements(Vim25 + "propSet").Single(item => item.Element(Vim25 + "name")!.Value == property).Element(Vim25 + "val")!;

    /// <summary>Makes a call; the answer is validated.</summary>
    private static async Task<XElement> CallAsync(IRequestChannel channel, XmlSchemaSet schemas, string body)
    {
        var element = XElement.Parse(body.Insert(body.IndexOfAny([' ', '>']), $" xmlns=\"{Vim.Namespace}\" xmlns:xsi=\"{XmlSchema.InstanceNamespace}\""));
        using var request = Message.CreateMessage(MessageVersion.Soap11, Vim.Action, element.CreateReader());
        using var reply = await Task.Factory.FromAsync(channel.BeginRequest(request, null, null), channel.EndRequest);
        Assert.False(reply.IsFault, reply.ToString());
        var problems = new List<string>();
        using var content = reply.GetReaderAtBodyContents();
        var prefix = content.LookupNamespace("xsd"); // declared above the body
        var answer = (XElement)XNode.ReadFrom(content);
        answer.SetAttributeValue(XNamespace.Xmlns + "xsd", prefix);
        new XDocument(answer).Validate(schemas, (_, problem) => problems.Add(problem.Message));
        Assert.Empty(problems);
        return answer;
    }

    /// <summary>The schema of the WSDL, and what it includes.</summary>
    private async Task<List<XmlSchema>> ReadSchemasAsync()
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null; // the service's own, on this machine
        using var http = new HttpClient(handler);
        var schemas = new List<XmlSchema>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Queue<string>(["vim.wsdl"]);
        while (pending.TryDequeue(out var file))
        {
            if (!known.Add(file))
                continue;
            var document = XDocument.Parse(await http.GetStringAsync(new Uri($"{vCenter.Url}/{file}"), TestContext.Current.CancellationToken));
            foreach (var root in document.Descendants(Xsd + "schema").ToList())
            {
                foreach (var location in root.Elements().Select(static item => item.Attribute("schemaLocation")).OfType<XAttribute>().ToList())
                {
                    pending.Enqueue(location.Value);
                    if (location.Parent!.Name == Xsd + "include")
                        location.Parent.Remove(); // all are in one set
                    else
                        location.Remove();
                }

                using var reader = root.CreateReader();
                schemas.Add(XmlSchema.Read(reader, null)!);
            }
        }

        return schemas;
    }
}
