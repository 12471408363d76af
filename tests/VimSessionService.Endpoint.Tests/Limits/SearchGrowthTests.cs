using static VimSessionService.Endpoint.Tests.Limits.GrowthText;

namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>The work and the memory of searches for objects and users grow no faster than their calls.</summary>
[Collection(AloneCollection.Name)]
public sealed class SearchGrowthTests : CallGrowthTests<SearchGrowthTests>, IGrowthRows
{
    /// <inheritdoc/>
    public static IReadOnlyDictionary<string, GrowthRow> Rows { get; } = new Dictionary<string, GrowthRow>(StringComparer.Ordinal)
    {
        ["names in an inventory path"] = GrowthRow.Of(20_000, n => $"<FindByInventoryPath _NS><_this>SearchIndex</_this><inventoryPath>{new string('/', n)}DC/vm/{Many(n, _ => "a/")}</inventoryPath></FindByInventoryPath>"),
        ["characters of an identifier"] = GrowthRow.Of(50_000, n => Search("FindAllByUuid", $"<uuid>{new string('a', n)}</uuid><vmSearch>true</vmSearch>")),
        ["characters of a DNS name"] = GrowthRow.Of(50_000, n => Search("FindAllByDnsName", $"<dnsName>{new string('a', n)}</dnsName><vmSearch>true</vmSearch>")),
        ["characters of an IP address"] = GrowthRow.Of(50_000, n => Search("FindAllByIp", $"<ip>{new string('1', n)}</ip><vmSearch>true</vmSearch>")),
        ["characters of a name of a child"] = GrowthRow.Of(50_000, n => Search("FindChild", $"<entity type=\"Folder\">group-d1</entity><name>{new string('%', n)}</name>")),
        ["characters of a search for users"] = GrowthRow.Of(50_000, n => Users($"<searchStr>{new string('a', n)}</searchStr>")),
        ["characters of a datastore path"] = GrowthRow.Of(50_000, n => Search("FindByDatastorePath", $"<datacenter type=\"Datacenter\">datacenter-2</datacenter><path>[ds] {new string('/', n)}</path>")),
        ["characters of a domain of users"] = GrowthRow.Of(50_000, n => Users($"<domain>{new string('a', n)}</domain><searchStr>a</searchStr>"), "NotFound", "there is no domain"),
        ["characters of a search in a domain"] = GrowthRow.Of(50_000, n => Users($"<domain>VSPHERE.LOCAL</domain><searchStr>{new string('a', n)}</searchStr>")),
        ["characters of a group whose members are searched"] = GrowthRow.Of(50_000, n => Users($"<domain>VSPHERE.LOCAL</domain><searchStr>a</searchStr><belongsToGroup>{new string('@', n)}a</belongsToGroup>"), "NotFound", "there is no group"),
        ["characters of a user whose groups are searched"] = GrowthRow.Of(50_000, n => Users($"<domain>VSPHERE.LOCAL</domain><searchStr>a</searchStr><belongsToUser>{new string('\\', n)}a</belongsToUser>"), "NotFound", "there is no user"),
        ["filters of a query"] = GrowthRow.Of(300, n => Query(Many(n, _ => $"<filters>{Predicate("name", "Equal", "vm")}</filters>"))),
        ["predicates of a query"] = GrowthRow.Of(300, n => Query($"<filters>{Many(n, _ => Predicate("name", "NotEqual", "x"))}</filters>")),
        ["values that a query compares with"] = GrowthRow.Of(500, n => Query($"<filters><predicates><propertyPath>name</propertyPath><operator>In</operator>{Many(n, i => $"<comparableList xsi:type=\"xsd:string\">v{i}</comparableList>")}</predicates></filters>")),
        ["characters of a path that a query compares"] = GrowthRow.Of(50_000, n => Query($"<filters>{Predicate($"name{new string('.', n)}", "Equal", "vm")}</filters>"), "InvalidArgument", "it is no property path"),
        ["characters of a pattern of a query"] = GrowthRow.Of(50_000, n => Query($"<filters>{Predicate("name", "Like", new string('*', n))}</filters>")),
        ["characters of a datacenter"] = GrowthRow.Of(50_000, n => Search("FindByDatastorePath", $"<datacenter type=\"Datacenter\">{Letters(n)}</datacenter><path>[ds]</path>"), "ManagedObjectNotFound", "there is no inventory object"),
        ["properties of a query"] = GrowthRow.Of(500, n => Query("", Many(n, i => $"<properties>name{i}</properties>"), "Datacenter")),
        ["characters of a property of a query"] = GrowthRow.Of(50_000, n => Query("", $"<properties>{Letters(n)}</properties>", "Datacenter")),
        ["characters of a value"] = GrowthRow.Of(50_000, n => Query($"<filters>{Predicate("name", "Equal", Letters(n))}</filters>", "<properties>name</properties>", "Datacenter")),
        ["wildcards of a pattern"] = GrowthRow.Of(20_000, n => Query($"<filters>{Predicate("name", "Like", Many(n, _ => "%D"))}</filters>", "<properties>name</properties>", "Datacenter")),
        ["characters of a marker"] = GrowthRow.Of(50_000, n => Search("QueryNext", $"<iterationSpec><marker>{Letters(n)}</marker></iterationSpec>"), "InvalidArgument", "no query of the session has it"),
        ["characters of an identifier of one"] = GrowthRow.Of(50_000, n => Search("FindByUuid", $"<uuid>{Letters(n)}</uuid><vmSearch>true</vmSearch>")),
        ["characters of a DNS name of one"] = GrowthRow.Of(50_000, n => Search("FindByDnsName", $"<dnsName>{Letters(n)}</dnsName><vmSearch>true</vmSearch>")),
        ["labels of a DNS name of one"] = GrowthRow.Of(20_000, n => Search("FindByDnsName", $"<dnsName>{Many(n, _ => "a.")}</dnsName><vmSearch>true</vmSearch>")),
        ["characters of an IP address of one"] = GrowthRow.Of(50_000, n => Search("FindByIp", $"<ip>{new string('1', n)}</ip><vmSearch>true</vmSearch>")),
        ["parts of an IP address of one"] = GrowthRow.Of(20_000, n => Search("FindByIp", $"<ip>{Many(n, _ => "1:")}</ip><vmSearch>true</vmSearch>")),
    };
}
