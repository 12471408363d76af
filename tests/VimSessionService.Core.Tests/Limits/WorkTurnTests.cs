using System.Net;
using VimSessionService.Core.Limits;

namespace VimSessionService.Core.Tests.Limits;

public sealed class WorkTurnTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_is_given_up_while_its_request_waits_and_taken_again_afterwards()
    {
        var queue = new WorkQueue(places: 1);
        using var turn = new WorkTurn(queue, IPAddress.Loopback);
        await turn.TakeAsync(Cancelled);
        var password = new TaskCompletionSource<string>();

        var waiting = turn.OutsideAsync(() => new ValueTask<string>(password.Task), Cancelled).AsTask();
        await queue.EnterAsync(IPAddress.IPv6Loopback, Cancelled);
        password.SetResult("checked");
        Assert.False(waiting.IsCompleted);
        queue.Leave();
        Assert.Equal("checked", await waiting);

        var next = queue.EnterAsync(IPAddress.IPv6Loopback, Cancelled).AsTask();
        Assert.False(next.IsCompleted);
        turn.Dispose();
        await next;
    }

    [Fact]
    public async Task A_request_without_a_turn_takes_none_by_waiting()
    {
        var queue = new WorkQueue(places: 1);
        using var turn = new WorkTurn(queue, IPAddress.Loopback);

        Assert.Equal(1, await turn.OutsideAsync(() => new ValueTask<int>(1), Cancelled));

        Assert.True(queue.EnterAsync(IPAddress.IPv6Loopback, Cancelled).AsTask().IsCompleted);
    }
}
