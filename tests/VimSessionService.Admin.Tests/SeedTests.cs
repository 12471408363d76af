namespace VimSessionService.Admin.Tests;

/// <summary>The same keys, cookies and tickets at each start.</summary>
public sealed class SeedTests
{
    [Fact]
    public async Task Two_services_of_one_seed_make_the_same_keys_cookies_and_tickets()
    {
        var (one, other, unlike) = (await MadeAsync(7), await MadeAsync(7), await MadeAsync(8));

        Assert.Equal(one, other);
        Assert.NotEqual(one.Key, unlike.Key);
        Assert.NotEqual(one.Cookie, unlike.Cookie);
        Assert.NotEqual(one.Ticket, unlike.Ticket);
        Assert.NotEqual(one.Uuid, unlike.Uuid);
        Assert.NotEqual(await MadeAsync(null), await MadeAsync(null));
    }

    private static async Task<(string Key, string Cookie, string Ticket, string Uuid)> MadeAsync(int? seed)
    {
        var cancelled = TestContext.Current.CancellationToken;
        await using var host = await LabHost.StartAsync(options => options.Emulation.Seed = seed);
        await host.Api.FreezeClockAsync(cancelled);
        await host.Api.SetClockAsync(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), cancelled);
        var (_, _, cookie) = await host.LoginAsync();
        var (_, ticket, _) = await host.CallAsync("<AcquireCloneTicket xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this></AcquireCloneTicket>", cookie);
        var (_, about, _) = await host.CallAsync("<Fetch xmlns=\"urn:vim25\"><_this type=\"ServiceInstance\">ServiceInstance</_this><prop>content</prop></Fetch>", cookie);
        var uuid = about[about.IndexOf("<instanceUuid>", StringComparison.Ordinal)..about.IndexOf("</instanceUuid>", StringComparison.Ordinal)];
        return ((await host.Api.ListSessionsAsync(cancellationToken: cancelled)).Sessions[0].Key, cookie!, ticket, uuid);
    }
}
