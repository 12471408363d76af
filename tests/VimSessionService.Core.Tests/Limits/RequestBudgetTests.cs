using System.Net;
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
