using VimSessionService.Core.Limits;
using VimSessionService.ManagedObjects.Properties.Collector;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tests.Properties;

public sealed class PendingPagesTests : IDisposable
{
    private readonly SessionBytes _bytes = new(new ServiceLimits(new WorkLimits { MaxSessionBytes = 1_000_000 }), "somebody");
    private readonly PendingPages _pages;

    public PendingPagesTests() => _pages = new PendingPages(_bytes);

    public void Dispose() => _bytes.Dispose();

    [Theory]
    [InlineData(5, 2, new[] { 2, 2, 1 })]
    [InlineData(4, 2, new[] { 2, 2 })]
    [InlineData(1, 2, new[] { 1 })]
    public void A_result_comes_in_pages_and_the_last_has_no_token(int count, int pageSize, int[] sizes)
    {
        var page = _pages.Start(Contents(count), pageSize);
        var seen = new List<int> { page.Objects.Length };
        while (page.Token is { } token)
        {
            page = _pages.Continue(token)!;
            seen.Add(page.Objects.Length);
        }

        Assert.Equal(sizes, seen);
    }

    [Fact]
    public void A_token_is_good_once()
    {
        var token = _pages.Start(Contents(5), 2).Token!;
        Assert.NotNull(_pages.Continue(token));
        Assert.Null(_pages.Continue(token));
        Assert.False(_pages.Cancel(token));
    }

    [Fact]
    public void Who_never_fetches_the_rest_loses_the_oldest()
    {
        var tokens = Enumerable.Range(0, 65).Select(_ => _pages.Start(Contents(5), 2).Token!).ToList();
        Assert.Null(_pages.Continue(tokens[0]));
        Assert.NotNull(_pages.Continue(tokens[1]));
    }

    [Fact]
    public void A_result_with_a_thousand_pages_takes_nothing_from_another()
    {
        var other = _pages.Start(Contents(5), 2).Token!;
        var page = _pages.Start(Contents(1000), 1);
        for (var i = 1; i < 1000; i++)
            page = _pages.Continue(page.Token!)!;
        Assert.Null(page.Token);
        Assert.NotNull(_pages.Continue(other));
    }

    [Fact]
    public void The_oldest_result_gives_way_where_the_memory_ends_and_one_larger_than_it_is_refused()
    {
        var first = _pages.Start(Contents(4_000), 1).Token!;
        var second = _pages.Start(Contents(4_000), 1).Token!;
        Assert.Null(_pages.Continue(first));
        Assert.NotNull(_pages.Continue(second));
        Assert.IsType<SystemError>(Assert.Throws<VimFaultException>(() => _pages.Start(Contents(20_000), 1)).Fault);
    }

    [Fact]
    public void The_memory_of_a_result_is_given_back_with_its_last_page_or_when_it_is_cancelled()
    {
        var page = _pages.Start(Contents(3), 2);
        var cancelled = _pages.Start(Contents(3), 2);
        Assert.True(_bytes.Used > 0);
        _pages.Continue(page.Token!);
        _pages.Cancel(cancelled.Token!);
        Assert.Equal(0, _bytes.Used);
    }

    private static ObjectContent[] Contents(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new ObjectContent { Obj = new ManagedObjectReference("Folder", $"group-{i}") })];
}
