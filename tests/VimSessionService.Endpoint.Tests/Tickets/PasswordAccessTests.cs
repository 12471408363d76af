using System.Text;
using VimSessionService.Endpoint.Tickets;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Tickets;

/// <summary>HTTP Basic at ticketed paths, which the challenge of every 401 there asks for (docs/facts/sessions.md).</summary>
public sealed class PasswordAccessTests : IDisposable
{
    private const string File = "/folder/a.iso?dcPath=DC&dsName=ds";

    private readonly TestService _service = new();
    private readonly TicketedEndpoint _paths;

    public PasswordAccessTests() => _paths = _service.Get<TicketedEndpoint>();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_user_does_there_what_the_users_session_may_and_gets_no_session()
    {
        const string Admin = "administrator@vsphere.local:s3cret-A", Reader = "reader:s3cret-R";
        Assert.Equal(201, (await RequestAsync("PUT", Basic(Admin), "bytes")).Status);
        var read = await RequestAsync("GET", Basic(Reader));
        Assert.Equal((200, "bytes"), (read.Status, read.Answer));
        Assert.Equal(200, (await RequestAsync("HEAD", Basic(Reader))).Status);
        var refused = await RequestAsync("PUT", Basic(Reader), "others");
        Assert.Equal(403, refused.Status);
        Assert.Contains("Datastore.FileManagement", refused.Answer, StringComparison.Ordinal);
        Assert.Equal(403, (await RequestAsync("GET", Basic("nobody:s3cret-N"))).Status);
        Assert.Equal(204, (await RequestAsync("DELETE", Basic(Admin))).Status);
        Assert.DoesNotContain("Set-Cookie", read.AnswerHeaders.Keys);
        Assert.Empty(await _service.Store.ListAsync(TestContext.Current.CancellationToken));
        Assert.Empty(_service.Events.Snapshot());
    }

    [Theory]
    [InlineData("reader:wrong", "reader")]
    [InlineData("ghost:s3cret-R", "ghost")]
    [InlineData("reader:", "reader")]
    [InlineData(":s3cret-R", "")]
    [InlineData("READER:s3cret-r", "READER")]
    public async Task A_wrong_pair_is_asked_again_and_is_an_event(string pair, string user)
    {
        await AssertChallengedAsync(Basic(pair));
        var failed = Assert.IsType<BadUsernameSessionEvent>(Assert.Single(_service.Events.Snapshot()));
        Assert.Equal(user, failed.UserName);
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    [InlineData("Basic !!!")]
    [InlineData("Basic cmVhZGVy")] // reader, without a colon
    [InlineData("Basic gIA6eA==")] // no UTF-8
    [InlineData("Bearer cmVhZGVyOnMzY3JldC1S")]
    [InlineData("cmVhZGVyOnMzY3JldC1S")]
    public async Task What_is_no_pair_is_asked_for_one_and_is_no_failed_login(string header)
    {
        await AssertChallengedAsync(header);
        Assert.Empty(_service.Events.Snapshot());
    }

    [Theory]
    [InlineData("basic ")]
    [InlineData("BASIC   ")]
    public async Task The_scheme_is_read_in_any_spelling(string scheme) =>
        Assert.Equal(404, (await RequestAsync("GET", Basic("reader:s3cret-R").Replace("Basic ", scheme, StringComparison.Ordinal))).Status);

    [Fact]
    public async Task A_ticket_goes_before_a_session_and_a_session_before_a_password()
    {
        var request = Request("GET", Basic("administrator@vsphere.local:s3cret-A"));
        await _paths.HandleAsync(request.With("Cookie", "vmware_cgi_ticket=\"52\""), "GET", File);
        Assert.Equal(401, request.Status);

        request = Request("PUT", Basic("administrator@vsphere.local:s3cret-A"));
        await _paths.HandleAsync(request.With("Cookie", await _service.LoginAsync("reader", "s3cret-R")), "PUT", File);
        Assert.Equal(403, request.Status);

        request = Request("GET", Basic("reader:s3cret-R"));
        await _paths.HandleAsync(request.With("Cookie", "vmware_soap_session=\"0123456789012345678901234567890123456789\""), "GET", File);
        Assert.Equal(404, request.Status);
    }

    [Fact]
    public async Task A_password_with_colons_is_read_whole()
    {
        await AssertChallengedAsync(Basic("reader:s3cret-R:more"));
        Assert.Single(_service.Events.Snapshot());
    }

    private static string Basic(string pair) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));

    private static TestExchange Request(string method, string authorization, string? content = null)
    {
        var exchange = new TestExchange { Body = Encoding.UTF8.GetBytes(content ?? "") };
        return exchange.With("Host", "vc.example.org:8989").With("Authorization", authorization);
    }

    private async Task<TestExchange> RequestAsync(string method, string authorization, string? content = null)
    {
        var exchange = Request(method, authorization, content);
        await _paths.HandleAsync(exchange, method, File);
        return exchange;
    }

    private async Task AssertChallengedAsync(string authorization)
    {
        var answer = await RequestAsync("GET", authorization);
        Assert.Equal(401, answer.Status);
        Assert.Equal("Basic realm=\"VMware HTTP server\"", answer.AnswerHeaders["WWW-Authenticate"]);
    }
}
