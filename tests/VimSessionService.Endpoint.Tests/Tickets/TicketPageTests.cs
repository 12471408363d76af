using System.Text;
using System.Text.RegularExpressions;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Endpoint.Tickets;
using VimSessionService.Tests.Shared;

namespace VimSessionService.Endpoint.Tests.Tickets;

/// <summary>Each row of the table in docs/compatibility/tickets.md is what is answered at a ticketed path, and there is no row without requests here.</summary>
public sealed partial class TicketPageTests : IDisposable
{
    private const string File = "/folder/iso/a%20b.iso?dcPath=DC&dsName=ds";
    private const string Admin = "administrator@vsphere.local:s3cret-A";
    private const string Content = "bytes";

    /// <summary>The role with System.View and without System.Read, which every role of an operator has.</summary>
    private const int ViewRole = -3;

    private static readonly Dictionary<string, Func<TicketPageTests, string, Task>> Proofs = new(StringComparer.Ordinal)
    {
        ["the ticket's method, path and query, in any spelling and order of parameters"] = static async (test, said) =>
        {
            Assert.Equal("what the path answers; the ticket is used up", said);
            foreach (var target in new[] { File, "/folder/iso/a%20b.iso?dsName=ds&dcPath=DC", "/folder/iso/%61%20b.iso?dcPath=%44C&dsName=ds" })
            {
                var ticket = await test.TicketAsync(await test._service.LoginAsync());
                var answer = await test.SendAsync("GET", target, Ticket(ticket));
                Assert.Equal((200, Content), (answer.Status, answer.Answer));
                Assert.Equal(401, (await test.SendAsync("GET", target, Ticket(ticket))).Status);
            }
        },
        ["no ticket; one that is unknown, used, too old, or of a session that has ended"] = static async (test, said) =>
        {
            var cookie = await test._service.LoginAsync();
            var used = await test.TicketAsync(cookie);
            await test.SendAsync("GET", File, Ticket(used));
            var ofEnded = await test.TicketAsync(cookie);
            await test._service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", cookie);
            var old = await test.TicketAsync(await test._service.LoginAsync());
            test._service.Time.Advance(TimeSpan.FromMinutes(2));

            foreach (var shown in new[] { null, Ticket("52000000-0000-0000-0000-000000000000"), Ticket(used), Ticket(ofEnded), Ticket(old) })
            {
                var answer = await test.SendAsync("GET", File, shown);
                AssertStatus(said, answer);
                Assert.Equal(said, $"{answer.Status} with `WWW-Authenticate: {answer.AnswerHeaders["WWW-Authenticate"]}`");
            }
        },
        ["a ticket for another request, or of a session that is no longer permitted to make the request"] = static async (test, said) =>
        {
            var ticket = await test.TicketAsync(await test._service.LoginAsync("reader", "s3cret-R"));
            AssertStatus(said, await test.SendAsync("HEAD", File, Ticket(ticket)));
            AssertStatus(said, await test.SendAsync("GET", "/folder/other", Ticket(ticket)));

            var permissions = test._service.Get<PermissionTable>();
            var before = permissions.All.ToArray();
            permissions.Replace(before.Where(static entry => entry.Principal.Name != "reader"));
            AssertStatus(said, await test.SendAsync("GET", File, Ticket(ticket)));

            permissions.Replace(before);
            Assert.EndsWith("; the ticket stays valid for its own request", said, StringComparison.Ordinal);
            Assert.Equal(200, (await test.SendAsync("GET", File, Ticket(ticket))).Status);
        },
        ["the cookie of a live session instead of a ticket"] = static async (test, said) =>
        {
            var privileges = Privilege().Matches(said).Select(static match => match.Value).ToArray();
            Assert.Equal($"GET and HEAD with {privileges[0]}, the others with {privileges[1]}, else 403", said);
            test.Grant(ViewRole);
            var cookie = await test._service.LoginAsync("nobody", "s3cret-N");
            await test.AssertStatusesAsync(cookie, 403, 403);
            test.Grant(privileges[0]);
            await test.AssertStatusesAsync(cookie, 200, 403);
            test.Grant(privileges[1]);
            await test.AssertStatusesAsync(cookie, 200, 200);
        },
        ["a name and a password (HTTP Basic) instead"] = static async (test, said) =>
        {
            var sessions = (await test._service.Store.ListAsync(TestContext.Current.CancellationToken)).Count;
            Assert.Equal(200, (await test.SendAsync("GET", File, null, "reader:s3cret-R")).Status);
            Assert.Equal(403, (await test.SendAsync("PUT", File, null, "reader:s3cret-R")).Status);
            Assert.Equal(200, (await test.SendAsync("PUT", File, null, Admin)).Status);
            Assert.StartsWith("as with a session of the user, but no session is made", said, StringComparison.Ordinal);
            Assert.Equal(sessions, (await test._service.Store.ListAsync(TestContext.Current.CancellationToken)).Count);

            AssertStatus(said, await test.SendAsync("GET", File, null, "reader:wrong"));
            Assert.EndsWith($" and post a {test._service.Events.Latest!.GetType().Name}", said, StringComparison.Ordinal);
        },
        ["several of them"] = static async (test, said) =>
        {
            Assert.Equal("the ticket is used; without a ticket the session, without a session the password", said);
            Assert.Equal(401, (await test.SendAsync("GET", File, $"{await test._service.LoginAsync()}; {Ticket("52")}", Admin)).Status);
            Assert.Equal(403, (await test.SendAsync("PUT", File, await test._service.LoginAsync("reader", "s3cret-R"), Admin)).Status);
            Assert.Equal(200, (await test.SendAsync("PUT", File, "vmware_soap_session=\"0123456789012345678901234567890123456789\"", Admin)).Status);
        },
    };

    private readonly TestService _service = new();
    private readonly TicketedEndpoint _paths;

    public TicketPageTests() => _paths = _service.Get<TicketedEndpoint>();

    public static TheoryData<string, string> Rows => new(CompatibilityPage.Table("tickets.md", "| request | answer |").Select(static cells => (cells[0], cells[1])));

    public void Dispose() => _service.Dispose();

    [Fact]
    public void Every_row_has_requests() => Assert.Equal(Proofs.Keys, Rows.Select(static row => row.Data.Item1));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_is_what_is_answered(string asked, string said)
    {
        Assert.Equal(201, (await SendAsync("PUT", File, null, Admin)).Status);

        await Proofs[asked](this, said);
    }

    private static void AssertStatus(string said, TestExchange answer) => Assert.Equal(Assert.Single(CompatibilityPage.Refusals(said)), answer.Status);

    private static string Ticket(string ticket) => $"vmware_cgi_ticket=\"{ticket}\"";

    /// <summary>Gives the user <c>nobody</c> a role with one privilege, besides those that every role has.</summary>
    private void Grant(string privilege)
    {
        var roles = _service.Get<RoleDirectory>();
        roles.Replace([new DeclaredRole(privilege, [privilege])]);
        Grant(roles.Find(privilege)!.RoleId);
    }

    private void Grant(int role) => _service.Get<PermissionTable>().Set(new PermissionEntry(AccountName.Parse("nobody"), IsGroup: false, role));

    private async Task AssertStatusesAsync(string cookie, int ofReads, int ofOthers)
    {
        foreach (var (method, status) in new[] { ("GET", ofReads), ("HEAD", ofReads), ("PUT", ofOthers), ("POST", ofOthers) })
            Assert.Equal((method, status), (method, (await SendAsync(method, File, cookie)).Status));
        Assert.Equal(ofOthers == 200 ? 204 : ofOthers, (await SendAsync("DELETE", File, cookie)).Status);
        Assert.InRange((await SendAsync("PUT", File, null, Admin)).Status, 200, 201);
    }

    private async Task<string> TicketAsync(string cookie)
    {
        var url = $"https://vc.example.org:8989{File}".Replace("&", "&amp;", StringComparison.Ordinal);
        var spec = $"<spec xsi:type=\"SessionManagerHttpServiceRequestSpec\"><method>httpGet</method><url>{url}</url></spec>";
        var answer = await _service.CallAsync($"<AcquireGenericServiceTicket _NS><_this>SessionManager</_this>{spec}</AcquireGenericServiceTicket>", cookie);
        return answer.Answer.Split("<id>")[1].Split("</id>")[0];
    }

    private async Task<TestExchange> SendAsync(string method, string target, string? cookie, string? password = null)
    {
        var exchange = new TestExchange { Body = Encoding.UTF8.GetBytes(Content) }.With("Host", "vc.example.org:443");
        if (cookie is not null)
            exchange.With("Cookie", cookie);
        if (password is not null)
            exchange.With("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(password)));
        await _paths.HandleAsync(exchange, method, target);
        return exchange;
    }

    [GeneratedRegex("\\b[A-Z][A-Za-z]+\\.[A-Z][A-Za-z]+\\b")]
    private static partial Regex Privilege();
}
