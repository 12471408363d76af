using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;

namespace VimSessionService.Endpoint.Tests.Updates;

/// <summary>How waiting for updates begins and ends (vim25, WaitForUpdatesEx).</summary>
public sealed class WaitTests : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TestService _service;

    public WaitTests() => _service = new TestService(stopping: _stopping.Token);

    public void Dispose()
    {
        _service.Dispose();
        _stopping.Dispose();
    }

    [Fact]
    public async Task A_wait_lasts_until_another_session_changes_the_message()
    {
        var collector = await WatchingAsync("message");
        var waiting = collector.WaitAsync("1");
        Assert.False(waiting.IsCompleted);

        var other = await _service.LoginAsync();
        Assert.False(waiting.IsCompleted);
        await _service.CallAsync("<UpdateServiceMessage _NS><_this>SessionManager</_this><message>now</message></UpdateServiceMessage>", other);
        Assert.Contains("<name>message</name><op>assign</op><val xsi:type=\"xsd:string\">now</val>", (await waiting).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_for_sessions_sees_a_login_and_a_logout()
    {
        var collector = await WatchingAsync("sessionList");
        var waiting = collector.WaitAsync("1");
        var other = await _service.LoginAsync("reader", "s3cret-R");
        Assert.Contains("<userName>reader</userName>", (await waiting).Answer, StringComparison.Ordinal);

        waiting = collector.WaitAsync("2");
        Assert.False(waiting.IsCompleted);
        await _service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", other);
        Assert.DoesNotContain("reader", (await waiting).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_older_method_waits_too_and_without_bound()
    {
        var collector = await WatchingAsync("message");
        var waiting = collector.WaitOldAsync("1");
        _service.Time.Advance(TimeSpan.FromHours(5));
        Assert.False(waiting.IsCompleted);
        _service.Get<ServiceMessage>().Text = "now";
        var answer = (await waiting).Answer;
        Assert.Contains("<WaitForUpdatesResponse xmlns=\"urn:vim25\"><returnval><version>2</version>", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("truncated", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_changes_while_nobody_runs_are_one_update()
    {
        var collector = await WatchingAsync("message", "sessionList");
        _service.Get<ServiceMessage>().Text = "a";
        await _service.LoginAsync("reader", "s3cret-R");
        _service.Get<ServiceMessage>().Text = "b";
        var answer = (await collector.WaitAsync("1")).Answer;
        Assert.Contains("<version>2</version>", answer, StringComparison.Ordinal);
        Assert.Contains("<val xsi:type=\"xsd:string\">b</val>", answer, StringComparison.Ordinal);
        Assert.Contains("<name>sessionList</name>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_of_no_seconds_looks_once()
    {
        var collector = await WatchingAsync("message");
        var answer = await collector.WaitAsync("1", MaxWait(0));
        Assert.Contains("<WaitForUpdatesExResponse xmlns=\"urn:vim25\"></WaitForUpdatesExResponse>", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(int.MaxValue, 1800)]
    [InlineData(null, 1800)]
    public async Task A_wait_ends_with_nothing_after_the_seconds_asked_for_or_the_services_own(int? asked, int seconds)
    {
        var collector = await WatchingAsync("message");
        var waiting = collector.WaitAsync("1", asked is { } bound ? MaxWait(bound) : "");
        _service.Time.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.False(waiting.IsCompleted);
        _service.Time.Advance(TimeSpan.FromSeconds(1));
        var answer = await waiting;
        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("returnval", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<options><maxWaitSeconds>-1</maxWaitSeconds></options>", "options.maxWaitSeconds")]
    [InlineData("<options><maxObjectUpdates>0</maxObjectUpdates></options>", "options.maxObjectUpdates")]
    public async Task Options_that_make_no_sense_are_refused(string options, string named) =>
        Assert.Contains($"<invalidProperty>{named}</invalidProperty>", (await (await WatchingAsync("message")).WaitAsync("1", options)).Answer, StringComparison.Ordinal);

    [Fact]
    public async Task A_waiting_session_does_not_expire()
    {
        var collector = await WatchingAsync("message");
        var waiting = collector.WaitOldAsync("1");
        _service.Time.Advance(TimeSpan.FromHours(2));
        _service.Get<ServiceMessage>().Text = "still here";
        Assert.Equal(200, (await waiting).Status);

        _service.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Contains("NotAuthenticated", await collector.CheckAsync("2"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_end_of_the_session_ends_the_wait(bool inOwnCollector)
    {
        var cookie = await _service.LoginAsync("reader", "s3cret-R");
        var collector = new Collector(_service, cookie);
        if (inOwnCollector)
            collector = await collector.NewAsync();
        await collector.WatchAsync("message");
        await collector.CheckAsync();
        var waiting = collector.WaitAsync("1");
        await _service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", cookie);
        AssertNotAuthenticated(await waiting);
    }

    [Fact]
    public async Task A_session_that_another_replica_ended_ends_the_wait_and_leaves_nothing_here()
    {
        var collector = await WatchingAsync("message");
        var session = (await _service.Store.ListAsync(TestContext.Current.CancellationToken))[0];
        var waiting = collector.WaitAsync("1");
        Assert.False(waiting.IsCompleted);
        Assert.Equal(1, _service.Get<SessionScopes>().Count);
        var posted = _service.Events.Bounds.Newest;
        await _service.Get<SessionNotifications>().EndedAsync(session, SessionEnd.Terminated, endedHere: false);
        AssertNotAuthenticated(await waiting);
        Assert.Equal(0, _service.Get<SessionScopes>().Count);
        Assert.Equal(posted, _service.Events.Bounds.Newest); // the other replica posts the event
    }

    [Fact]
    public async Task Termination_by_another_session_ends_the_wait()
    {
        var collector = await WatchingAsync("sessionList");
        var key = (await _service.Store.ListAsync(TestContext.Current.CancellationToken))[0].Key;
        var other = await _service.LoginAsync();
        await collector.CheckAsync("1");
        var waiting = collector.WaitAsync("2");
        Assert.False(waiting.IsCompleted);
        await _service.CallAsync($"<TerminateSession _NS><_this>SessionManager</_this><sessionId>{key}</sessionId></TerminateSession>", other);
        AssertNotAuthenticated(await waiting);
    }

    [Fact]
    public async Task A_cancelled_wait_is_told_so_and_the_filter_lives_on()
    {
        var collector = await WatchingAsync("message");
        Assert.Equal(200, (await collector.CancelAsync()).Status);
        var waiting = collector.WaitAsync("1");
        var second = collector.WaitAsync("1");
        Assert.Equal(200, (await collector.CancelAsync()).Status);
        Assert.Contains("<RequestCanceledFault xmlns=\"urn:vim25\" xsi:type=\"RequestCanceled\">", (await waiting).Answer, StringComparison.Ordinal);
        Assert.Contains("RequestCanceled", (await second).Answer, StringComparison.Ordinal);
        _service.Get<ServiceMessage>().Text = "later";
        Assert.Contains("later", await collector.CheckAsync("1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Destroying_the_collector_cancels_its_wait()
    {
        var collector = await (await WatchingAsync("message")).NewAsync();
        var waiting = collector.WaitAsync("");
        Assert.False(waiting.IsCompleted);
        Assert.Equal(200, (await collector.DestroyAsync()).Status);
        var answer = (await waiting).Answer;
        Assert.Contains("RequestCanceled", answer, StringComparison.Ordinal);
        Assert.Contains("<faultstring>The task was canceled by a user.</faultstring>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_made_meanwhile_is_told_to_who_waits()
    {
        var collector = await WatchingAsync("message");
        var waiting = collector.WaitAsync("1");
        var filter = await collector.WatchAsync("defaultLocale");
        var answer = (await waiting).Answer;
        Assert.Contains(filter, answer, StringComparison.Ordinal);
        Assert.Contains("<kind>enter</kind>", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("<name>message</name>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_of_the_service_ends_the_wait_and_lets_none_begin()
    {
        var collector = await WatchingAsync("message");
        var waiting = collector.WaitAsync("1");
        await _stopping.CancelAsync();
        Assert.Contains("RequestCanceled", (await waiting).Answer, StringComparison.Ordinal);
        Assert.Contains("RequestCanceled", (await collector.WaitAsync("1")).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_goes_away_ends_its_wait_and_leaves_the_session()
    {
        var collector = await WatchingAsync("message");
        using var gone = new CancellationTokenSource();
        var waiting = collector.WaitAsync("1", clientGone: gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _service.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Empty(await _service.Store.ListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Impersonation_in_the_session_shows_to_its_wait()
    {
        await _service.LoginAsync("reader", "s3cret-R");
        var admin = await _service.LoginAsync();
        var collector = new Collector(_service, admin);
        await collector.WatchAsync("currentSession.userName", "sessionList");
        await collector.CheckAsync();
        var waiting = collector.WaitAsync("1");
        await _service.CallAsync("<ImpersonateUser _NS><_this>SessionManager</_this><userName>reader</userName></ImpersonateUser>", admin);
        var answer = (await waiting).Answer;
        Assert.Contains("<name>currentSession.userName</name><op>assign</op>", answer, StringComparison.Ordinal);
        Assert.Contains("<missingSet><path>sessionList</path><fault><fault xsi:type=\"NoPermission\">", answer, StringComparison.Ordinal);
    }

    private static string MaxWait(int seconds) => $"<options><maxWaitSeconds>{seconds}</maxWaitSeconds></options>";

    private static void AssertNotAuthenticated(TestExchange answer)
    {
        Assert.Equal(500, answer.Status);
        Assert.Contains("xsi:type=\"NotAuthenticated\"><object type=\"Folder\">group-d1</object><privilegeId>System.View</privilegeId>", answer.Answer, StringComparison.Ordinal);
    }

    private async Task<Collector> WatchingAsync(params string[] paths)
    {
        var collector = new Collector(_service, await _service.LoginAsync());
        await collector.WatchAsync(paths);
        await collector.CheckAsync();
        return collector;
    }
}
