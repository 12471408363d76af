using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.AdminClient.Limits;

namespace VimSessionService.Admin.Tests;

/// <summary>The clock by the admin API, and what follows it.</summary>
public sealed class ClockTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_expires_when_the_clock_is_advanced_by_the_idle_timeout()
    {
        await using var host = await LabHost.StartAsync();
        var (_, _, cookie) = await host.LoginAsync();

        await host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(29), Cancelled);
        Assert.Equal(1, (await host.Api.ListSessionsAsync(cancellationToken: Cancelled)).Total);
        await host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(1), Cancelled);

        Assert.Equal(0, (await host.Api.ListSessionsAsync(cancellationToken: Cancelled)).Total);
        Assert.Contains("NotAuthenticated", (await host.FetchAsync("sessionList", cookie)).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_session_expires_while_the_clock_is_frozen()
    {
        var real = new FakeTimeProvider();
        await using var host = await LabHost.StartAsync(before: services => services.AddSingleton<TimeProvider>(real));
        await host.LoginAsync();

        var frozen = await host.Api.FreezeClockAsync(Cancelled);
        real.Advance(TimeSpan.FromHours(2));

        Assert.Equal(0, frozen.Rate);
        Assert.Equal(frozen, await host.Api.GetClockAsync(Cancelled));
        Assert.Equal(1, (await host.Api.ListSessionsAsync(cancellationToken: Cancelled)).Total);
        await host.Api.ResumeClockAsync(Cancelled);
        real.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(0, (await host.Api.ListSessionsAsync(cancellationToken: Cancelled)).Total);
    }

    [Fact]
    public async Task A_call_that_waits_for_updates_ends_as_its_time_would_have_ended()
    {
        await using var host = await LabHost.StartAsync();
        var (_, _, cookie) = await host.LoginAsync();
        await host.CallAsync("""<CreateFilter xmlns="urn:vim25"><_this type="PropertyCollector">propertyCollector</_this><spec><propSet><type>SessionManager</type><pathSet>message</pathSet></propSet><objectSet><obj type="SessionManager">SessionManager</obj></objectSet></spec><partialUpdates>false</partialUpdates></CreateFilter>""", cookie);
        var (_, first, _) = await host.CallAsync("""<WaitForUpdatesEx xmlns="urn:vim25"><_this type="PropertyCollector">propertyCollector</_this><version></version></WaitForUpdatesEx>""", cookie);
        var version = first[(first.IndexOf("<version>", StringComparison.Ordinal) + 9)..first.IndexOf("</version>", StringComparison.Ordinal)];
        await host.Api.FreezeClockAsync(Cancelled);
        await host.Api.ChangeLimitsAsync(new LimitChange { IdleTimeout = TimeSpan.FromDays(30) }, Cancelled); // longer than the clock moves until the call waits

        var waiting = host.CallAsync($"<WaitForUpdatesEx xmlns=\"urn:vim25\"><_this type=\"PropertyCollector\">propertyCollector</_this><version>{version}</version><options><maxWaitSeconds>600</maxWaitSeconds></options></WaitForUpdatesEx>", cookie);
        while (!waiting.IsCompleted)
            await host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(5), Cancelled); // the call may not have begun to wait at the first

        Assert.DoesNotContain("Fault", (await waiting).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_set_run_and_brought_back_to_the_real_time()
    {
        var real = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var host = await LabHost.StartAsync(before: services => services.AddSingleton<TimeProvider>(real));
        var then = new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);

        Assert.Equal(then, (await host.Api.SetClockAsync(then, Cancelled)).Now);
        Assert.Equal(60, (await host.Api.RunClockAsync(60, Cancelled)).Rate);
        real.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(then.AddMinutes(1), (await host.Api.GetClockAsync(Cancelled)).Now);
        var back = await host.Api.ShowRealTimeAsync(Cancelled);

        Assert.Equal((real.GetUtcNow(), 1d, true), (back.Now, back.Rate, back.IsReal));
    }

    [Theory]
    [InlineData("advance", """{"by":"-5m"}""", "#/by")]
    [InlineData("advance", """{"by":5}""", "#/by")]
    [InlineData("advance", """{"by":"five"}""", "#/by")]
    [InlineData("advance", """{"by":"100000d"}""", "#/by")]
    [InlineData("advance", """{"by":"5m","to":1}""", "#/to")]
    [InlineData("advance", "{}", "#")]
    [InlineData("advance", "null", "#")]
    [InlineData("advance", "{", "#")]
    [InlineData("set", """{"time":"yesterday"}""", "#/time")]
    [InlineData("set", """{"time":"9999-12-31T00:00:00Z"}""", "#/time")]
    [InlineData("run", """{"rate":0}""", "#/rate")]
    [InlineData("run", """{"rate":"fast"}""", "#/rate")]
    [InlineData("run", """{"rate":1e9}""", "#/rate")]
    public async Task A_body_that_cannot_be_used_is_refused_with_its_place_and_changes_nothing(string action, string body, string pointer)
    {
        await using var host = await LabHost.StartAsync();
        await host.Api.FreezeClockAsync(Cancelled);
        var before = await host.Api.GetClockAsync(Cancelled);

        var (status, content) = await host.SendAsync(HttpMethod.Post, "clock/" + action, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"\"pointer\":\"{pointer}\"", content, StringComparison.Ordinal);
        Assert.Equal(before, await host.Api.GetClockAsync(Cancelled));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_of_another_media_type_is_refused(string mediaType)
    {
        await using var host = await LabHost.StartAsync();

        var (status, _) = await host.SendAsync(HttpMethod.Post, "clock/advance", """{"by":"5m"}""", mediaType: mediaType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await using var host = await LabHost.StartAsync();

        var (status, _) = await host.SendAsync(HttpMethod.Post, "clock/advance", $$"""{"by":"{{new string('5', 2_000_000)}}m"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    /// <summary>A body of zeros is no JSON: it is refused for that, or for its size when it is larger by a byte.</summary>
    [Theory]
    [InlineData("rules", 8)]
    [InlineData("snapshot", 64)]
    public async Task Rules_and_snapshots_may_be_larger(string path, int mebibytes)
    {
        await using var host = await LabHost.StartAsync();
        using var client = host.NewClient();

        async Task<HttpStatusCode> StatusAsync(int bytes)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("http://localhost/admin/v1/" + path)) { Content = new ByteArrayContent(new byte[bytes]) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", LabHost.Token);
            using var response = await client.SendAsync(request, Cancelled);
            return response.StatusCode;
        }

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(mebibytes * 1024 * 1024));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await StatusAsync((mebibytes * 1024 * 1024) + 1));
    }
}
