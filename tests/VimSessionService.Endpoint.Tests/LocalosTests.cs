using System.Text;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions.Tickets.Local;
using VimSessionService.Endpoint.Tests.Tickets;
using VimSessionService.Endpoint.Tickets;

namespace VimSessionService.Endpoint.Tests;

/// <summary>An account without a domain is also one of the domain localos, in any case, wherever a name is taken.</summary>
public sealed class LocalosTests : IDisposable
{
    private readonly TestService _service = new(negotiator: new EchoNegotiator(), localTickets: new LocalTicketOptions { Files = new MemoryTicketFiles() });

    public static TheoryData<string> Spellings => ["reader", "reader@localos", "READER@LOCALOS", @"LOCALOS\reader", @"localos\Reader"];

    public void Dispose() => _service.Dispose();

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task It_logs_in(string name)
    {
        var cookie = await _service.LoginAsync(name, "s3cret-R");
        Assert.Contains("<userName>reader</userName>", (await _service.CallAsync(TestService.Fetch("currentSession"), cookie)).Answer, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task It_is_impersonated(string name)
    {
        var admin = await _service.LoginAsync();
        await _service.LoginAsync("reader", "s3cret-R");
        var answer = await _service.CallAsync($"<ImpersonateUser _NS><_this type=\"SessionManager\">SessionManager</_this><userName>{name}</userName></ImpersonateUser>", admin);
        Assert.Contains("<userName>reader</userName>", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task Its_permissions_are_set_and_removed(string name)
    {
        var admin = await _service.LoginAsync();
        const string This = "<_this type=\"AuthorizationManager\">AuthorizationManager</_this><entity type=\"Folder\">group-d1</entity>";
        var set = await _service.CallAsync($"<SetEntityPermissions _NS>{This}<permission><principal>{name}</principal><group>false</group><roleId>-2</roleId><propagate>true</propagate></permission></SetEntityPermissions>", admin);
        Assert.Equal(200, set.Status);
        var list = await _service.CallAsync($"<RetrieveEntityPermissions _NS>{This}<inherited>false</inherited></RetrieveEntityPermissions>", admin);
        Assert.Contains("<principal>reader</principal>", list.Answer, StringComparison.Ordinal);
        Assert.Equal(200, (await _service.CallAsync($"<RemoveEntityPermission _NS>{This}<user>{name}</user><isGroup>false</isGroup></RemoveEntityPermission>", admin)).Status);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task Its_privileges_are_asked_for(string name)
    {
        var admin = await _service.LoginAsync();
        const string This = "<_this type=\"AuthorizationManager\">AuthorizationManager</_this><entities type=\"Folder\">group-d1</entities>";
        var has = await _service.CallAsync($"<HasUserPrivilegeOnEntities _NS>{This}<userName>{name}</userName><privId>System.Read</privId></HasUserPrivilegeOnEntities>", admin);
        Assert.Contains("<isGranted>true</isGranted>", has.Answer, StringComparison.Ordinal);
        var fetched = await _service.CallAsync($"<FetchUserPrivilegeOnEntities _NS>{This}<userName>{name}</userName></FetchUserPrivilegeOnEntities>", admin);
        Assert.Contains("<privileges>System.Read</privileges>", fetched.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task Its_permissions_are_reset(string name)
    {
        var admin = await _service.LoginAsync();
        static string Permission(string principal, int role) => $"<permission><principal>{principal}</principal><group>false</group><roleId>{role}</roleId><propagate>true</propagate></permission>";
        var reset = await _service.CallAsync(
            $"<ResetEntityPermissions _NS><_this type=\"AuthorizationManager\">AuthorizationManager</_this><entity type=\"Folder\">group-d1</entity>{Permission("administrator@vsphere.local", -1)}{Permission(name, -2)}</ResetEntityPermissions>", admin);
        Assert.Equal(200, reset.Status);
        await _service.LoginAsync("reader", "s3cret-R");
    }

    /// <summary>A user of the server itself is found in the domain localos and without a domain, and is a member of a group by any spelling.</summary>
    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task It_is_searched(string name)
    {
        _service.Get<AccountDirectory>().Replace(
        [
            new Account { Name = AccountName.Parse("administrator@vsphere.local"), Password = new PlainPassword("s3cret-A") },
            new Account { Name = AccountName.Parse("reader"), Password = new PlainPassword("s3cret-R"), Groups = ["staff"] },
        ]);
        var admin = await _service.LoginAsync();
        foreach (var domain in new[] { "", "<domain></domain>", "<domain>localos</domain>", "<domain>LOCALOS</domain>" })
        {
            Assert.Contains("<principal>reader</principal>", await SearchAsync(domain, "<searchStr>read</searchStr>"), StringComparison.Ordinal);
            Assert.Contains("<principal>staff</principal>", await SearchAsync(domain, $"<searchStr></searchStr><belongsToUser>{name}</belongsToUser>"), StringComparison.Ordinal);
            Assert.Contains("<principal>reader</principal>", await SearchAsync(domain, $"<searchStr></searchStr><belongsToGroup>{name.Replace("reader", "staff", StringComparison.OrdinalIgnoreCase)}</belongsToGroup>"), StringComparison.Ordinal);
        }

        async Task<string> SearchAsync(string domain, string what) => (await _service.CallAsync(
            $"<RetrieveUserGroups _NS><_this type=\"UserDirectory\">UserDirectory</_this>{domain}{what}<exactMatch>false</exactMatch><findUsers>true</findUsers><findGroups>true</findGroups></RetrieveUserGroups>", admin)).Answer;
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task It_gets_a_local_ticket(string name)
    {
        var request = TestService.Request($"<AcquireLocalTicket _NS><_this type=\"SessionManager\">SessionManager</_this><userName>{name}</userName></AcquireLocalTicket>");
        request.From = "127.0.0.1";
        Assert.Equal(200, (await _service.SendAsync(request)).Status);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task It_logs_in_by_a_negotiation(string name)
    {
        var answer = await _service.CallAsync($"<LoginBySSPI _NS><_this type=\"SessionManager\">SessionManager</_this><base64Token>{Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}</base64Token></LoginBySSPI>");
        Assert.Contains("<userName>reader</userName>", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task It_reads_a_file_by_its_password(string name)
    {
        var paths = _service.Get<TicketedEndpoint>();
        await SendAsync("PUT", "administrator@vsphere.local:s3cret-A");
        Assert.Equal(200, (await SendAsync("GET", $"{name}:s3cret-R")).Status);

        async Task<TestExchange> SendAsync(string verb, string pair)
        {
            var exchange = new TestExchange { Body = verb == "PUT" ? "bytes"u8.ToArray() : [] };
            exchange.With("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
            await paths.HandleAsync(exchange, verb, "/folder/a.iso?dcPath=DC&dsName=ds");
            return exchange;
        }
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task Its_events_are_found(string name)
    {
        await _service.LoginAsync("reader", "s3cret-R");
        var found = await _service.CallAsync(
            $"<QueryEvents _NS><_this type=\"EventManager\">EventManager</_this><filter><userName><systemUser>false</systemUser><userList>{name}</userList></userName></filter></QueryEvents>", await _service.LoginAsync());
        Assert.Contains("xsi:type=\"UserLoginSessionEvent\"", found.Answer, StringComparison.Ordinal);
        Assert.Contains("<userName>reader</userName>", found.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("administrator</userName>", found.Answer, StringComparison.Ordinal);
    }
}
