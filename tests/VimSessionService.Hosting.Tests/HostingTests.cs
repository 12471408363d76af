using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Hosting.Tests;

/// <summary>The library in a host of somebody else: registrations, options, routes, and a server without connections.</summary>
public sealed class HostingTests
{
    [Fact]
    public async Task A_user_logs_in_over_a_test_server_and_logs_out()
    {
        await using var app = await SomeHost.StartAsync(static options => options.Directory.AddUser("alice", "secret", role: "Admin"));

        var login = await app.LoginAsync("alice", "secret");
        Assert.Equal(HttpStatusCode.OK, login.Status);
        Assert.Contains("<userName>alice</userName>", login.Content, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await app.FetchAsync("sessionList", login.Cookie)).Status);
        var logout = await app.CallAsync("<Logout xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this></Logout>", login.Cookie);
        Assert.Equal(HttpStatusCode.OK, logout.Status);
        Assert.Contains("NotAuthenticatedFault", (await app.FetchAsync("sessionList", login.Cookie)).Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false, "Administrator")]
    [InlineData(true, true, "Administrator")]
    [InlineData(false, false, "root")]
    [InlineData(false, true, "root")]
    public async Task Root_of_a_host_has_the_full_name_Administrator_declared_or_not(bool esx, bool permissive, string fullName)
    {
        await using var app = await SomeHost.StartAsync(options =>
        {
            options.Emulation.Esx = esx;
            options.Directory.Permissive = permissive;
            if (!permissive)
                options.Directory.AddUser("root", "secret", role: "Admin");
        });

        var manager = esx ? "ha-sessionmgr" : "SessionManager";
        var login = await app.CallAsync($"<Login xmlns=\"urn:vim25\"><_this type=\"SessionManager\">{manager}</_this><userName>root</userName><password>secret</password></Login>");

        Assert.Contains($"<userName>root</userName><fullName>{fullName}</fullName>", login.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_options_nobody_can_log_in_but_anybody_reads_the_content()
    {
        await using var app = await SomeHost.StartAsync();

        Assert.Contains("InvalidLoginFault", (await app.LoginAsync("root", "vmware")).Content, StringComparison.Ordinal);
        var content = await app.CallAsync("<RetrieveServiceContent xmlns=\"urn:vim25\"><_this type=\"ServiceInstance\">ServiceInstance</_this></RetrieveServiceContent>");
        Assert.Contains("<apiType>VirtualCenter</apiType>", content.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twenty_services_side_by_side_share_no_user_and_no_session()
    {
        var apps = await Task.WhenAll(Enumerable.Range(0, 20).Select(static i =>
            SomeHost.StartAsync(options => options.Directory.AddUser($"user{i}", $"secret{i}", role: "Admin"))));
        var logins = await Task.WhenAll(apps.Select(static (app, i) => app.LoginAsync($"user{i}", $"secret{i}")));
        for (var i = 0; i < apps.Length; i++)
        {
            var next = (i + 1) % apps.Length;
            var sessions = (await apps[i].FetchAsync("sessionList", logins[i].Cookie)).Content;
            Assert.Contains($"<userName>user{i}</userName>", sessions, StringComparison.Ordinal);
            Assert.Single(sessions.Split("<UserSession").Skip(1));
            Assert.Contains("NotAuthenticatedFault", (await apps[i].FetchAsync("sessionList", logins[next].Cookie)).Content, StringComparison.Ordinal);
            Assert.Contains("InvalidLoginFault", (await apps[i].LoginAsync($"user{next}", $"secret{next}")).Content, StringComparison.Ordinal);
        }

        foreach (var app in apps)
            await app.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_registered_validator_is_used_whether_it_is_registered_before_or_after(bool isBefore)
    {
        void Add(IServiceCollection services) => services.AddSingleton<ICredentialValidator, OneUser>();
        await using var app = await SomeHost.StartAsync(before: isBefore ? Add : null, after: isBefore ? null : Add);

        Assert.Equal(HttpStatusCode.OK, (await app.LoginAsync("ci", "secret")).Status);
        Assert.Contains("InvalidLoginFault", (await app.LoginAsync("ci", "other")).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_observers_are_told_of_each_call()
    {
        var (one, other) = (new Counting(), new Counting());
        await using var app = await SomeHost.StartAsync(before: services => services.AddSingleton<ICallObserver>(one).AddSingleton<ICallObserver>(other));

        await app.LoginAsync("a", "b");

        Assert.Equal(["Login"], one.Operations);
        Assert.Equal(["Login"], other.Operations);
    }

    [Theory]
    [InlineData("Emulation.ApiVersion")]
    [InlineData("Sessions.SessionTimeout")]
    [InlineData("Tickets.TicketedPaths")]
    [InlineData("MaxRequestBytes")]
    public async Task An_option_that_cannot_be_used_is_named_at_the_start(string name)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => SomeHost.StartAsync(options =>
        {
            switch (name)
            {
                case "Emulation.ApiVersion": options.Emulation.ApiVersion = "1.0"; break;
                case "Sessions.SessionTimeout": options.Sessions.SessionTimeout = TimeSpan.Zero; break;
                case "Tickets.TicketedPaths": options.Tickets.TicketedPaths = "/sdk"; break;
                default: options.Requests.MaxRequestBytes = -1; break;
            }
        }));

        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/healthz", 200, "ok\n")]
    [InlineData("/readyz", 200, "ok\n")]
    [InlineData("/sdk/vimServiceVersions.xml", 200, null)]
    [InlineData("/SDK/vimServiceVersions.xml", 404, "")]
    [InlineData("/lookupservice/sdk/other", 404, "")]
    [InlineData("/certificate.pem", 404, "")]
    [InlineData("/locale/en/none.vmsg", 404, "")]
    public async Task Paths(string path, int status, string? content)
    {
        await using var app = await SomeHost.StartAsync();
        using var client = app.GetTestClient();

        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        if (content is not null)
            Assert.Equal(content, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>pyVmomi up to 6.0.0 sends two slashes.</summary>
    [Fact]
    public async Task Two_slashes_before_sdk_are_one()
    {
        await using var app = await SomeHost.StartAsync(static options => options.Directory.AddUser("alice", "secret", role: "Admin"));

        Assert.Equal(HttpStatusCode.OK, (await app.LoginAsync("alice", "secret", path: "//sdk")).Status);
    }

    [Fact]
    public async Task An_endpoint_of_the_host_goes_before_the_welcome_page()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        builder.Services.AddVimSessionService();
        await using var app = builder.Build();
        app.MapVimSessionService();
        app.MapGet("/", static (HttpContext context) => context.Response.WriteAsync("mine"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = app.GetTestClient();

        Assert.Equal("mine", await client.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    private sealed class OneUser : ICredentialValidator
    {
        public ValueTask<UserIdentity?> ValidateAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken) =>
            new(userName == "ci" && password == "secret" ? new UserIdentity("ci", "CI job", []) { RoleId = -1 } : null);
    }

    private sealed class Counting : ICallObserver
    {
        public List<string> Operations { get; } = [];

        public void Finished(in CallFinished call) => Operations.Add(call.Operation);
    }
}
