using System.Text;

namespace VimSessionService.Endpoint.Tests.Lines;

/// <summary>A format is one folder: the steps of a call are the same for a second one, and so are the sessions.</summary>
public sealed class LineFormatTests : IDisposable
{
    private readonly TestService _service = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Who_logs_in_may_call_and_is_told_faults_until_the_logout()
    {
        var login = await CallAsync("Login SessionManager\nuserName=administrator@vsphere.local\npassword=s3cret-A\nlocale=de");
        Assert.Equal(200, login.Status);
        Assert.Contains("\nresult.userName VSPHERE.LOCAL\\administrator\n", login.Answer, StringComparison.Ordinal);
        var session = login.AnswerHeaders[LineFormat.SessionHeader];

        var active = await CallAsync("SessionIsActive SessionManager\nsessionID=" + Key(login) + "\nuserName=VSPHERE.LOCAL\\administrator", session);
        Assert.Equal("result true\n", active.Answer);

        var fault = await CallAsync("SetLocale SessionManager\nlocale=english", session);
        Assert.Equal(500, fault.Status);
        Assert.StartsWith("! InvalidLocale ", fault.Answer, StringComparison.Ordinal);

        Assert.Equal(("", 200), await AnswerAsync("Logout SessionManager", session));
        Assert.StartsWith("! NotAuthenticated ", (await CallAsync("Logout SessionManager", session)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_of_one_format_is_one_of_every_format()
    {
        var cookie = await _service.LoginAsync();
        var own = await _service.CallAsync(TestService.Fetch("currentSession"), cookie);
        var key = own.Answer.Split("<key>")[1].Split("</key>")[0];

        var session = (await CallAsync("Login SessionManager\nuserName=administrator\npassword=s3cret-A")).AnswerHeaders[LineFormat.SessionHeader];
        Assert.Equal(("", 200), await AnswerAsync($"TerminateSession SessionManager\nsessionId={key}", session));
        Assert.DoesNotContain("<key>", (await _service.CallAsync(TestService.Fetch("currentSession"), cookie)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arrays_are_read_and_written_by_a_reader_and_a_writer_that_know_them()
    {
        var session = (await CallAsync("Login SessionManager\nuserName=administrator\npassword=s3cret-A")).AnswerHeaders[LineFormat.SessionHeader];
        Assert.StartsWith("! NotFound ", (await CallAsync("TerminateSession SessionManager\nsessionId=one,two", session)).Answer, StringComparison.Ordinal);
        Assert.Equal(("", 200), await AnswerAsync("TerminateSession SessionManager\nsessionId=", session));
        Assert.StartsWith("result (String[])\n", (await CallAsync("Fetch SessionManager\nprop=messageLocaleList", session)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Observers_are_told_which_door_a_call_came_through_and_whose_it_was()
    {
        await CallAsync("Login SessionManager\nuserName=reader\npassword=s3cret-R");
        await CallAsync("Nothing SessionManager");

        Assert.Equal(
            [("line", "Login", "reader", null, 200), ("line", "Nothing", null, "InvalidRequest", 500)],
            _service.Calls.Select(call => (call.Door, call.Operation, call.UserName, call.FaultType, call.HttpStatus)));
    }

    private async Task<(string Answer, int Status)> AnswerAsync(string request, string session)
    {
        var exchange = await CallAsync(request, session);
        return (exchange.Answer, exchange.Status);
    }

    private async Task<TestExchange> CallAsync(string request, string? session = null)
    {
        var exchange = new TestExchange { Body = Encoding.UTF8.GetBytes(request) };
        if (session is not null)
            exchange.With(LineFormat.SessionHeader, session);
        await _service.Endpoint.HandleAsync(new LineFormat(), exchange);
        return exchange;
    }

    private static string Key(TestExchange login) => login.Answer.Split("result.key ")[1].Split('\n')[0];
}
