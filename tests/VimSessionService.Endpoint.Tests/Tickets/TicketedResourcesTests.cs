using VimSessionService.Endpoint.Tickets;
using VimSessionService.ManagedObjects.Tickets;

namespace VimSessionService.Endpoint.Tests.Tickets;

public class TicketedResourcesTests
{
    private readonly TicketedResources _resources = new(new ResourceLimits(MaxBytes: 100, MaxTotalBytes: 1_300));

    [Fact]
    public void A_resource_is_there_once_it_is_complete_and_replaces_the_one_before()
    {
        using var upload = _resources.TryBegin(Target("/a"))!;
        Assert.True(upload.TryAppend("one"u8));
        Assert.Null(_resources.Find(Target("/a")));
        Assert.True(upload.Complete());
        Assert.Equal("one"u8.ToArray(), _resources.Find(Target("/a")));
        var before = _resources.Reserved;
        Assert.False(Put("/a", "two"));
        Assert.Equal("two"u8.ToArray(), _resources.Find(Target("/a")));
        Assert.Equal(before, _resources.Reserved);
    }

    [Fact]
    public void A_resource_that_is_too_large_is_none()
    {
        using (var upload = _resources.TryBegin(Target("/a"))!)
        {
            Assert.True(upload.TryAppend(new byte[100]));
            Assert.False(upload.TryAppend(new byte[1]));
        }

        Assert.Null(_resources.Find(Target("/a")));
        Assert.Equal(0, _resources.Reserved);
    }

    [Fact]
    public void All_together_have_an_end_even_when_they_are_empty()
    {
        Assert.True(Put("/a", ""));
        Assert.True(Put("/b", ""));
        Assert.Null(_resources.TryBegin(Target("/c")));
        Assert.True(_resources.Remove(Target("/a")));
        Assert.False(_resources.Remove(Target("/a")));
        Assert.True(Put("/c", "c"));
    }

    [Fact]
    public void What_is_on_its_way_counts()
    {
        using var first = _resources.TryBegin(Target("/a"))!;
        using var second = _resources.TryBegin(Target("/b"))!;
        Assert.Null(_resources.TryBegin(Target("/c")));
        first.Dispose();
        Assert.True(Put("/c", "c"));
    }

    [Fact]
    public async Task Many_who_put_and_remove_at_once_leave_nothing_reserved()
    {
        var resources = new TicketedResources(new ResourceLimits());
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
        {
            for (var round = 0; round < 200; round++)
            {
                using (var upload = resources.TryBegin(Target("/same"))!)
                {
                    upload.TryAppend(new byte[i]);
                    upload.Complete();
                }

                resources.Remove(Target("/same"));
            }
        })));
        Assert.Null(resources.Find(Target("/same")));
        Assert.Equal(0, resources.Reserved);
    }

    private static RequestTarget Target(string text) => RequestTarget.TryParse(text, out var target) ? target : throw new ArgumentException(text);

    private bool Put(string name, string text)
    {
        using var upload = _resources.TryBegin(Target(name))!;
        Assert.True(upload.TryAppend(System.Text.Encoding.UTF8.GetBytes(text)));
        return upload.Complete();
    }
}
