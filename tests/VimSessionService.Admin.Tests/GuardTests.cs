using System.Net;
using VimSessionService.Admin.Listening;
using VimSessionService.AdminClient.Problems;

namespace VimSessionService.Admin.Tests;

/// <summary>Who may call the admin API, and what requests that cannot be used are answered.</summary>
public sealed class GuardTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("0123456789abcdef-other")]
    [InlineData("")]
    public async Task A_request_without_the_token_is_refused(string? token)
    {
        await using var host = await LabHost.StartAsync();

        var (status, content) = await host.SendAsync(HttpMethod.Get, "sessions", token: token);

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Contains(Problem.TypePrefix + "unauthorized", content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host", "attacker.example")]
    [InlineData("Origin", "http://attacker.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost:81")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_request_of_a_web_page_is_refused_even_with_the_token(string header, string value)
    {
        await using var host = await LabHost.StartAsync();

        var (status, content) = await host.SendAsync(HttpMethod.Get, "sessions", headers: (header, value));

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains(Problem.TypePrefix + "foreign-", content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:8990")]
    [InlineData("[::1]:8990")]
    [InlineData("vcenter:8990")]
    [InlineData("localhost")]
    [InlineData("VC.lab.example")]
    public async Task An_own_host_is_accepted(string value)
    {
        await using var host = await LabHost.StartAsync(admin: static options => options.Hosts = ["vc.lab.example"]);

        var (status, _) = await host.SendAsync(HttpMethod.Get, "sessions", headers: ("Host", value));

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task An_unknown_name_in_a_query_is_named_with_the_allowed_ones()
    {
        await using var host = await LabHost.StartAsync();

        var (status, content) = await host.SendAsync(HttpMethod.Get, "sessions?usr=alice");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("\"pointer\":\"?usr\"", content, StringComparison.Ordinal);
        Assert.Contains("\"allowed\":[\"user\",\"userAgent\",\"door\",\"minAge\",\"minIdle\"]", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_there_is_not_is_a_problem_document()
    {
        await using var host = await LabHost.StartAsync();

        var (status, content) = await host.SendAsync(HttpMethod.Get, "session");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains(Problem.TypePrefix + "not-found", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_a_path_does_not_take_is_answered_with_those_that_it_takes()
    {
        await using var host = await LabHost.StartAsync();

        var (status, content) = await host.SendAsync(HttpMethod.Get, "clock/freeze");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, status);
        Assert.Contains("/admin/v1/clock/freeze takes POST.", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_too_short_is_refused_at_start() =>
        await Assert.ThrowsAsync<ArgumentException>(() => LabHost.StartAsync(admin: static options => options.Token = "short"));

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("192.0.2.1")]
    public async Task Without_a_token_there_is_no_listener_beyond_loopback(string address) =>
        await Assert.ThrowsAsync<ArgumentException>(() => LabHost.StartAsync(admin: options => (options.Token, options.Listen) = (null, new AdminListen(IPAddress.Parse(address), 0))));
}
