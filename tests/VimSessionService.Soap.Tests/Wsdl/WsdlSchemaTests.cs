using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using VimSessionService.Soap.Wsdl;
using VimSessionService.Vim25;

namespace VimSessionService.Soap.Tests.Wsdl;

public class WsdlSchemaTests
{
    private static readonly XmlQualifiedName UserSessionName = new("UserSession", "urn:vim25");

    public static TheoryData<ApiVersion> EveryVersion => WsdlSet.EveryVersion;

    [Theory]
    [MemberData(nameof(EveryVersion))]
    public void The_schemas_of_every_version_compile_without_a_warning(ApiVersion version)
    {
        var findings = new List<string>();

        var schemas = new WsdlSet(version).Compile(findings);

        Assert.Empty(findings);
        Assert.True(schemas.IsCompiled);
        Assert.True(schemas.GlobalTypes.Contains(UserSessionName));
    }

    [Theory]
    [MemberData(nameof(EveryVersion))]
    public void Every_import_names_a_file_of_the_set(ApiVersion version)
    {
        var set = new WsdlSet(version);

        foreach (var name in WsdlDocuments.FileNames)
        {
            var locations = set.Parse(name).Descendants()
                .Where(e => e.Name.LocalName is "import" or "include")
                .Select(e => (e.Attribute("schemaLocation") ?? e.Attribute("location"))!.Value)
                .ToArray();
            Assert.All(locations, location => Assert.Contains(location, WsdlDocuments.FileNames));
            Assert.DoesNotContain(name, locations);
        }
    }

    [Theory]
    [InlineData("core-types.xsd", "urn:vim25")]
    [InlineData("query-types.xsd", "urn:vim25")]
    [InlineData("query-messagetypes.xsd", "urn:vim25")]
    [InlineData("vim-types.xsd", "urn:vim25")]
    [InlineData("vim-messagetypes.xsd", "urn:vim25")]
    [InlineData("reflect-types.xsd", "urn:reflect")]
    [InlineData("reflect-messagetypes.xsd", "urn:reflect")]
    public void A_schema_has_the_namespace_of_the_real_one(string name, string targetNamespace)
    {
        var schema = new WsdlSet(ApiVersions.Default).Parse(name);

        Assert.Equal(targetNamespace, schema.Attribute("targetNamespace")!.Value);
        Assert.Equal("qualified", schema.Attribute("elementFormDefault")!.Value);
    }

    [Fact]
    public void Every_type_of_the_model_is_declared_once_with_its_own_fields_in_wire_order()
    {
        var set = new WsdlSet(ApiVersions.Newest);
        var declared = set.NamedTypes;

        Assert.All(VimTypes.Names, name =>
        {
            var type = VimTypes.Find(name)!;
            Assert.Contains(name, declared);
            Assert.Equal(type.Fields.Select(f => f.Name), WsdlSet.Names(declared[name].Descendants(WsdlSet.Schema + "element")));
            Assert.Equal(
                type.Base is null ? null : "vim25:" + type.Base.Name,
                declared[name].Descendants(WsdlSet.Schema + "extension").SingleOrDefault()?.Attribute("base")!.Value);
        });
    }

    [Fact]
    public void Every_enumeration_of_the_model_is_a_restricted_string()
    {
        var declared = new WsdlSet(ApiVersions.Newest).NamedTypes;

        Assert.All(VimEnums.All, e =>
        {
            var restriction = declared[e.Name].Element(WsdlSet.Schema + "restriction")!;
            Assert.Equal("xsd:string", restriction.Attribute("base")!.Value);
            Assert.Equal(e.Values, restriction.Elements().Select(value => value.Attribute("value")!.Value));
        });
    }

    [Theory]
    [InlineData(ApiVersion.V8_0_3_0, "key userName fullName loginTime lastActiveTime locale messageLocale extensionSession ipAddress userAgent callCount")]
    [InlineData(ApiVersion.V5_0, "key userName fullName loginTime lastActiveTime locale messageLocale extensionSession")]
    [InlineData(ApiVersion.V4_1, "key userName fullName loginTime lastActiveTime locale messageLocale")]
    public void A_user_session_has_the_order_of_the_wire(ApiVersion version, string order)
    {
        var elements = new WsdlSet(version).OwnElements("UserSession").ToArray();

        Assert.Equal(order.Split(' '), WsdlSet.Names(elements));
        Assert.All(elements, e => Assert.Equal(IsNewer(e) ? "0" : null, e.Attribute("minOccurs")?.Value));

        static bool IsNewer(XElement e) => WsdlSet.Name(e) is "extensionSession" or "ipAddress" or "userAgent" or "callCount";
    }

    [Theory]
    [MemberData(nameof(EveryVersion))]
    public void A_member_that_is_newer_than_its_type_is_optional(ApiVersion version)
    {
        var declared = new WsdlSet(version).NamedTypes;
        foreach (var type in VimTypes.Names.Select(name => VimTypes.Find(name)!).Where(type => type.Since <= version))
        {
            var elements = declared[type.Name].Descendants(WsdlSet.Schema + "element").ToDictionary(WsdlSet.Name, StringComparer.Ordinal);
            Assert.All(
                type.Fields.Where(field => field.Since > type.Since && field.Since <= version),
                field => Assert.Equal("0", elements[field.Name].Attribute("minOccurs")?.Value));
        }
    }

    [Theory]
    [InlineData(ApiVersion.V8_0_3_0, "EVCMode", "track", "0")]
    [InlineData(ApiVersion.V8_0_3_0, "EVCMode", "vendor", null)]
    [InlineData(ApiVersion.V8_0_3_0, "Capability", "userShellAccessSupported", "0")]
    [InlineData(ApiVersion.V5_5, "NoPermission", "object", null)]
    [InlineData(ApiVersion.V5_5, "NoPermission", "privilegeId", null)]
    [InlineData(ApiVersion.V6_0, "NoPermission", "object", "0")]
    [InlineData(ApiVersion.V6_0, "NoPermission", "privilegeId", "0")]
    [InlineData(ApiVersion.V8_0_3_0, "MethodFault", "dynamicType", "0")]
    [InlineData(ApiVersion.V8_0_3_0, "MethodFault", "dynamicProperty", "0")]
    [InlineData(ApiVersion.V2_0, "MethodFault", "dynamicType", "0")]
    public void A_member_is_required_or_not_as_in_the_schema_of_the_version(ApiVersion version, string type, string member, string? minOccurs) =>
        Assert.Equal(minOccurs, new WsdlSet(version).OwnElements(type).Single(e => WsdlSet.Name(e) == member).Attribute("minOccurs")?.Value);

    [Theory]
    [InlineData("core-types.xsd", "DynamicData MethodFault RuntimeFault LocalizedMethodFault ManagedObjectReference InvalidArgument ArrayOfString ArrayOfAnyType")]
    [InlineData("query-types.xsd", "PropertyFilterSpec TraversalSpec ObjectContent InvalidProperty ArrayOfObjectSpec PropertyChangeOp")]
    [InlineData("query-messagetypes.xsd", "RetrievePropertiesExRequestType DestroyPropertyFilterRequestType")]
    [InlineData("vim-types.xsd", "UserSession InvalidLogin VimFault NoPermission ArrayOfUserSession ServiceContent")]
    [InlineData("vim-messagetypes.xsd", "LoginRequestType RetrieveServiceContentRequestType")]
    public void Types_are_in_the_file_where_a_real_server_has_them(string file, string types) =>
        Assert.Subset(
            WsdlSet.Names(new WsdlSet(ApiVersions.Default).Parse(file).Elements().Where(e => e.Attribute("name") is not null)).ToHashSet(StringComparer.Ordinal),
            types.Split(' ').ToHashSet(StringComparer.Ordinal));

    [Theory]
    [InlineData("ArrayOfString", "string", "xsd:string")]
    [InlineData("ArrayOfInt", "int", "xsd:int")]
    [InlineData("ArrayOfLong", "long", "xsd:long")]
    [InlineData("ArrayOfBoolean", "boolean", "xsd:boolean")]
    [InlineData("ArrayOfAnyType", "anyType", "xsd:anyType")]
    [InlineData("ArrayOfManagedObjectReference", "ManagedObjectReference", "vim25:ManagedObjectReference")]
    [InlineData("ArrayOfUserSession", "UserSession", "vim25:UserSession")]
    [InlineData("ArrayOfEvent", "Event", "vim25:Event")]
    [InlineData("ArrayOfPermission", "Permission", "vim25:Permission")]
    public void An_array_repeats_an_element_named_after_its_item(string array, string item, string type)
    {
        var element = Assert.Single(new WsdlSet(ApiVersions.Default).OwnElements(array));

        Assert.Equal(item, WsdlSet.Name(element));
        Assert.Equal(type, element.Attribute("type")!.Value);
        Assert.Equal("0", element.Attribute("minOccurs")!.Value);
        Assert.Equal("unbounded", element.Attribute("maxOccurs")!.Value);
    }

    [Fact]
    public void Every_array_property_has_a_type_for_its_value_in_anyType()
    {
        var declared = new WsdlSet(ApiVersions.Newest).NamedTypes;
        var items = VimManagedTypes.All.SelectMany(type => type.Properties)
            .Where(p => p.Type is { IsArray: true, Kind: VimKind.Object or VimKind.Enum } && p.Type.Name != "DynamicData")
            .Select(p => p.Type.Name);

        Assert.All(items, item => Assert.Contains("ArrayOf" + item, declared));
    }

    [Fact]
    public void A_reference_is_text_with_a_type()
    {
        var reference = new WsdlSet(ApiVersions.Default).NamedTypes["ManagedObjectReference"];

        var extension = reference.Element(WsdlSet.Schema + "simpleContent")!.Element(WsdlSet.Schema + "extension")!;
        Assert.Equal("xsd:string", extension.Attribute("base")!.Value);
        Assert.Equal("type", WsdlSet.Name(Assert.Single(extension.Elements(WsdlSet.Schema + "attribute"))));
    }

    [Fact]
    public void An_answer_of_a_real_server_is_valid()
    {
        var findings = new List<string>();
        var schemas = new WsdlSet(ApiVersions.Default).Compile(findings);
        const string Answer =
            """
            <RetrievePropertiesExResponse xmlns="urn:vim25" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><returnval><objects><obj type="SessionManager">SessionManager</obj><propSet><name>sessionList</name><val xsi:type="ArrayOfUserSession"><UserSession xsi:type="UserSession"><key>52a67ed8-0f0b-1714-4534-86a177fc5158</key><userName>VSPHERE.LOCAL\Administrator</userName><fullName>Administrator vsphere.local</fullName><loginTime>2023-12-14T06:58:27.937713Z</loginTime><lastActiveTime>2023-12-14T06:58:27.937713Z</lastActiveTime><locale>en</locale><messageLocale>en</messageLocale><extensionSession>false</extensionSession><ipAddress>127.0.0.1</ipAddress><userAgent>client/1.0</userAgent><callCount>0</callCount></UserSession></val></propSet><propSet><name>messageLocaleList</name><val xsi:type="ArrayOfString"><string xsi:type="xsd:string">en</string></val></propSet><missingSet><path>message</path><fault><fault xsi:type="NotAuthenticated"><object type="Folder">group-d1</object><privilegeId>System.View</privilegeId></fault><localizedMessage></localizedMessage></fault></missingSet></objects></returnval></RetrievePropertiesExResponse>
            """;

        XDocument.Parse(Answer).Validate(schemas, (_, e) => findings.Add(e.Message));

        Assert.Empty(findings);
    }
}
