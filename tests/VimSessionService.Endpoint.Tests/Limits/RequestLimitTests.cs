using System.IO.Pipelines;
using VimSessionService.Core.Limits;

namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>What requests cost before they are answered: the memory of their bytes and their turn to be read.</summary>
public sealed class RequestLimitTests
{
    private const int Part = 900_000;

    /// <summary>16 MiB for the requests of all, a quarter of it for those of one address.</summary>
    private static readonly WorkLimits Small = new() { ProcessMemory = 128 * 1024 * 1024 };

    [Fact]
    public async Task Who_sends_large_requests_and_does_not_end_them_holds_a_share_and_another_address_is_answered()
    {
        using var service = new TestService(work: Small);
        using var gone = new CancellationTokenSource();
        List<(TestExchange Exchange, Task<TestExchange> Call)> begun = [];
        for (var i = 0; i < 8; i++)
        {
            var exchange = new TestExchange { Sent = new Pipe(new PipeOptions(pauseWriterThreshold: 0)), ClientGone = gone.Token };
            await exchange.Sent.Writer.WriteAsync(new byte[Part], TestContext.Current.CancellationToken);
            begun.Add((exchange, service.SendAsync(exchange)));
        }

        var ended = begun.Where(static request => request.Call.IsCompleted).ToList();
        Assert.Equal(4, ended.Count);
        Assert.All(ended, static request => Assert.Equal(503, request.Exchange.Status));
        Assert.Equal(500, (await service.SendAsync(Sent(new byte[Part], "192.0.2.9"))).Status);

        await gone.CancelAsync();
        foreach (var (_, call) in begun.Except(ended))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(0, service.Get<ServiceLimits>().Requests.Used);
    }

    [Fact]
    public async Task A_large_request_waits_for_its_turn_and_a_small_one_does_not()
    {
        using var service = new TestService();
        var queue = service.Get<ServiceLimits>().HeavyWork;
        var places = new List<Task>();
        while (queue.Waiting == 0)
            places.Add(queue.EnterAsync(System.Net.IPAddress.Loopback, TestContext.Current.CancellationToken).AsTask());

        var large = service.SendAsync(Sent(new byte[Part], "192.0.2.7"));
        Assert.False(large.IsCompleted);
        Assert.Equal(200, (await service.CallAsync("<RetrieveServiceContent _NS><_this>ServiceInstance</_this></RetrieveServiceContent>")).Status);

        // The first place that is given back goes to the last that was asked for here, the second to the request.
        queue.Leave();
        queue.Leave();
        Assert.Equal(500, (await large).Status);
        await Task.WhenAll(places);
    }

    /// <summary>Or one session could stop all large requests: the call that it waits for needs a turn itself.</summary>
    [Fact]
    public async Task A_large_request_that_waits_for_another_call_of_its_session_keeps_no_turn()
    {
        using var service = new TestService();
        var cookie = await service.LoginAsync();
        var objects = string.Concat(Enumerable.Repeat("<objectSet><obj>SessionManager</obj></objectSet>", 12_000));
        Assert.Equal(200, (await service.CallAsync(
            $"<CreateFilter _NS><_this>propertyCollector</_this><spec><propSet><type>SessionManager</type><all>true</all></propSet>{objects}</spec><partialUpdates>false</partialUpdates></CreateFilter>",
            cookie)).Status);
        var queue = service.Get<ServiceLimits>().HeavyWork;
        var places = new List<Task>();
        while (queue.Waiting == 0)
            places.Add(queue.EnterAsync(System.Net.IPAddress.Parse("192.0.2.1"), TestContext.Current.CancellationToken).AsTask());

        var large = service.CallAsync($"<CheckForUpdates _NS>{new string(' ', Part)}<_this>propertyCollector</_this></CheckForUpdates>", cookie);
        var small = service.CallAsync("<CheckForUpdates _NS><_this>propertyCollector</_this></CheckForUpdates>", cookie);
        Assert.Equal(3, queue.Waiting);

        // One place is free for both; the others stay taken.
        queue.Leave();
        queue.Leave();
        await Task.WhenAll(large, small).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal((200, 200), ((await large).Status, (await small).Status));
    }

    [Fact]
    public async Task The_largest_request_that_is_allowed_has_a_place_in_any_memory()
    {
        const int Largest = 40_000_000;
        using var service = new TestService(
            new EndpointOptions { MaxRequestBytes = Largest }, work: new WorkLimits { ProcessMemory = 128 * 1024 * 1024, MaxRequestBytes = Largest });

        Assert.Equal(500, (await service.SendAsync(Sent(new byte[Largest], "192.0.2.7"))).Status);
        Assert.Equal(0, service.Get<ServiceLimits>().Requests.Used);
    }

    [Fact]
    public async Task A_large_request_is_counted_until_its_call_ends()
    {
        using var service = new TestService();
        using var gone = new CancellationTokenSource();
        var cookie = await service.LoginAsync();
        var waiting = TestService.Request($"<WaitForUpdates _NS>{new string(' ', Part)}<_this>propertyCollector</_this></WaitForUpdates>");
        var call = service.SendAsync(new TestExchange { Body = waiting.Body, ClientGone = gone.Token }.With("Cookie", cookie).With("SOAPAction", "urn:vim25/8.0.3.0"));
        Assert.False(call.IsCompleted); // without a filter it waits for one
        Assert.InRange(service.Get<ServiceLimits>().Requests.Used, Part, 4 * Part);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(0, service.Get<ServiceLimits>().Requests.Used);
    }

    private static TestExchange Sent(byte[] body, string from) => new() { Body = body, From = from };
}
