using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tests.Properties;

public sealed class PendingPagesTests
{
    private readonly PendingPages _pages = new();

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

    private static ObjectContent[] Contents(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new ObjectContent { Obj = new ManagedObjectReference("Folder", $"group-{i}") })];
}
