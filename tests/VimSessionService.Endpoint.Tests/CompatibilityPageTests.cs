using VimSessionService.Core.Sessions.Tickets.Local;
using VimSessionService.Endpoint.Tests.Tickets;
using VimSessionService.Tests.Shared;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests;

/// <summary>docs/compatibility/soap.md says of every member of SessionManager what the service does.</summary>
public sealed class CompatibilityPageTests : IDisposable
{
    private readonly TestService _service = new();

    public static TheoryData<string> Methods => [.. VimManagedTypes.SessionManager.Methods.Select(m => m.Name)];

    public static TheoryData<string> Properties => [.. VimManagedTypes.SessionManager.Properties.Select(p => p.Name)];

    public void Dispose() => _service.Dispose();

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_method_answers_as_the_page_says(string name)
    {
        var method = VimManagedTypes.FindMethod(name)!;
        var cookie = await _service.LoginAsync();

        var answer = await _service.CallAsync($"<{name} _NS><_this>SessionManager</_this>{string.Concat(method.Parameters.Select(Argument))}</{name}>", cookie);

        var isEmulated = !answer.Answer.Contains("NotSupportedFault", StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidRequestFault", answer.Answer, StringComparison.Ordinal);
        Assert.Equal(isEmulated, Row(name)[1].StartsWith("yes", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public async Task A_property_needs_what_the_page_says(string name)
    {
        var property = VimManagedTypes.SessionManager.FindProperty(name)!;
        var row = Row(name);
        Assert.Equal("yes", row[1]);
        Assert.Equal(property.Privilege == "System.Anonymous" ? "nothing" : property.Privilege, row[2]);
        Assert.Contains("<returnval xsi:type=", (await _service.CallAsync(TestService.Fetch(name), await _service.LoginAsync())).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoginBySSPI_is_emulated_where_the_page_says_with_a_negotiator()
    {
        using var service = new TestService(negotiator: new EchoNegotiator());

        var answer = await service.CallAsync("<LoginBySSPI _NS><_this>SessionManager</_this><base64Token>cmVhZGVy</base64Token></LoginBySSPI>");

        Assert.Contains("<LoginBySSPIResponse ", answer.Answer, StringComparison.Ordinal);
        Assert.StartsWith("with `--sspi ", Row("LoginBySSPI")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_refuses_the_methods_that_the_page_says_and_no_other()
    {
        using var host = new TestService(esx: true, localTickets: new LocalTicketOptions { Files = new MemoryTicketFiles() }, negotiator: new EchoNegotiator());
        var login = await host.CallAsync("<Login _NS><_this>ha-sessionmgr</_this><userName>administrator@vsphere.local</userName><password>s3cret-A</password></Login>");
        Assert.Equal(200, login.Status);
        var cookie = login.AnswerHeaders["Set-Cookie"].Split(';')[0];
        var refused = Section("ESX flavour").SelectMany(row => row[0].Split(", ").Select(name => (name, row[1]))).ToDictionary(StringComparer.Ordinal);

        foreach (var method in VimManagedTypes.SessionManager.Methods.Where(method => method.Name != "Logout"))
        {
            var body = $"<{method.Name} _NS><_this>ha-sessionmgr</_this>{string.Concat(method.Parameters.Select(Argument))}</{method.Name}>";
            var answer = (await host.CallAsync(body, cookie)).Answer;
            var fault = new[] { "NotSupported", "NotImplemented" }.FirstOrDefault(name => answer.Contains($"<{name}Fault ", StringComparison.Ordinal));
            Assert.Equal((method.Name, refused.GetValueOrDefault(method.Name)), (method.Name, fault));
        }
    }

    private static string Argument(VimField parameter) => parameter switch
    {
        { Optional: true } => "",
        { Type.Kind: VimKind.Object } => $"<{parameter.Name} xsi:type=\"SessionManagerHttpServiceRequestSpec\"><url>https://127.0.0.1/x</url></{parameter.Name}>",
        { Name: "locale" } => "<locale>en</locale>",
        _ => $"<{parameter.Name}>x</{parameter.Name}>",
    };

    internal static string[] Row(string name) => Cells(Page().Single(line => line.StartsWith($"| {name} |", StringComparison.Ordinal)));

    /// <summary>The rows of the first table of a section.</summary>
    private static IEnumerable<string[]> Section(string title) => Page()
        .SkipWhile(line => line != $"## {title}")
        .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal))
        .Skip(1)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(Cells);

    private static string[] Cells(string line) => [.. line.Split('|', StringSplitOptions.TrimEntries)[1..]];

    private static IEnumerable<string> Page() => CompatibilityPage.Lines("soap.md");
}
