using System.Text;
using System.Xml.Linq;
using VimSessionService.Endpoint.Soap;
using VimSessionService.Vim25;

namespace VimSessionService.Tests.Hosting;

/// <summary>The versions that servers were recorded to list.</summary>
public sealed class VersionDocumentTests
{
    [Theory]
    [InlineData(ApiVersion.V2_0, "urn:vim2 2.0")]
    [InlineData(ApiVersion.V2_5, "urn:vim25 2.5; urn:vim2 2.0")]
    [InlineData(ApiVersion.V4_1, "urn:vim25 4.1 4.0 2.5u2 2.5; urn:vim2 2.0")]
    [InlineData(ApiVersion.V5_5, "urn:vim25 5.5 5.1 5.0 4.1 4.0 2.5u2 2.5; urn:vim2 2.0")]
    [InlineData(ApiVersion.V6_0, "urn:vim25 6.0 5.5 5.1 5.0 4.1 4.0 2.5u2server 2.5u2 2.5; urn:vim2 2.0")]
    [InlineData(ApiVersion.V6_5, "urn:vim25 6.5 6.0 5.5 5.1 5.0 4.1 4.0")]
    [InlineData(ApiVersion.V7_0_3_0, "urn:vim25 7.0.3.0 7.0.2.1 7.0.2.0 7.0.1.1 7.0.1.0 7.0.0.2 7.0.0.0 6.9.1 6.8.7 6.7.3 6.7.2 6.7.1 6.7 6.5 6.0 5.5 5.1 5.0 4.1 4.0")]
    [InlineData(ApiVersion.V8_0_3_0, "urn:vim25 8.0.3.0 8.0.2.0 8.0.1.0 8.0.0.2 8.0.0.1 8.0.0.0 7.0.3.2 7.0.3.1 7.0.3.0 7.0.2.1 7.0.2.0 7.0.1.1 7.0.1.0 7.0.0.2 7.0.0.0 6.9.1 6.8.7 6.7.3 6.7.2 6.7.1 6.7 6.5 6.0 5.5 5.1 5.0 4.1 4.0")]
    [InlineData(ApiVersion.V9_1_0_0, "urn:vim25 9.1.0.0 9.0.0.0 8.0.3.1 8.0.3.0 8.0.2.0 8.0.1.0 8.0.0.2 8.0.0.1 8.0.0.0 7.0.3.2 7.0.3.1 7.0.3.0 7.0.2.1 7.0.2.0 7.0.1.1 7.0.1.0 7.0.0.2 7.0.0.0 6.9.1 6.8.7 6.7.3 6.7.2 6.7.1 6.7 6.5 6.0 5.5 5.1 5.0 4.1 4.0")]
    public void A_server_lists_what_its_version_lists_newest_first(ApiVersion server, string expected)
    {
        var document = XDocument.Parse(Encoding.UTF8.GetString(VersionDocument.Create(server)));

        Assert.Equal(expected, string.Join("; ", document.Root!.Elements("namespace").Select(ns =>
            string.Join(' ', ns.Element("name")!.Value, ns.Element("version")!.Value, string.Join(' ', ns.Descendants("priorVersions").Elements().Select(v => v.Value))).Trim())));
    }
}
