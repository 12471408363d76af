using System.Security.Cryptography;
using System.Text.Json;
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
