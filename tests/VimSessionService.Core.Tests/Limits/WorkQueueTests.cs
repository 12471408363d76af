using System.Net;
using VimSessionService.Core.Limits;

namespace VimSessionService.Core.Tests.Limits;

public sealed class WorkQueueTests
{
    private static readonly IPAddress One = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Two = IPAddress.Parse("192.0.2.2");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Addresses_take_turns_however_many_requests_one_has()
    {
        var queue = new WorkQueue(places: 1);
        await queue.EnterAsync(One, Cancelled);
        List<Task> ofOne = [.. Enumerable.Range(0, 3).Select(_ => queue.EnterAsync(One, Cancelled).AsTask())];
        var ofTwo = queue.EnterAsync(Two, Cancelled).AsTask();
        queue.Leave();
        await ofOne[0];
        Assert.False(ofTwo.IsCompleted);
        queue.Leave();
        await ofTwo;
        Assert.False(ofOne[1].IsCompleted);
        Assert.Equal(2, queue.Waiting);
    }

    [Fact]
    public async Task Whoever_gives_up_takes_no_place()
    {
        var queue = new WorkQueue(places: 1);
        await queue.EnterAsync(One, Cancelled);
        using var gone = new CancellationTokenSource();
        var first = queue.EnterAsync(One, gone.Token).AsTask();
        var second = queue.EnterAsync(Two, Cancelled).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(1, queue.Waiting);
        queue.Leave();
        await second;
    }

    [Fact]
    public async Task Only_so_many_wait_and_of_one_address_fewer()
    {
        var queue = new WorkQueue(places: 1, maxWaiting: 3, maxWaitingOfOne: 2);
        await queue.EnterAsync(One, Cancelled);
        List<Task> waiting = [queue.EnterAsync(One, Cancelled).AsTask(), queue.EnterAsync(One, Cancelled).AsTask()];
        await Assert.ThrowsAsync<ServiceBusyException>(() => queue.EnterAsync(One, Cancelled).AsTask());
        waiting.Add(queue.EnterAsync(Two, Cancelled).AsTask());
        await Assert.ThrowsAsync<ServiceBusyException>(() => queue.EnterAsync(Two, Cancelled).AsTask());
        for (var i = 0; i < waiting.Count + 1; i++)
            queue.Leave();
        await Task.WhenAll(waiting);
        await queue.EnterAsync(Two, Cancelled);
        Assert.Equal(0, queue.Waiting);
    }
}
