using static VimSessionService.Endpoint.Tests.Limits.GrowthText;

namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>The work and the memory of what extensions register grow no faster than the calls.</summary>
[Collection(AloneCollection.Name)]
public sealed class ExtensionGrowthTests : CallGrowthTests<ExtensionGrowthTests>, IGrowthRows
{
    /// <inheritdoc/>
    public static IReadOnlyDictionary<string, GrowthRow> Rows { get; } = new Dictionary<string, GrowthRow>(StringComparer.Ordinal)
    {
        ["characters of an extension's key"] = GrowthRow.Of(50_000, n => $"<FindExtension _NS><_this>ExtensionManager</_this><extensionKey>{new string('.', n)}</extensionKey></FindExtension>"),
        ["extensions whose addresses are asked for"] = GrowthRow.Of(500, n => $"<QueryExtensionIpAllocationUsage _NS><_this>ExtensionManager</_this>{Many(n, i => $"<extensionKeys>k{i}</extensionKeys>")}</QueryExtensionIpAllocationUsage>"),
        ["texts of an extension"] = GrowthRow.Of(300, n => Update($"<resourceList><locale>en</locale><module>auth</module>{Many(n, i => $"<data><key>k{i}</key><value>v</value></data>")}</resourceList>")),
        ["resource lists of an extension"] = GrowthRow.Of(300, n => Update(Many(n, i => $"<resourceList><locale>en</locale><module>m{i}</module><data><key>k</key><value>v</value></data></resourceList>"))),
        ["privileges of an extension"] = GrowthRow.Of(100, n => Update(Many(n, i => $"<privilegeList><privID>G.P{i}</privID><privGroupName>G</privGroupName></privilegeList>"))),
        ["events of an extension"] = GrowthRow.Of(300, n => Update(Many(n, i => $"<eventList><eventID>com.example.e{i}</eventID></eventList>"))),
        ["clients and servers of an extension"] = GrowthRow.Of(300, n => Update(
            Many(n, i => $"<server><url>https://a{i}/</url><description><label>l</label><summary>s</summary></description><company>c</company><type>t</type><adminEmail>a@b</adminEmail></server>")
            + Many(n, i => $"<client><version>1</version><description><label>l</label><summary>s</summary></description><company>c</company><type>t</type><url>https://a{i}/</url></client>"))),
        ["characters of a certificate"] = GrowthRow.Of(50_000, n => Call("SetExtensionCertificate", "ExtensionManager", $"<extensionKey>com.example.growing</extensionKey><certificatePem>{Letters(n)}</certificatePem>"), "InvalidArgument", "the text holds no certificate in PEM form"),
        ["certificates of an extension"] = GrowthRow.Of(100, n => Call("SetExtensionCertificate", "ExtensionManager", $"<extensionKey>com.example.growing</extensionKey><certificatePem>{Many(n, _ => "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")}</certificatePem>"), "InvalidArgument", "the text holds no certificate in PEM form"),
        ["beginnings of certificates"] = GrowthRow.Of(2_000, n => Call("SetExtensionCertificate", "ExtensionManager", $"<extensionKey>com.example.growing</extensionKey><certificatePem>{Many(n, _ => "-----BEGIN CERTIFICATE-----\n")}</certificatePem>"), "InvalidArgument", "the text holds no certificate in PEM form"),
        ["mail addresses of a server"] = GrowthRow.Of(300, n => Update($"<server><url>https://a</url><description><label>l</label><summary>s</summary></description><company>c</company><type>t</type>{Many(n, _ => "<adminEmail>a@b</adminEmail>")}</server>")),
        ["task types of an extension"] = GrowthRow.Of(300, n => Update(Many(n, i => $"<taskList><taskID>t.{i}</taskID></taskList>"))),
        ["fault types of an extension"] = GrowthRow.Of(300, n => Update(Many(n, i => $"<faultList><faultID>f.{i}</faultID></faultList>"))),
        ["characters of a subject name"] = GrowthRow.Of(50_000, n => Update("", $"<subjectName>CN={Letters(n)}</subjectName>")),
        ["attributes of a subject name"] = GrowthRow.Of(2_000, n => Update("", $"<subjectName>CN=a{Many(n, i => $",OU=u{i}")}</subjectName>")),
        ["characters of a company, a type and a version"] = GrowthRow.Of(20_000, n => Update("").Replace("<version>1.0.0", $"<company>{Letters(n)}</company><type>{Letters(n)}</type><version>{Letters(n)}", StringComparison.Ordinal)),
        ["sections of an OVF consumer"] = GrowthRow.Of(300, n => Update("", after: $"<ovfConsumerInfo><callbackUrl>https://a/</callbackUrl>{Many(n, i => $"<sectionType>s{i}</sectionType>")}</ovfConsumerInfo>")),
        ["addresses of an extended product"] = GrowthRow.Of(20_000, n => Update("", after: $"<extendedProductInfo><companyUrl>https://a/{Letters(n)}</companyUrl><productUrl>https://a/{Letters(n)}</productUrl><managementUrl>https://a/{Letters(n)}</managementUrl></extendedProductInfo>")),
        ["kinds of managed entities"] = GrowthRow.Of(300, n => Update("", after: Many(n, i => $"<managedEntityInfo><type>t{i}</type><smallIconUrl>https://a/</smallIconUrl><iconUrl>https://a/</iconUrl><description>d</description></managedEntityInfo>"))),
        ["tabs of a solution manager"] = GrowthRow.Of(300, n => Update("", after: $"<solutionManagerInfo>{Many(n, i => $"<tab><label>l{i}</label><url>https://a/</url></tab>")}<smallIconUrl>https://a/</smallIconUrl></solutionManagerInfo>")),
        ["characters of the schema of an event type"] = GrowthRow.Of(20_000, n => Update($"<eventList><eventID>com.example.e</eventID><eventTypeSchema>&lt;EventType&gt;&lt;description&gt;{Letters(n)}&lt;/description&gt;&lt;/EventType&gt;</eventTypeSchema></eventList>")),
        ["characters of a public key"] = GrowthRow.Of(50_000, n => Call("SetPublicKey", "ExtensionManager", $"<extensionKey>com.example.growing</extensionKey><publicKey>{Letters(n)}</publicKey>"), "InvalidArgument", "key"),
        ["beginnings of public keys"] = GrowthRow.Of(2_000, n => Call("SetPublicKey", "ExtensionManager", $"<extensionKey>com.example.growing</extensionKey><publicKey>{Many(n, _ => "-----BEGIN PUBLIC KEY-----\n")}</publicKey>"), "InvalidArgument", "key"),
        ["characters of the encoding of a public key"] = GrowthRow.Of(50_000, n => Call("SetPublicKey", "ExtensionManager", $"<extensionKey>com.example.growing</extensionKey><publicKey>-----BEGIN PUBLIC KEY-----\n{new string('A', 4 * n)}\n-----END PUBLIC KEY-----</publicKey>"), "InvalidArgument", "key"),
        ["characters of a service account"] = GrowthRow.Of(50_000, n => Call("SetServiceAccount", "ExtensionManager", $"<extensionKey>com.example.growing</extensionKey><serviceAccount>{Letters(n)}@vsphere.local</serviceAccount>"), "InvalidArgument", "the text is no account of a domain"),
        ["characters of a key to unregister"] = GrowthRow.Of(50_000, n => Call("UnregisterExtension", "ExtensionManager", $"<extensionKey>{Letters(n)}</extensionKey>"), "NotFound", "extension"),
        ["characters of a key of what is managed"] = GrowthRow.Of(50_000, n => Call("QueryManagedBy", "ExtensionManager", $"<extensionKey>{Letters(n)}</extensionKey>")),
        ["characters of a key to register"] = GrowthRow.Of(50_000, n => Call("RegisterExtension", "ExtensionManager", Extension("").Replace("com.example.growing", $"com.{Letters(n)} ", StringComparison.Ordinal)), "InvalidArgument", "key"),
        ["characters of a key whose addresses are asked for"] = GrowthRow.Of(50_000, n => Call("QueryExtensionIpAllocationUsage", "ExtensionManager", $"<extensionKeys>{Letters(n)}</extensionKeys>")),
    };
}
