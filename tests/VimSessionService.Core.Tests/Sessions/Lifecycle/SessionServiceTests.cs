using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Sessions.Lifecycle;

public sealed class SessionServiceTests : IDisposable
{
    private readonly World _world = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_logout_ends_the_session_with_one_event()
    {
        var call = await _world.LoggedInAsync();
        var session = call.Session!;
        await _world.Store.EnterAsync(call.IssuedToken, Cancel);
        Assert.IsType<SessionEnded>(await _world.Service.LogoutAsync(call));
        await _world.Store.LeaveAsync(session.Key);
        Assert.Equal(0, _world.Store.Count);
        Assert.Equal(["UserLoginSessionEvent", "UserLogoutSessionEvent"], _world.EventNames);
        var posted = (UserLogoutSessionEvent)_world.Events.Latest!;
        Assert.Equal(session.Key, posted.SessionId);
        Assert.Equal(session.LoginTime, posted.LoginTime);
        Assert.Equal(1, posted.CallCount);
        Assert.Equal(
            "User operator@10.0.0.7 logged out (login time: Thursday, 14 December, 2023 06:58:27 AM, number of API invocations: 1, user agent: govc/0.37)",
            posted.FullFormattedMessage);
    }

    [Fact]
    public async Task An_event_tells_what_the_session_was_at_that_time()
    {
        var call = await _world.LoggedInAsync();
        await _world.Service.SetLocaleAsync(call, "de_AT");
        var other = World.NewCall("10.0.0.8", "other/1.0");
        await _world.Service.LoginAsync(other, "operator", World.Password, "fr_FR");
        await _world.Service.LogoutAsync(call);

        var posted = _world.Events.Snapshot();
        Assert.Equal(["UserLoginSessionEvent", "UserLoginSessionEvent", "UserLogoutSessionEvent"], _world.EventNames);
        var (first, second) = ((UserLoginSessionEvent)posted[0], (UserLoginSessionEvent)posted[1]);
        Assert.Equal(("en", "10.0.0.7", "govc/0.37"), (first.Locale, first.IpAddress, first.UserAgent));
        Assert.Equal(("fr_FR", "10.0.0.8", "other/1.0"), (second.Locale, second.IpAddress, second.UserAgent));
        Assert.Equal("10.0.0.7", ((UserLogoutSessionEvent)posted[2]).IpAddress);
        Assert.Equal(posted, _world.Events.Snapshot());
    }

    [Fact]
    public async Task A_change_of_one_sessions_locale_is_not_another_ones()
    {
        var first = await _world.LoggedInAsync();
        var second = await _world.LoggedInAsync();
        await _world.Service.SetLocaleAsync(first, "de_AT");
        Assert.Equal("de_AT", first.Session!.Data.Locale);
        Assert.Equal("en", second.Session!.Data.Locale);
        Assert.Equal("en", (await _world.LoggedInAsync()).Session!.Data.Locale);
    }

    [Fact]
    public async Task Without_a_session_each_method_that_needs_one_answers_NotAuthenticated()
    {
        var call = World.NewCall();
        await NotAuthenticatedAsync("System.View", () => _world.Service.LogoutAsync(call).AsTask());
        await NotAuthenticatedAsync("System.View", () => _world.Service.SetLocaleAsync(call, "de").AsTask());
        await NotAuthenticatedAsync("Sessions.TerminateSession", () => _world.Service.TerminateAsync(call, []).AsTask());
        await NotAuthenticatedAsync("Sessions.GlobalMessage", () => _world.Service.UpdateMessageAsync(call, "x").AsTask());
    }

    [Fact]
    public async Task An_expiry_is_a_logout_event()
    {
        await _world.LoggedInAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(["UserLoginSessionEvent", "UserLogoutSessionEvent"], _world.EventNames);
        Assert.Equal(_world.Time.GetUtcNow().UtcDateTime, _world.Events.Latest!.CreatedTime);
    }

    [Fact]
    public async Task Terminated_sessions_are_gone_and_each_has_its_events()
    {
        var admin = await _world.LoggedInAsync("Administrator");
        var first = await _world.LoggedInAsync();
        var second = await _world.LoggedInAsync();
        await _world.Service.TerminateAsync(admin, [first.Session!.Key, second.Session!.Key]);
        Assert.Equal(admin.Session!.Key, Assert.Single(await _world.Service.ListAsync(Cancel)).Key);
        Assert.Null(await _world.Store.EnterAsync(first.IssuedToken, Cancel));
        var posted = _world.Events.Snapshot()[3..];
        Assert.Equal(2, posted.OfType<UserLogoutSessionEvent>().Count());
        var terminated = posted.OfType<SessionTerminatedEvent>().ToArray();
        Assert.Equal([first.Session.Key, second.Session.Key], terminated.Select(one => one.SessionId));
        Assert.All(terminated, one => Assert.Equal("operator", one.TerminatedUsername));
        Assert.All(terminated, one => Assert.Equal(@"VSPHERE.LOCAL\Administrator", one.UserName));
    }

    [Fact]
    public async Task An_unknown_key_is_NotFound_and_stops_the_termination_there()
    {
        var admin = await _world.LoggedInAsync("Administrator");
        var first = await _world.LoggedInAsync();
        var second = await _world.LoggedInAsync();
        await FaultAsync<NotFound>(() => _world.Service.TerminateAsync(admin, [first.Session!.Key, "52nothing", second.Session!.Key]).AsTask());
        Assert.Null(await _world.Store.FindAsync(first.Session!.Key, Cancel));
        Assert.NotNull(await _world.Store.FindAsync(second.Session!.Key, Cancel));
    }

    [Fact]
    public async Task A_session_cannot_terminate_itself_but_what_came_before_stays_terminated()
    {
        var admin = await _world.LoggedInAsync("Administrator");
        var other = await _world.LoggedInAsync();
        var fault = await FaultAsync<InvalidArgument>(
            () => _world.Service.TerminateAsync(admin, [other.Session!.Key, admin.Session!.Key]).AsTask());
        Assert.Equal("sessionId", fault.InvalidProperty);
        Assert.Equal(1, _world.Store.Count);
    }

    [Fact]
    public async Task A_key_that_occurs_twice_is_NotFound_the_second_time()
    {
        var admin = await _world.LoggedInAsync("Administrator");
        var other = await _world.LoggedInAsync();
        await FaultAsync<NotFound>(() => _world.Service.TerminateAsync(admin, [other.Session!.Key, other.Session.Key]).AsTask());
        Assert.Equal(1, _world.Store.Count);
    }

    [Fact]
    public async Task SetLocale_changes_both_locales_of_the_session()
    {
        var call = await _world.LoggedInAsync();
        await _world.Service.SetLocaleAsync(call, "fr_CA");
        var shown = call.Session!.ToUserSession();
        Assert.Equal("fr_CA", shown.Locale);
        Assert.Equal("fr", shown.MessageLocale);
    }

    [Theory]
    [InlineData("")]
    [InlineData("xx")]
    public async Task SetLocale_to_an_unknown_locale_changes_nothing(string locale)
    {
        var call = await _world.LoggedInAsync();
        await FaultAsync<InvalidLocale>(() => _world.Service.SetLocaleAsync(call, locale).AsTask());
        Assert.Equal("en", call.Session!.Data.Locale);
    }

    [Fact]
    public async Task SetLocale_in_a_session_that_has_just_ended_answers_NotAuthenticated()
    {
        var call = await _world.LoggedInAsync();
        await _world.Store.RemoveAsync(call.Session!.Key, SessionEnd.Terminated, Cancel);
        await FaultAsync<NotAuthenticated>(() => _world.Service.SetLocaleAsync(call, "de").AsTask());
    }

    [Fact]
    public async Task A_session_is_active_for_its_key_and_the_very_user_name_that_its_login_returned()
    {
        var session = (await _world.LoggedInAsync("Administrator")).Session!;
        Assert.True(await _world.Service.IsActiveAsync(session.Key, @"VSPHERE.LOCAL\Administrator", Cancel));
        Assert.False(await _world.Service.IsActiveAsync(session.Key, @"vsphere.local\administrator", Cancel));
        Assert.False(await _world.Service.IsActiveAsync(session.Key, "Administrator", Cancel));
        Assert.False(await _world.Service.IsActiveAsync("52", @"VSPHERE.LOCAL\Administrator", Cancel));
        _world.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.False(await _world.Service.IsActiveAsync(session.Key, @"VSPHERE.LOCAL\Administrator", Cancel));
    }

    [Fact]
    public async Task A_new_message_is_an_event_with_the_one_before()
    {
        var call = await _world.LoggedInAsync();
        await _world.Service.UpdateMessageAsync(call, "maintenance\nat noon");
        await _world.Service.UpdateMessageAsync(call, "");
        Assert.Equal("", _world.Message.Text);
        var posted = Assert.IsType<GlobalMessageChangedEvent>(_world.Events.Latest);
        Assert.Equal("", posted.Message);
        Assert.Equal("maintenance\nat noon", posted.PrevMessage);
        Assert.Equal("operator", posted.UserName);
    }

    [Fact]
    public async Task However_a_session_ends_its_tickets_end_with_it()
    {
        var loggedOut = await _world.LoggedInAsync();
        var expired = await _world.LoggedInAsync();
        var first = await IssueAsync(loggedOut.Session!.Key);
        var second = await IssueAsync(expired.Session!.Key);
        await _world.Service.LogoutAsync(loggedOut);
        Assert.Null(await _world.Tickets.RedeemAsync(first, "CloneSession", Cancel));
        _world.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Null(await _world.Tickets.RedeemAsync(second, "CloneSession", Cancel));
    }

    private async Task<string> IssueAsync(string key) =>
        await _world.Tickets.IssueAsync(new TicketGrant("CloneSession", key, "operator"), TimeSpan.FromHours(10), Cancel);

    private static async Task NotAuthenticatedAsync(string privilegeId, Func<Task> method)
    {
        var fault = await FaultAsync<NotAuthenticated>(method);
        Assert.Equal(World.RootFolder, fault.Object);
        Assert.Equal(privilegeId, fault.PrivilegeId);
    }

    private static async Task<TFault> FaultAsync<TFault>(Func<Task> method)
        where TFault : MethodFault =>
        Assert.IsType<TFault>((await Assert.ThrowsAsync<VimFaultException>(method)).Fault);
}
