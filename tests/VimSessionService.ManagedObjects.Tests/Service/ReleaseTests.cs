using System.Reflection;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tests.Service;

/// <summary>The releases of the service are those of the table in docs/facts/service-content.md, row by row.</summary>
public sealed class ReleaseTests
{
    private static readonly Guid Uuid = new("0b1c7a5e-4f5d-4c8e-9a35-0d3c4c9f1e11");

    public static TheoryData<string, string, string, string, string> Rows => new(
        from line in File.ReadLines(Path.Combine(RepositoryRoot, "docs", "facts", "service-content.md"))
            .SkipWhile(static line => !line.StartsWith("## <a id=\"releases-of-9\">", StringComparison.Ordinal))
            .SkipWhile(static line => !line.StartsWith("|---", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(static line => line.StartsWith('|'))
        let cells = line.Split('|', StringSplitOptions.TrimEntries)
        select (FirstWord(cells[1].Replace(",", "", StringComparison.Ordinal)), FirstWord(cells[2]), FirstWord(cells[3]), FirstWord(cells[4]), FirstWord(cells[5])));

    private static string RepositoryRoot =>
        typeof(ReleaseTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "RepositoryRoot").Value!;

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_release_is_that_of_the_facts(string name, string productVersion, string apiVersion, string build, string hostBuild)
    {
        var release = ProductRelease.Find(name)!;
        var about = VCenterFlavor.Create(release.Version, Uuid, release).Content.About;

        Assert.Equal((productVersion, apiVersion, build), (about.Version, about.ApiVersionName, about.Build));
        Assert.Equal($"VMware vCenter Server {productVersion} build-{build}", about.FullName);
        Assert.True(ApiVersions.TryParseRelease(apiVersion, out var parsed));
        Assert.Equal(release.Version, parsed);
        if (hostBuild.Length > 0)
            Assert.Equal((productVersion, hostBuild), (EsxFlavor.Create(release.Version, release).Content.About.Version, EsxFlavor.Create(release.Version, release).Content.About.Build));
        else
            Assert.True(release.HostBuild is null || name == "9.0.1", "no other build of a host is known");
    }

    [Fact]
    public void There_is_no_release_of_9_that_the_facts_do_not_have() => Assert.Equal(
        Rows.Select(static row => row.Data.Item1).Order(StringComparer.Ordinal),
        ProductRelease.Names(isHost: false).Where(static name => name.StartsWith('9')));

    private static string FirstWord(string cell) => cell.Split(' ')[0];
}
