using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using VimSessionService.Options;

namespace VimSessionService.Tests.Wire;

/// <summary>One line for each call, and nothing secret in any.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task Each_call_is_one_line_that_says_who_what_and_how_it_ended()
    {
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "tester/1.0");
        var cookie = await client.LoginAsync();
        await client.CallAsync(Soap.CurrentSession, cookie);
        await client.CallAsync(Soap.Login("mallory", "wrong"));
        await client.CallAsync(Soap.Logout, cookie);

        var calls = Lines(await service.StopAndReadLogAsync()).Where(line => line.TryGetProperty("Operation", out _)).ToList();

        Assert.Equal(["Login", "Fetch", "Login", "Logout"], calls.Select(c => Text(c, "Operation")));
        Assert.All(calls, call => Assert.Equal(("tester/1.0", "test-op", "127.0.0.1"), (Text(call, "UserAgent"), Text(call, "OperationId"), Text(call, "ClientAddress"))));
        Assert.All(calls, call => Assert.True(call.GetProperty("Milliseconds").GetDouble() >= 0));
        Assert.Equal([200, 200, 500, 200], calls.Select(c => c.GetProperty("HttpStatus").GetInt32()));
        foreach (var index in new[] { 0, 1, 3 })
        {
            Assert.Equal(@"VSPHERE.LOCAL\administrator", Text(calls[index], "UserName"));
            Assert.StartsWith("52", Text(calls[index], "SessionKey"), StringComparison.Ordinal);
        }

        Assert.Equal("InvalidLogin", Text(calls[2], "FaultType"));
        Assert.Contains("wrong user name or password", Text(calls[2], "Reason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_matches_no_route_is_one_line_too()
    {
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        using (await client.GetAsync(new Uri("/ui/session", UriKind.Relative), TestContext.Current.CancellationToken))
        using (await client.PostAsync(new Uri("/healthz", UriKind.Relative), null, TestContext.Current.CancellationToken))
        using (await client.GetAsync(new Uri("/healthz", UriKind.Relative), TestContext.Current.CancellationToken))
        {
        }

        var calls = Lines(await service.StopAndReadLogAsync()).Where(line => line.TryGetProperty("Operation", out _)).ToList();

        Assert.Equal([("GET /ui/session", 404), ("POST /healthz", 405)], calls.Select(c => (Text(c, "Operation"), c.GetProperty("HttpStatus").GetInt32())));
        Assert.Equal("nothing is served at this path; clients of the vSphere API connect to /sdk", Text(calls[0], "Reason"));
    }

    /// <summary>The client resets the connection while the server waits for the rest of the body.</summary>
    [Theory]
    [InlineData("POST /sdk", false)]
    [InlineData("POST /sdk", true)]
    [InlineData("POST /sts/STSService/vsphere.local", false)]
    [InlineData("POST /sts/STSService/vsphere.local", true)]
    [InlineData("POST /lookupservice/sdk", false)]
    [InlineData("POST /lookupservice/sdk", true)]
    [InlineData("PUT /folder/upload", false)]
    [InlineData("PUT /folder/upload", true)]
    public async Task A_client_that_breaks_off_is_no_error_and_no_stack_trace(string request, bool tls)
    {
        await using var service = await RunningService.StartAsync(
            new ServiceOptions
            {
                Tls = new TlsOptions { Enabled = tls },
                Log = new LogOptions { LogLevel = LogLevel.Debug },
                Tickets = new TicketFileOptions { TicketedPaths = "/folder" },
            },
            withSso: true);
        using (var client = new TcpClient { LingerState = new LingerOption(true, 0) }) // closing it resets the connection
        {
            await client.ConnectAsync("127.0.0.1", service.Address.Port, TestContext.Current.CancellationToken);
            await using Stream stream = tls ? new SslStream(client.GetStream(), false, static (_, shown, _, _) => shown is not null) : client.GetStream();
            if (stream is SslStream secure)
                await secure.AuthenticateAsClientAsync("127.0.0.1");
            var login = Convert.ToBase64String(Encoding.ASCII.GetBytes($"administrator@vsphere.local:{RunningService.Password}"));
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes($"{request} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {login}\r\nExpect: 100-continue\r\nContent-Length: 5000\r\n\r\n"),
                TestContext.Current.CancellationToken);
            var answer = new byte[25];
            await stream.ReadExactlyAsync(answer, TestContext.Current.CancellationToken);
            Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", Encoding.ASCII.GetString(answer));
            client.Client.Close();
        }

        var lines = Lines(await service.StopAndReadLogAsync()).ToList();

        Assert.DoesNotContain(lines, static line => line.TryGetProperty("@x", out _) || (line.TryGetProperty("@l", out var level) && level.GetString() is "Warning" or "Error" or "Fatal"));
        Assert.Single(lines, line => Text(line, "Operation") is { Length: > 0 } || line.ToString().Contains("the client closed the connection before the answer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_login_beyond_the_cap_names_its_user()
    {
        await using var service = await RunningService.StartAsync(new ServiceOptions
        {
            Tls = new TlsOptions { Enabled = false },
            Sessions = new SessionLimitOptions { MaxSessions = 1 },
        });
        using var client = service.NewClient();
        await client.LoginAsync();
        await client.CallAsync(Soap.Login("reader", RunningService.Password));

        var refused = Lines(await service.StopAndReadLogAsync()).Last(line => line.TryGetProperty("Operation", out _));

        Assert.Equal(("Login", 503, "reader"), (Text(refused, "Operation"), refused.GetProperty("HttpStatus").GetInt32(), Text(refused, "UserName")));
    }

    [Fact]
    public async Task The_setting_log_level_changes_what_is_logged_at_once()
    {
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        var cookie = await client.LoginAsync();
        await client.CallAsync(SetLevel("warning"), cookie);
        await client.CallAsync(Soap.CurrentSession, cookie);
        await client.CallAsync(SetLevel("none"), cookie);
        await client.CallAsync(SetLevel("info"), cookie);
        await client.CallAsync(Soap.CurrentSession, cookie);

        var lines = Lines(await service.StopAndReadLogAsync()).ToList();

        Assert.Equal(["Login", "UpdateOptions", "Fetch"], lines.Where(line => line.TryGetProperty("Operation", out _)).Select(line => Text(line, "Operation")));
        Assert.Equal(["warning", "none"], lines.Where(line => line.TryGetProperty("Level", out _)).Select(line => Text(line, "Level")));

        static string SetLevel(string level) =>
            "<UpdateOptions xmlns=\"urn:vim25\"><_this>VpxSettings</_this><changedValue><key>log.level</key>"
            + $"<value xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xsi:type=\"xsd:string\">{level}</value></changedValue></UpdateOptions>";
    }

    [Theory]
    [InlineData(LogLevel.Warning, "warning")]
    [InlineData(LogLevel.Critical, "error")]
    [InlineData(LogLevel.None, "none")]
    public async Task The_setting_begins_at_the_level_of_the_options(LogLevel level, string shown)
    {
        await using var service = await RunningService.StartAsync(new ServiceOptions { Tls = new TlsOptions { Enabled = false }, Log = new LogOptions { LogLevel = level } });
        using var client = service.NewClient();
        var cookie = await client.LoginAsync();
        var (_, answer) = await client.CallAsync("<QueryOptions xmlns=\"urn:vim25\"><_this>VpxSettings</_this><name>log.level</name></QueryOptions>", cookie);
        Assert.Contains($">{shown}</value>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_password_and_no_cookie_is_ever_logged()
    {
        const string wrong = "hunter2-hunter2";
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        var cookie = await client.LoginAsync();
        var token = cookie.Split('"')[1];
        await client.CallAsync(Soap.Login("administrator@vsphere.local", wrong));
        await client.CallAsync(Soap.Login("administrator@vsphere.local", wrong) + "<x/>", cookie);
        await client.CallAsync(Soap.Login("administrator@vsphere.local", wrong).Replace("</password>", "<x/></password>", StringComparison.Ordinal), cookie);
        await client.CallAsync($"<CloneSession xmlns=\"urn:vim25\"><_this>SessionManager</_this><cloneTicket>{wrong}</cloneTicket></CloneSession>", cookie);
        await client.CallAsync($"<LoginBySSPI xmlns=\"urn:vim25\"><_this>SessionManager</_this><base64Token>{wrong}</base64Token></LoginBySSPI>");
        await client.CallAsync(Soap.Logout, cookie);

        var log = await service.StopAndReadLogAsync();

        Assert.Equal(7, Lines(log).Count(line => line.TryGetProperty("Operation", out _)));
        Assert.DoesNotContain(RunningService.Password, log, StringComparison.Ordinal);
        Assert.DoesNotContain(wrong, log, StringComparison.Ordinal);
        Assert.DoesNotContain(token, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_token_of_SSPI_and_no_cookie_of_its_challenge_is_ever_logged()
    {
        await using var service = await RunningService.StartAsync(new ServiceOptions { Tls = new TlsOptions { Enabled = false }, Sspi = new SspiOptions { Mode = SspiMode.Scripted } });
        using var client = service.NewClient();
        var name = Convert.ToBase64String("reader"u8);
        var wrong = Convert.ToBase64String(RandomNumberGenerator.GetBytes(30));
        var (challenged, text) = await client.CallAsync(Sspi(name));
        var cookie = challenged.Headers.GetValues("Set-Cookie").Single();
        var challenge = text.Split("base64Token>")[1].Split('<')[0];
        Assert.Contains("<userName>reader</userName>", (await client.CallAsync(Sspi(challenge), cookie)).Text, StringComparison.Ordinal);
        await client.CallAsync(Sspi(wrong));
        var (again, _) = await client.CallAsync(Sspi(name));
        await client.CallAsync(Sspi(wrong), again.Headers.GetValues("Set-Cookie").Single());

        var log = await service.StopAndReadLogAsync();

        Assert.Equal(["SSPIChallenge", null, "InvalidLogin", "SSPIChallenge", "InvalidLogin"], Lines(log).Where(line => line.TryGetProperty("Operation", out _)).Select(line => Text(line, "FaultType")));
        Assert.Contains("--sspi scripted: LoginBySSPI logs in whoever names an account, without any proof", log, StringComparison.Ordinal);
        foreach (var secret in new[] { name, wrong, challenge, cookie.Split('"')[1] })
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_client_writes_cannot_make_a_line_of_its_own()
    {
        await using var service = await RunningService.StartAsync();
        using var client = service.NewClient();
        await client.CallAsync("<A xmlns=\"urn:vim25\"><_this>x&#10;{\"Operation\":\"Forged\"}</_this></A>");
        Assert.DoesNotContain(Lines(await service.StopAndReadLogAsync()), line => line.TryGetProperty("Operation", out var operation) && operation.GetString() == "Forged");
    }

    private static string Sspi(string token) => $"<LoginBySSPI xmlns=\"urn:vim25\"><_this>SessionManager</_this><base64Token>{token}</base64Token></LoginBySSPI>";

    private static IEnumerable<JsonElement> Lines(string log) =>
        log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement);

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() : null;
}
