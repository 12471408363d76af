using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Sessions.Lifecycle;

public sealed class SessionServiceLoginTests : IDisposable
{
    private readonly World _world = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_login_gives_a_session_and_a_token_that_opens_it()
    {
        var call = World.NewCall();
        var (session, token) = await _world.Service.LoginAsync(call, "operator", World.Password, null);
        Assert.Equal(session.Key, (await _world.Store.EnterAsync(token!, Cancel))?.Key);
        Assert.NotEqual(session.Key, token!.Reveal());
    }

    [Theory]
    [InlineData("Administrator@vsphere.local")]
    [InlineData("administrator@VSPHERE.LOCAL")]
    [InlineData(@"VSPHERE.LOCAL\Administrator")]
    [InlineData(@"vsphere.local\ADMINISTRATOR")]
    [InlineData("administrator")]
    public async Task The_session_shows_a_sso_user_in_one_form_however_they_logged_in(string userName)
    {
        var opened = await _world.Service.LoginAsync(World.NewCall(), userName, World.Password, null);
        var shown = opened.ToResult().Value;
        Assert.Equal(@"VSPHERE.LOCAL\Administrator", shown.UserName);
        Assert.Equal("Administrator vsphere.local", shown.FullName);
    }

    [Fact]
    public async Task The_user_session_has_everything_that_the_login_knew()
    {
        var call = World.NewCall("::ffff:10.0.0.7", "govc/0.37");
        var shown = (await _world.Service.LoginAsync(call, "OPERATOR", World.Password, "en_US")).ToResult().Value;
        Assert.Equal("operator", shown.UserName);
        Assert.Equal("Olga Operator", shown.FullName);
        Assert.Equal("en_US", shown.Locale);
        Assert.Equal("en", shown.MessageLocale);
        Assert.Equal("10.0.0.7", shown.IpAddress);
        Assert.Equal("govc/0.37", shown.UserAgent);
        Assert.Equal(0, shown.CallCount);
        Assert.False(shown.ExtensionSession);
        Assert.Equal(shown.LoginTime, shown.LastActiveTime);
        Assert.Equal(_world.Time.GetUtcNow().UtcDateTime, shown.LoginTime);
        Assert.StartsWith("52", shown.Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_is_an_event()
    {
        var (session, _) = await _world.Service.LoginAsync(World.NewCall(), "operator", World.Password, "de_AT");
        var posted = Assert.IsType<UserLoginSessionEvent>(Assert.Single(_world.Events.Snapshot()));
        Assert.Equal("operator", posted.UserName);
        Assert.Equal(session.Key, posted.SessionId);
        Assert.Equal("de_AT", posted.Locale);
        Assert.Equal("User operator@10.0.0.7 logged in as govc/0.37", posted.FullFormattedMessage);
    }

    [Theory]
    [InlineData("operator", "guess-4711")]
    [InlineData("operator", "")]
    [InlineData("operator", "vmware1!")]
    [InlineData("nobody", World.Password)]
    [InlineData("", "")]
    [InlineData("", World.Password)]
    [InlineData(@"\", World.Password)]
    public async Task A_wrong_pair_is_InvalidLogin_whichever_part_is_wrong(string userName, string password)
    {
        var call = World.NewCall();
        var thrown = await FaultAsync<InvalidLogin>(() => _world.Service.LoginAsync(call, userName, password, null));
        Assert.Null(call.Session);
        Assert.Equal(0, _world.Store.Count);
        var posted = Assert.IsType<BadUsernameSessionEvent>(Assert.Single(_world.Events.Snapshot()));
        Assert.Equal($"Cannot login {userName}@10.0.0.7", posted.FullFormattedMessage);
        if (password.Length > 0)
            Assert.DoesNotContain(password, thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_huge_user_name_is_not_kept()
    {
        await FaultAsync<InvalidLogin>(() => _world.Service.LoginAsync(World.NewCall(), new string('x', 1_000_000), "p", null));
        Assert.Equal(256, _world.Events.Latest!.UserName.Length);
    }

    [Fact]
    public async Task A_user_without_permission_gets_NoPermission_at_the_root_folder()
    {
        var thrown = await FaultAsync<NoPermission>(() => _world.Service.LoginAsync(World.NewCall(), "stranger", World.Password, null));
        var fault = (NoPermission)thrown.Fault;
        Assert.Equal(World.RootFolder, fault.Object);
        Assert.Equal("System.View", fault.PrivilegeId);
        Assert.IsType<NoAccessUserEvent>(Assert.Single(_world.Events.Snapshot()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("xx")]
    [InlineData("en-US")]
    [InlineData("english")]
    public async Task A_bad_locale_is_InvalidLocale_before_the_credentials_are_looked_at(string locale)
    {
        await FaultAsync<InvalidLocale>(() => _world.Service.LoginAsync(World.NewCall(), "operator", "wrong", locale));
        Assert.Empty(_world.Events.Snapshot());
    }

    [Fact]
    public async Task A_second_login_on_one_connection_is_InvalidLogin_and_leaves_the_session_as_it_was()
    {
        var call = await _world.LoggedInAsync();
        var session = call.Session;
        await FaultAsync<InvalidLogin>(() => _world.Service.LoginAsync(call, "Administrator", World.Password, null));
        Assert.Same(session, call.Session);
        Assert.Equal(1, _world.Store.Count);
        Assert.Equal("operator", Assert.IsType<AlreadyAuthenticatedSessionEvent>(_world.Events.Latest).UserName);
    }

    [Fact]
    public async Task At_the_cap_a_login_is_refused_without_a_fault()
    {
        _world.Settings.MaxSessions = 1;
        await _world.LoggedInAsync();
        var call = World.NewCall();
        await Assert.ThrowsAsync<SessionCapReachedException>(() => _world.Service.LoginAsync(call, "operator", World.Password, null).AsTask());
        Assert.Null(call.Session);
    }

    [Fact]
    public async Task A_client_that_keeps_its_first_cookie_owns_its_next_session_with_it_too()
    {
        var first = await _world.LoggedInAsync();
        var token = first.IssuedToken;
        await _world.Service.LogoutAsync(first);
        Assert.Null(await _world.Store.EnterAsync(token, Cancel));

        var second = World.NewCall(orphan: token);
        var (session, issued) = await _world.Service.LoginAsync(second, "operator", World.Password, null);
        Assert.NotEqual(token.Reveal(), issued!.Reveal());
        Assert.Equal(session.Key, (await _world.Store.EnterAsync(token, Cancel))?.Key);
        Assert.Equal(session.Key, (await _world.Store.EnterAsync(issued, Cancel))?.Key);
    }

    [Fact]
    public async Task An_extension_session_needs_no_access_of_its_own()
    {
        var call = World.NewCall();
        var opened = await _world.Service.OpenAsync(call, new UserIdentity("com.example", "com.example", []), null, extensionSession: true);
        Assert.True(opened.ToResult().Value.ExtensionSession);
    }

    [Fact]
    public async Task A_huge_user_agent_is_cut()
    {
        var call = World.NewCall(userAgent: new string('x', 30_000));
        var (session, _) = await _world.Service.LoginAsync(call, "operator", World.Password, null);
        Assert.Equal(512, session.Data.UserAgent.Length);
    }

    private static async Task<VimFaultException> FaultAsync<TFault>(Func<ValueTask<SessionOpened>> login)
        where TFault : MethodFault
    {
        var thrown = await Assert.ThrowsAsync<VimFaultException>(() => login().AsTask());
        Assert.IsType<TFault>(thrown.Fault);
        return thrown;
    }
}
