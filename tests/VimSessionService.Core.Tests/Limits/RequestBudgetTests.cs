using System.Net;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Limits;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Limits;

public sealed class RequestBudgetTests
{
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.1");

    private readonly ServiceLimits _limits = new(new WorkLimits { MaxRequestWork = 100_000, ProcessMemory = 0 });

    [Fact]
    public void Who_spends_more_than_there_is_gets_SystemError()
    {
        using var budget = new RequestBudget(_limits, Address, default);
        budget.Spend(100_000);
        Assert.IsType<SystemError>(Assert.Throws<VimFaultException>(() => budget.Spend(2_000)).Fault);
    }

    [Fact]
    public async Task Work_ends_when_the_client_has_gone()
    {
        using var gone = new CancellationTokenSource();
        using var budget = new RequestBudget(_limits, Address, gone.Token);
        await gone.CancelAsync();
        Assert.Throws<OperationCanceledException>(() =>
        {
            for (var i = 0; i < 1024; i++)
                budget.Spend();
        });
    }

    [Fact]
    public async Task Who_works_longer_than_allowed_gets_SystemError_and_waiting_is_not_work()
    {
        var time = new FakeTimeProvider();
        using var budget = new RequestBudget(new ServiceLimits(new WorkLimits { MaxRequestTime = TimeSpan.FromSeconds(3) }), Address, TestContext.Current.CancellationToken, time);
        Work(1);
        Work(1);
        budget.GiveUpTurn();
        time.Advance(TimeSpan.FromMinutes(1)); // a password is checked, say
        Work(1);
        await budget.PauseAsync();
        Work(0);
        var failure = Assert.Throws<VimFaultException>(() => Work(1));
        Assert.IsType<SystemError>(failure.Fault);
        Assert.Contains("longer than 00:00:03 of work (--max-request-time)", failure.Message, StringComparison.Ordinal);

        budget.Restart();
        Work(1);
        Work(1);

        void Work(int seconds)
        {
            budget.Spend(2_000);
            time.Advance(TimeSpan.FromSeconds(seconds));
            budget.Spend(2_000);
        }
    }

    [Fact]
    public void One_address_or_user_has_the_share_that_is_set()
    {
        const int All = 16 * 1024 * 1024; // of so little memory
        var limits = new ServiceLimits(new WorkLimits { SharePercent = 50, MaxRequestBytes = 1, MaxResponseBytes = 1, MaxSessionBytes = 1, ProcessMemory = 0 });
        Assert.All([limits.Answers, limits.Requests], shared =>
        {
            Assert.True(shared.TryTake(Address, All / 2));
            Assert.False(shared.TryTake(Address, 1));
            Assert.True(shared.TryTake(IPAddress.Loopback, All / 2));
        });
        Assert.True(limits.SessionObjects.TryTake("alice", All));
        Assert.False(limits.SessionObjects.TryTake("alice", 1));
        Assert.True(limits.SessionObjects.TryTake("bob", All));
    }

    [Fact]
    public async Task As_many_requests_of_one_address_wait_as_is_set()
    {
        var limits = new ServiceLimits(new WorkLimits { MaxWaiting = 3 });
        List<RequestBudget> working = [];
        List<Task> waiting = [];
        while (limits.HeavyWork.Waiting < 3)
            waiting.Add(Begin().TakeTurnAsync().AsTask());
        await Assert.ThrowsAsync<ServiceBusyException>(() => Begin().TakeTurnAsync().AsTask());
        foreach (var (budget, turn) in working.Zip(waiting))
        {
            await turn;
            budget.Dispose();
        }

        Assert.Equal(0, limits.HeavyWork.Waiting);

        RequestBudget Begin()
        {
            working.Add(new RequestBudget(limits, Address, TestContext.Current.CancellationToken));
            return working[^1];
        }
    }

    [Fact]
    public async Task Light_work_waits_for_nobody_and_heavy_work_for_its_turn()
    {
        using var light = new RequestBudget(_limits, Address, TestContext.Current.CancellationToken);
        List<RequestBudget> heavy = [];
        for (var i = 0; i < 8; i++)
        {
            var budget = new RequestBudget(_limits, Address, TestContext.Current.CancellationToken);
            budget.Spend(10_000);
            heavy.Add(budget);
        }

        var turns = heavy.Select(budget => budget.PauseAsync().AsTask()).ToList();
        light.Spend(3_000);
        await light.PauseAsync();
        foreach (var (budget, turn) in heavy.Zip(turns))
        {
            await turn;
            budget.Dispose();
        }

        Assert.Equal(0, _limits.HeavyWork.Waiting);
    }

    [Fact]
    public void Nobody_gets_more_than_a_share()
    {
        var shared = new SharedBytes<string>(total: 100, share: 40);
        Assert.True(shared.TryTake("a", 40));
        Assert.False(shared.TryTake("a", 1));
        Assert.True(shared.TryTake("b", 40));
        Assert.False(shared.TryTake("c", 21));
        shared.Return("a", 40);
        Assert.True(shared.TryTake("c", 21));
        Assert.Equal(61, shared.Used);
    }

    [Theory]
    [InlineData("2001:db8::1", "2001:db8::ffff:1", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void An_IPv6_network_is_one_client(string one, string other, bool same) =>
        Assert.Equal(same, ClientNetwork.Of(IPAddress.Parse(one)).Equals(ClientNetwork.Of(IPAddress.Parse(other))));
}
