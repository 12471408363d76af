using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core.Events;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests;

/// <summary>A call is answered when what it posted can be read, wherever its client asks next.</summary>
public sealed class EventSettlingTests
{
    [Fact]
    public async Task A_call_that_posts_is_not_answered_before_its_event_has_settled()
    {
        SlowLog? log = null;
        using var service = new TestService(plugs: services => services.AddSingleton<IEventLog>(provider => log = new SlowLog(provider.GetRequiredService<EventLog>())));
        var cookie = await service.LoginAsync();
        log!.Settling = new TaskCompletionSource();
        var call = service.CallAsync("<LogUserEvent _NS><_this>EventManager</_this><entity type=\"Folder\">group-d1</entity><msg>x</msg></LogUserEvent>", cookie);
        await log.Asked.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("x", Assert.IsType<GeneralUserEvent>(service.Events.Latest).Message);
        Assert.False(call.IsCompleted);
        log.Settling.SetResult();
        Assert.Equal(200, (await call).Status);
    }

    private sealed class SlowLog(EventLog inner) : IEventLog
    {
        public SemaphoreSlim Asked { get; } = new(0);

        public TaskCompletionSource? Settling { get; set; }

        public void Post(Func<EventStamp, Event> make) => inner.Post(make);

        public ValueTask SettledAsync(CancellationToken cancellationToken)
        {
            if (Settling is not { } settling)
                return default;
            Asked.Release();
            return new(settling.Task);
        }

        public ValueTask<EventBounds> GetBoundsAsync(CancellationToken cancellationToken) => inner.GetBoundsAsync(cancellationToken);

        public ValueTask<EventsRead> ReadAsync(long position, Memory<Event> into, CancellationToken cancellationToken) => inner.ReadAsync(position, into, cancellationToken);

        public void NotifyOnce(Action posted) => inner.NotifyOnce(posted);

        public void CancelNotify(Action posted) => inner.CancelNotify(posted);
    }
}
