using System.ServiceModel;
using VimSessionService.ClientTests.Clients.Wcf;
using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>A typed WCF client, the reference for users of .NET.</summary>
public abstract class WcfFacts(VCenter vCenter) : StartedTests(vCenter)
{
    private const string WrongLogin = "Cannot complete login due to an incorrect user name or password.";

    [Fact]
    public async Task The_content_is_typed_and_needs_no_login()
    {
        await using var client = new VimClient(vCenter.Url);

        var content = await client.Port.RetrieveServiceContentAsync(VimClient.ServiceInstance);

        Assert.Equal("VMware vCenter Server", content.About.Name);
        Assert.Equal("VirtualCenter", content.About.ApiType);
        Assert.Equal("8.0.3.0", content.About.ApiVersion);
        Assert.True(Guid.TryParse(content.About.InstanceUuid, out _));
        Assert.Equal(("Folder", "group-d1"), (content.RootFolder.Type, content.RootFolder.Value));
        Assert.Equal(("SessionManager", "SessionManager"), (content.SessionManager!.Type, content.SessionManager.Value));
    }

    [Fact]
    public async Task Login_answers_the_session_and_its_cookie_carries_it()
    {
        await using var client = new VimClient(vCenter.Url);
        var content = await client.Port.RetrieveServiceContentAsync(VimClient.ServiceInstance);

        var session = await client.Port.LoginAsync(content.SessionManager!, vCenter.UserName, VCenter.Password);

        Assert.StartsWith("52", session.Key, StringComparison.Ordinal);
        Assert.Equal(vCenter.ShownUserName, session.UserName);
        Assert.Equal(DateTimeKind.Utc, session.LoginTime.Kind);
        Assert.Equal(session.LoginTime, session.LastActiveTime);
        Assert.Equal("127.0.0.1", session.IpAddress);
        Assert.Equal(0, session.CallCount);
        Assert.Equal(session.Key, (await client.CurrentSessionAsync(content))?.Key);
        Assert.True(await client.Port.SessionIsActiveAsync(content.SessionManager!, session.Key, session.UserName));
        Assert.False(await client.Port.SessionIsActiveAsync(content.SessionManager!, "52", session.UserName));
    }

    [Fact]
    public async Task Properties_arrive_as_their_own_types()
    {
        await using var client = new VimClient(vCenter.Url);
        var (content, session) = await LoginAsync(client);

        var result = await client.ReadAsync(content, PropertyFilterSpec.Of(content.SessionManager!));

        Assert.Null(result.Token);
        var values = Assert.Single(result.Objects).PropSet.ToDictionary(p => p.Name, p => p.Val, StringComparer.Ordinal);
        Assert.Equal(session.Key, Assert.IsType<UserSession>(values["currentSession"]).Key);
        Assert.Contains(Assert.IsType<UserSession[]>(values["sessionList"]), listed => listed.Key == session.Key);
        Assert.Contains("zh_CN", Assert.IsType<string[]>(values["messageLocaleList"]));
        Assert.Equal("en", values["defaultLocale"]);
    }

    [Fact]
    public async Task A_page_is_followed_by_a_token()
    {
        await using var client = new VimClient(vCenter.Url);
        var (content, _) = await LoginAsync(client);

        var result = await client.Port.RetrievePropertiesExAsync(new RetrievePropertiesExRequest
        {
            Self = content.PropertyCollector,
            SpecSet = [PropertyFilterSpec.Of(content.SessionManager!, "defaultLocale"), PropertyFilterSpec.Of(content.RootFolder, "name")],
            Options = new RetrieveOptions { MaxObjects = 1 },
        });

        Assert.Single(result.Result!.Objects);
        Assert.NotNull(result.Result.Token);
    }

    [Fact]
    public async Task Logout_ends_the_session_and_what_needs_one_is_missing()
    {
        await using var client = new VimClient(vCenter.Url);
        var (content, _) = await LoginAsync(client);

        await client.Port.LogoutAsync(content.SessionManager!);

        Assert.Null(await client.CurrentSessionAsync(content));
        var result = await client.ReadAsync(content, PropertyFilterSpec.Of(content.SessionManager!, "message"));
        var missing = Assert.Single(Assert.Single(result.Objects).MissingSet);
        Assert.Equal("System.View", Assert.IsType<NotAuthenticated>(missing.Fault.Fault).PrivilegeId);
    }

    [Fact]
    public async Task A_wrong_password_is_a_typed_InvalidLogin()
    {
        await using var client = new VimClient(vCenter.Url);
        var content = await client.Port.RetrieveServiceContentAsync(VimClient.ServiceInstance);

        var fault = await Assert.ThrowsAsync<FaultException<InvalidLogin>>(
            () => client.Port.LoginAsync(content.SessionManager!, vCenter.UserName, "wrong"));

        Assert.Equal(WrongLogin, fault.Message);
        Assert.Equal("ServerFaultCode", fault.Code.Name);
    }

    [Fact]
    public async Task An_unknown_locale_is_a_typed_InvalidLocale()
    {
        await using var client = new VimClient(vCenter.Url);
        var content = await client.Port.RetrieveServiceContentAsync(VimClient.ServiceInstance);

        await Assert.ThrowsAsync<FaultException<InvalidLocale>>(
            () => client.Port.LoginAsync(content.SessionManager!, vCenter.UserName, VCenter.Password, "xx_YY"));
    }

    [Fact]
    public async Task A_call_without_a_session_is_a_typed_NotAuthenticated()
    {
        await using var client = new VimClient(vCenter.Url);

        var fault = await Assert.ThrowsAsync<FaultException<NotAuthenticated>>(() => client.Port.CurrentTimeAsync(VimClient.ServiceInstance));

        Assert.Equal("The session is not authenticated.", fault.Message);
        Assert.Equal(("group-d1", "System.View"), (fault.Detail.Object?.Value, fault.Detail.PrivilegeId));
    }

    [Fact]
    public async Task Ending_sessions_has_typed_faults()
    {
        await using var client = new VimClient(vCenter.Url);
        await using var other = new VimClient(vCenter.Url);
        var (content, session) = await LoginAsync(client);
        var (_, theirs) = await LoginAsync(other);

        await Assert.ThrowsAsync<FaultException<NotFound>>(() => TerminateAsync(client, content, "unknown"));
        var own = await Assert.ThrowsAsync<FaultException<InvalidArgument>>(
            () => TerminateAsync(client, content, session.Key));
        await TerminateAsync(client, content, theirs.Key);

        Assert.Equal("sessionId", own.Detail.InvalidProperty);
        await Assert.ThrowsAsync<FaultException<NotAuthenticated>>(() => other.Port.CurrentTimeAsync(VimClient.ServiceInstance));
    }

    [Fact]
    public async Task A_lesser_user_meets_a_typed_NoPermission()
    {
        await using var client = new VimClient(vCenter.Url);
        var content = await client.Port.RetrieveServiceContentAsync(VimClient.ServiceInstance);
        await client.Port.LoginAsync(content.SessionManager!, VCenter.Reader, VCenter.Password);

        var fault = await Assert.ThrowsAsync<FaultException<NoPermission>>(
            () => TerminateAsync(client, content, "unknown"));

        Assert.Equal(("group-d1", "Sessions.TerminateSession"), (fault.Detail.Object?.Value, fault.Detail.PrivilegeId));
    }

    [Fact]
    public async Task An_unknown_path_is_a_typed_InvalidProperty()
    {
        await using var client = new VimClient(vCenter.Url);
        var (content, _) = await LoginAsync(client);

        var fault = await Assert.ThrowsAsync<FaultException<InvalidProperty>>(
            () => client.ReadAsync(content, PropertyFilterSpec.Of(content.SessionManager!, "nonesuch")));

        Assert.Equal("nonesuch", fault.Detail.Name);
    }

    private async Task<(ServiceContent Content, UserSession Session)> LoginAsync(VimClient client)
    {
        var content = await client.Port.RetrieveServiceContentAsync(VimClient.ServiceInstance);
        return (content, await client.Port.LoginAsync(content.SessionManager!, vCenter.UserName, VCenter.Password));
    }

    private static Task<TerminateSessionResponse> TerminateAsync(VimClient client, ServiceContent content, string sessionId) =>
        client.Port.TerminateSessionAsync(new TerminateSessionRequest { Self = content.SessionManager, SessionId = [sessionId] });
}

/// <summary>A WCF client at one process.</summary>
public sealed class WcfTests(VCenter vCenter, PlainHttpVCenter plain) : WcfFacts(vCenter), IClassFixture<VCenter>, IClassFixture<PlainHttpVCenter>
{
    [Fact]
    public async Task Plain_http_is_served()
    {
        await using var client = new VimClient(plain.Service.Url);
        var content = await client.Port.RetrieveServiceContentAsync(VimClient.ServiceInstance);

        var session = await client.Port.LoginAsync(content.SessionManager!, plain.UserName, VCenter.Password);

        Assert.Equal(session.Key, (await client.CurrentSessionAsync(content))?.Key);
    }
}

/// <summary>A WCF client at replicas behind a balancer.</summary>
[Collection(ReplicatedVCenters.Name)]
public sealed class ReplicatedWcfTests(ReplicatedVCenters vCenters) : WcfFacts(vCenters.Usual);
