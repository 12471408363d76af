using VimSessionService.Core.Sessions;

namespace VimSessionService.Core.Tests.Sessions;

public sealed class SessionScopesTests
{
    private readonly SessionScopes _scopes = new();

    [Fact]
    public void Attachments_are_made_once_and_belong_to_one_session()
    {
        var list = _scopes.Of("one").GetOrAdd(() => new List<int>());
        Assert.Same(list, _scopes.Of("one").GetOrAdd(() => new List<int>()));
        Assert.NotSame(list, _scopes.Of("other").GetOrAdd(() => new List<int>()));
        Assert.Null(_scopes.Find("third"));
        Assert.Equal(2, _scopes.Count);
    }

    [Fact]
    public async Task They_end_with_the_session_wherever_it_was_ended()
    {
        using var world = new World();
        world.Notifications.Register(_scopes);
        var call = await world.LoggedInAsync();
        var key = call.Session!.Key;
        var attached = _scopes.Of(key).GetOrAdd(() => new CancellationTokenSource());
        var token = attached.Token;
        using var registered = token.Register(() => { });
        await world.Notifications.EndedAsync(call.Session, SessionEnd.Terminated, endedHere: false);
        Assert.Null(_scopes.Find(key));
        Assert.Throws<ObjectDisposedException>(() => attached.Token);
        Assert.DoesNotContain("UserLogoutSessionEvent", world.EventNames); // the replica that ended it posts the event
    }

    [Fact]
    public void What_is_attached_after_the_end_is_disposed_of_at_once()
    {
        var attachments = _scopes.Of("key");
        _scopes.End("key");
        var late = attachments.GetOrAdd(() => new CancellationTokenSource());
        Assert.Throws<ObjectDisposedException>(() => late.Token);
        Assert.Equal(0, _scopes.Count);
    }
}
