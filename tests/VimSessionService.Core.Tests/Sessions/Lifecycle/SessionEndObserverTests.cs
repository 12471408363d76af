using VimSessionService.Core.Messages;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Core.Tables;
using VimSessionService.Core.Tests.Contracts;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Sessions.Lifecycle;

/// <summary>The events of the begin and the end of a session are posted once, and its tickets withdrawn, by the service or by the store.</summary>
public sealed class SessionEndObserverTests
{
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 2)]
    public async Task The_service_posts_what_the_store_does_not(bool storePosts, int posted)
    {
        var world = new World();
        var notifications = new SessionNotifications();
        using var store = new SerializedSessionStore(world.Time, world.Settings, notifications) { PostsEvents = storePosts };
        notifications.Register(new SessionEndObserver(world.Events, world.Tickets, () => store));
        var service = new SessionService(
            store, world.Tokens, world.Credentials, world.Authorizer, new LocaleCatalog("en"), world.Events, world.Message, new LocalTableChanges(), new ManagedObjectReference("Folder", "group-d1"));
        var opened = await service.LoginAsync(World.NewCall(), "operator", World.Password, null);
        await store.RemoveAsync(opened.Session.Key, SessionEnd.LoggedOut, TestContext.Current.CancellationToken);
        Assert.Equal(posted, world.Events.Snapshot().Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_service_revokes_the_tickets_that_the_store_does_not_withdraw(bool storeWithdraws)
    {
        var cancel = TestContext.Current.CancellationToken;
        var world = new World();
        var notifications = new SessionNotifications();
        using var store = new SerializedSessionStore(world.Time, world.Settings, notifications) { WithdrawsTickets = storeWithdraws };
        notifications.Register(new SessionEndObserver(world.Events, world.Tickets, () => store));
        var service = new SessionService(
            store, world.Tokens, world.Credentials, world.Authorizer, new LocaleCatalog("en"), world.Events, world.Message, new LocalTableChanges(), new ManagedObjectReference("Folder", "group-d1"));
        var key = (await service.LoginAsync(World.NewCall(), "operator", World.Password, null)).Session.Key;
        var ticket = await world.Tickets.IssueAsync(new TicketGrant("Clone", key, "operator"), TimeSpan.FromMinutes(1), cancel);
        await store.RemoveAsync(key, SessionEnd.LoggedOut, cancel);
        Assert.Equal(storeWithdraws, await world.Tickets.FindAsync(ticket, cancel) is not null); // this store only says that it withdraws them
    }
}
