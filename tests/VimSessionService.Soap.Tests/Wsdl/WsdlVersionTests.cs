using VimSessionService.Vim25;

namespace VimSessionService.Soap.Tests.Wsdl;

public class WsdlVersionTests
{
    public static TheoryData<ApiVersion> EveryVersion => WsdlSet.EveryVersion;

    [Theory]
    [InlineData(ApiVersion.V5_5, "AboutInfo", "patchLevel", false)]
    [InlineData(ApiVersion.V8_0_3_0, "AboutInfo", "patchLevel", true)]
    [InlineData(ApiVersion.V5_0, "UserSession", "extensionSession", true)]
    [InlineData(ApiVersion.V5_0, "UserSession", "callCount", false)]
    [InlineData(ApiVersion.V7_0_3_0, "SessionManagerGenericServiceTicket", "ticketType", true)]
    [InlineData(ApiVersion.V7_0_3_0, "SessionManagerGenericServiceTicket", "certThumbprintList", false)]
    [InlineData(ApiVersion.V8_0_3_0, "ServiceContent", "directPathProfileManager", false)]
    [InlineData(ApiVersion.V2_5, "MethodFault", "faultCause", false)]
    public void A_field_is_there_from_its_version_on(ApiVersion version, string type, string field, bool present) =>
        Assert.Equal(present, WsdlSet.Names(new WsdlSet(version).OwnElements(type)).Contains(field, StringComparer.Ordinal));

    [Theory]
    [InlineData(ApiVersion.V2_0, "SessionIsActive", false)]
    [InlineData(ApiVersion.V2_5, "SessionIsActive", true)]
    [InlineData(ApiVersion.V2_5, "CloneSession", false)]
    [InlineData(ApiVersion.V2_5U2, "CloneSession", true)]
    [InlineData(ApiVersion.V5_0, "LoginByToken", false)]
    [InlineData(ApiVersion.V5_1, "LoginByToken", true)]
    public void An_operation_is_there_from_its_version_on(ApiVersion version, string name, bool present)
    {
        var set = new WsdlSet(version);
        var operations = WsdlSet.Names(set.Interface.Element(WsdlSet.Wsdl + "portType")!.Elements());
        var elements = WsdlSet.Names(set.InterfaceSchema.Elements(WsdlSet.Schema + "element"));

        Assert.Equal(present, operations.Contains(name, StringComparer.Ordinal));
        Assert.Equal(present, elements.Contains(name, StringComparer.Ordinal));
        Assert.Equal(present, set.NamedTypes.ContainsKey(name + "RequestType"));
    }

    [Theory]
    [MemberData(nameof(EveryVersion))]
    public void A_version_has_all_that_it_knows_and_nothing_newer(ApiVersion version)
    {
        var set = new WsdlSet(version);
        var declared = set.NamedTypes;
        var operations = WsdlSet.Names(set.Interface.Element(WsdlSet.Wsdl + "portType")!.Elements()).ToHashSet(StringComparer.Ordinal);

        foreach (var type in VimTypes.Names.Select(name => VimTypes.Find(name)!))
        {
            Assert.Equal(type.Since <= version, declared.ContainsKey(type.Name));
            if (type.Since <= version)
                Assert.Equal(type.Fields.Where(f => f.Since <= version).Select(f => f.Name), WsdlSet.Names(declared[type.Name].Descendants(WsdlSet.Schema + "element")));
        }

        Assert.All(VimEnums.All, e => Assert.Equal(e.Since <= version, declared.ContainsKey(e.Name)));
        Assert.All(
            VimManagedTypes.All.SelectMany(type => type.Methods).Where(m => m.IsPublished),
            method => Assert.Equal(method.Since <= version, operations.Contains(method.Name)));
    }

    [Theory]
    [InlineData(ApiVersion.V2_5, "_this datacenter uuid vmSearch")]
    [InlineData(ApiVersion.V4_0, "_this datacenter uuid vmSearch instanceUuid")]
    public void A_parameter_is_there_from_its_version_on(ApiVersion version, string parameters) =>
        Assert.Equal(parameters.Split(' '), WsdlSet.Names(new WsdlSet(version).OwnElements("FindByUuidRequestType")));
}
