using VimSessionService.Core.Sessions.Tickets.Local;

namespace VimSessionService.Endpoint.Tests.Tickets;

/// <summary>AcquireLocalTicket and the login with what it gives, as the specification and docs/facts/sessions.md describe them.</summary>
public sealed class LocalTicketTests : IDisposable
{
    private readonly MemoryTicketFiles _files = new();
    private readonly TestService _service;

    public LocalTicketTests() => _service = new TestService(localTickets: new LocalTicketOptions { Files = _files });

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("127.0.0.1", "nonesuch", "<InvalidLoginFault")]
    [InlineData("127.0.0.1", "", "<InvalidLoginFault")]
    [InlineData("127.0.0.1", "nobody", "<NoPermissionFault xmlns=\"urn:vim25\" xsi:type=\"NoPermission\"><object type=\"Folder\">group-d1</object><privilegeId>System.View</privilegeId>")]
    [InlineData("192.0.2.7", "reader", "<InvalidRequestFault")]
    [InlineData("192.0.2.7", "nonesuch", "<InvalidRequestFault")]
    [InlineData("::ffff:192.0.2.7", "reader", "<InvalidRequestFault")]
    public async Task A_ticket_is_refused_with_the_fault_of_the_reason(string from, string user, string fault)
    {
        var answer = await AcquireAsync(user, from);
        Assert.Equal(500, answer.Status);
        Assert.Contains(fault, answer.Answer, StringComparison.Ordinal);
        Assert.Empty(_files.ByPath);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("192.0.2.7")]
    public async Task A_service_that_gives_none_says_NotSupported(string from)
    {
        using var service = new TestService();
        var answer = await service.SendAsync(Request("reader", from));
        Assert.Contains("<NotSupportedFault", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    public async Task A_caller_on_this_machine_logs_in_once_with_what_the_file_holds(string from)
    {
        var (path, password) = await TicketAsync("reader", from);
        Assert.Contains($"<userName>reader</userName><passwordFilePath>{path}</passwordFilePath>", (await AcquireAsync("reader", from)).Answer.Replace(_files.ByPath.Keys.Single(p => p != path), path, StringComparison.Ordinal), StringComparison.Ordinal);

        var login = await _service.CallAsync(TestService.LoginBody("READER", password));
        Assert.Contains("<userName>reader</userName>", login.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain(path, _files.ByPath.Keys);
        Assert.Contains("<InvalidLoginFault", (await _service.CallAsync(TestService.LoginBody("reader", password))).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_is_its_users_alone_and_the_users_own_password_stays_good()
    {
        var (path, password) = await TicketAsync("reader");
        Assert.Contains("<InvalidLoginFault", (await _service.CallAsync(TestService.LoginBody("administrator@vsphere.local", password))).Answer, StringComparison.Ordinal);
        Assert.Equal(200, (await _service.CallAsync(TestService.LoginBody("reader", "s3cret-R"))).Status);
        Assert.Contains(path, _files.ByPath.Keys);
        Assert.Equal(200, (await _service.CallAsync(TestService.LoginBody("reader", password))).Status);
    }

    [Fact]
    public async Task A_ticket_and_its_file_go_after_their_time()
    {
        var (path, password) = await TicketAsync("reader");
        _service.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Contains(path, _files.ByPath.Keys);
        _service.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(_files.ByPath);
        Assert.Contains("<InvalidLoginFault", (await _service.CallAsync(TestService.LoginBody("reader", password))).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_removes_every_file()
    {
        await TicketAsync("reader");
        await TicketAsync("administrator@vsphere.local");
        _service.Dispose();
        Assert.Empty(_files.ByPath);
    }

    [Fact]
    public async Task Of_many_who_race_on_one_ticket_exactly_one_wins()
    {
        var (_, password) = await TicketAsync("reader");
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => _service.CallAsync(TestService.LoginBody("reader", password)))));
        Assert.Equal(1, answers.Count(answer => answer.Status == 200));
        Assert.Empty(_files.ByPath);
    }

    [Fact]
    public async Task A_ticket_is_neither_a_clone_ticket_nor_a_cookie()
    {
        var (_, password) = await TicketAsync("reader");
        Assert.Contains("<InvalidLoginFault", (await _service.CallAsync($"<CloneSession _NS><_this>SessionManager</_this><cloneTicket>{password}</cloneTicket></CloneSession>")).Answer, StringComparison.Ordinal);
        Assert.Contains("<FetchResponse xmlns=\"urn:vim25\"></FetchResponse>", (await _service.CallAsync(TestService.Fetch("currentSession"), $"vmware_soap_session=\"{password}\"")).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_written_is_a_SystemError_that_names_no_path()
    {
        _files.Failure = new IOException("/secret/place is full");
        var answer = await AcquireAsync("reader");
        Assert.Contains("<SystemErrorFault", answer.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("/secret/place", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tickets_of_one_user_displace_those_of_no_other()
    {
        await AcquireAsync("administrator@vsphere.local");
        var others = _files.ByPath.Keys.Single();
        for (var i = 0; i < 150; i++)
            Assert.Equal(200, (await AcquireAsync("reader")).Status);
        Assert.Equal(101, _files.ByPath.Count); // a hundred of the reader's
        Assert.Contains(others, _files.ByPath.Keys);
        _service.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(_files.ByPath);
    }

    [Fact]
    public async Task A_user_has_as_many_tickets_as_the_setting_says()
    {
        var files = new MemoryTicketFiles();
        using var service = new TestService(localTickets: new LocalTicketOptions { Files = files, MaxOfUser = 2 });
        for (var i = 0; i < 3; i++)
            Assert.Equal(200, (await service.SendAsync(Request("reader", "127.0.0.1"))).Status);
        Assert.Equal(2, files.ByPath.Count);
    }

    private static TestExchange Request(string user, string from)
    {
        var request = TestService.Request($"<AcquireLocalTicket _NS><_this>SessionManager</_this><userName>{user}</userName></AcquireLocalTicket>");
        request.From = from;
        return request;
    }

    private Task<TestExchange> AcquireAsync(string user, string from = "127.0.0.1") => _service.SendAsync(Request(user, from));

    private async Task<(string Path, string Password)> TicketAsync(string user, string from = "127.0.0.1")
    {
        var answer = await AcquireAsync(user, from);
        Assert.Equal(200, answer.Status);
        var path = answer.Answer.Split("<passwordFilePath>")[1].Split("</passwordFilePath>")[0];
        return (path, _files.ByPath[path]);
    }
}
