using System.Collections.Concurrent;
using System.Globalization;
using System.Xml.Linq;
using System.Xml.Schema;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Inventory;
using VimSessionService.Inventory.Lab;
using VimSessionService.Soap.Tests.Wsdl;
using VimSessionService.Soap.Wsdl;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Inventory;

/// <summary>The WSDL of the whole API is a valid schema, and what a random walk over the objects of the built-in inventory is answered is valid by it.</summary>
public sealed class LabSchemaTests
{
    private const int Steps = 60;

    private static readonly ServedInventory Lab = LabInventory.Create(LabSize.Named["small"], seed: 0);

    private static readonly ConcurrentDictionary<ApiVersion, XmlSchemaSet> Schemas = new();

    private static readonly XNamespace Envelope = "http://schemas.xmlsoap.org/soap/envelope/";

    public static TheoryData<ApiVersion> Versions => [ApiVersion.V5_5, ApiVersion.V6_7, ApiVersion.V8_0_3_0];

    public static MatrixTheoryData<ApiVersion, int> Walks => new([ApiVersion.V5_5, ApiVersion.V6_7, ApiVersion.V8_0_3_0], Enumerable.Range(1, 8));

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_files_of_the_whole_API_are_a_schema(ApiVersion version)
    {
        var findings = new List<string>();
        new WsdlSet(version, Published).Compile(findings);
        Assert.Empty(findings);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task All_properties_of_all_objects_are_valid(ApiVersion version)
    {
        using var service = Service(version);
        var cookie = await LoginAsync(service, version);
        var objects = Lab.Entries.Select(static entry => entry.Object).Concat(Lab.Others).ToList();
        var findings = new List<string>();
        foreach (var type in objects.Select(static item => item.Type.Name).Distinct(StringComparer.Ordinal).Where(name => Lab.Api.FindManagedType(name)!.Since <= version))
        {
            var set = string.Concat(objects.Where(item => item.Type.Name == type).Select(static item => $"<objectSet><obj type=\"{item.Type.Name}\">{item.Reference.Value}</obj></objectSet>"));
            var answer = await service.CallAsync(
                $"<RetrievePropertiesEx _NS><_this>propertyCollector</_this><specSet><propSet><type>{type}</type><all>true</all></propSet>{set}</specSet><options/></RetrievePropertiesEx>", cookie, $"urn:vim25/{version.Name()}");
            Assert.Equal(200, answer.Status);
            findings.AddRange(Findings(answer.Answer, version).Select(finding => $"{type}: {finding}"));
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings.Take(20)));
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task What_a_walk_is_answered_is_valid(ApiVersion version, int seed)
    {
        var random = new Random(seed);
        using var service = Service(version);
        var cookie = await LoginAsync(service, version);
        var at = Lab.Root!.Object.Reference;
        for (var step = 0; step < Steps; step++)
        {
            var type = Lab.Api.FindManagedType(at.Type)!;
            var properties = type.PropertiesByName.Where(property => property.Since <= version).ToArray();
            var path = PathFrom(properties[random.Next(properties.Length)], version, random);
            var calls = new List<string>
            {
                $"<RetrievePropertiesEx _NS><_this>propertyCollector</_this><specSet><propSet><type>{at.Type}</type><pathSet>{path}</pathSet></propSet><objectSet><obj type=\"{at.Type}\">{at.Value}</obj></objectSet></specSet><options/></RetrievePropertiesEx>",
            };
            if (type.Methods.Where(method => method.Since <= version).ToArray() is { Length: > 0 } methods)
            {
                var method = methods[random.Next(methods.Length)].Name;
                calls.Add($"<{method} _NS><_this type=\"{at.Type}\">{at.Value}</_this></{method}>"); // mostly a fault
            }

            foreach (var call in calls)
            {
                var answer = await service.CallAsync(call, cookie, $"urn:vim25/{version.Name()}");
                Assert.True(Findings(answer.Answer, version) is [], string.Create(CultureInfo.InvariantCulture, $"step {step}: {call}\n{answer.Answer}\n{string.Join('\n', Findings(answer.Answer, version))}"));
            }

            at = Next(properties, at, random);
        }
    }

    /// <summary>A property, or a path some way into its type.</summary>
    private static string PathFrom(VimProperty property, ApiVersion version, Random random)
    {
        var (path, type) = (property.Name, property.Type);
        while (!type.IsArray && type.Kind == VimKind.Object && random.Next(3) > 0)
        {
            var fields = AllFields(type.Object).Where(field => field.Since <= version).ToArray();
            if (fields.Length == 0)
                break;
            var field = fields[random.Next(fields.Length)];
            (path, type) = ($"{path}.{field.Name}", field.Type);
        }

        return path;
    }

    private static IEnumerable<VimField> AllFields(VimType type) => (type.Base is { } parent ? AllFields(parent) : []).Concat(type.Fields);

    /// <summary>An object that one of the properties refers to, or any.</summary>
    private static ManagedObjectReference Next(VimProperty[] properties, ManagedObjectReference at, Random random)
    {
        var item = Lab.Entries.Select(static entry => entry.Object).Concat(Lab.Others).FirstOrDefault(item => item.Reference == at);
        var near = properties.Where(static property => property.Type.Kind == VimKind.Reference).SelectMany(property => item?.Read(property.Name) switch
        {
            ManagedObjectReference single => [single],
            ManagedObjectReference[] several => several,
            _ => Array.Empty<ManagedObjectReference>(),
        }).ToArray();
        return near.Length > 0 && random.Next(5) > 0 ? near[random.Next(near.Length)] : Lab.Entries[random.Next(Lab.Entries.Count)].Object.Reference;
    }

    private static PublishedApi Published() =>
        new(Lab.Api.Types, Lab.Api.Enums.Select(static known => (known.Name, known.Since, known.Values)), Lab.Api.ManagedTypes);

    private static TestService Service(ApiVersion version) => new(
        new EndpointOptions { Version = version, Catalog = Lab.Catalog }, plugs: static services => services.AddSingleton(new InventoryChoice(Lab)));

    private static async Task<string> LoginAsync(TestService service, ApiVersion version) =>
        (await service.CallAsync(TestService.LoginBody("administrator@vsphere.local", "s3cret-A"), action: $"urn:vim25/{version.Name()}")).AnswerHeaders["Set-Cookie"].Split(';')[0];

    private static List<string> Findings(string answer, ApiVersion version)
    {
        var findings = new List<string>();
        var schemas = Schemas.GetOrAdd(version, static version => new WsdlSet(version, Published).Compile([]));
        var envelope = XDocument.Parse(answer).Root!;
        var message = envelope.Element(Envelope + "Body")!.Elements().Single();
        if (message.Name == Envelope + "Fault")
            message = message.Element("detail")!.Elements().Single();
        message.Add(envelope.Attributes().Where(attribute => attribute.IsNamespaceDeclaration && message.Attribute(attribute.Name) is null));
        new XDocument(message).Validate(schemas, (s, e) => findings.Add($"{((XObject)s!).Parent?.Name.LocalName} {(s as XElement)?.Name.LocalName}: {e.Message}"));
        return findings;
    }
}
