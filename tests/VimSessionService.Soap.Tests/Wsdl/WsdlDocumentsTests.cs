using System.Text;
using System.Xml.Linq;
using VimSessionService.Soap.Wsdl;
using VimSessionService.Vim25;

namespace VimSessionService.Soap.Tests.Wsdl;

public class WsdlDocumentsTests
{
    [Fact]
    public void The_files_are_named_as_on_a_real_server()
    {
        Assert.Equal(
            [
                "core-types.xsd",
                "query-messagetypes.xsd",
                "query-types.xsd",
                "reflect-messagetypes.xsd",
                "reflect-types.xsd",
                "vim-messagetypes.xsd",
                "vim-types.xsd",
                "vim.wsdl",
                "vimService.wsdl",
            ],
            WsdlDocuments.FileNames.Order(StringComparer.Ordinal));
        Assert.Equal("vimService.wsdl", WsdlDocuments.ServiceFileName);
    }

    [Theory]
    [InlineData("VIM.WSDL")]
    [InlineData("../vim.wsdl")]
    [InlineData("")]
    public void No_other_name_finds_a_file(string name)
    {
        Assert.False(new WsdlDocuments(ApiVersions.Default).TryFind(name, out var content));
        Assert.True(content.IsEmpty);
    }

    [Fact]
    public void A_file_is_made_once()
    {
        var documents = new WsdlDocuments(ApiVersions.Default);

        Assert.True(documents.TryFind("vim.wsdl", out var first));
        Assert.True(documents.TryFind("vim.wsdl", out var second));

        Assert.True(first.Span == second.Span);
    }

    [Theory]
    [MemberData(nameof(FileNames))]
    public void The_committed_file_is_the_one_that_the_default_version_gives(string name)
    {
        Assert.True(new WsdlDocuments(ApiVersions.Default).TryFind(name, out var expected));

        var committed = File.ReadAllBytes(Path.Combine(RepositoryRoot(), "wsdl", name));

        Assert.Equal(Encoding.UTF8.GetString(expected.Span), Encoding.UTF8.GetString(committed));
    }

    [Fact]
    public void No_other_file_is_committed() =>
        Assert.Equal(
            WsdlDocuments.FileNames.Append("README.md").Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(RepositoryRoot(), "wsdl")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("https://vc.example.test/sdk", "https://vc.example.test/sdk")]
    [InlineData("http://[::1]:8989/sdk", "http://[::1]:8989/sdk")]
    [InlineData("https://vc.example.test/sdk?a=\"&b=<", "https://vc.example.test/sdk?a=%22&b=%3C")]
    public void The_service_is_at_the_address_that_the_caller_gives(string address, string expected)
    {
        var service = XDocument.Parse(Encoding.UTF8.GetString(WsdlDocuments.WriteService(new Uri(address)))).Root!;

        Assert.Equal(expected, service.Descendants(WsdlSet.Soap + "address").Single().Attribute("location")!.Value);
    }

    [Fact]
    public void Without_an_address_the_service_is_at_localhost()
    {
        var service = new WsdlSet(ApiVersions.Default).Parse("vimService.wsdl");

        Assert.Equal("https://localhost/sdk", service.Descendants(WsdlSet.Soap + "address").Single().Attribute("location")!.Value);
    }

    public static TheoryData<string> FileNames() => new(WsdlDocuments.FileNames);

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "VimSessionService.sln")))
            directory = directory.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        return directory.FullName;
    }
}
