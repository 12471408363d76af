using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core;
using VimSessionService.Core.Events;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests;

/// <summary>A call is answered when what it posted can be read, wherever its client asks next.</summary>
public sealed class EventSettlingTests
{
    private const string LogUserEvent = "<LogUserEvent _NS><_this>EventManager</_this><entity type=\"Folder\">group-d1</entity><msg>x</msg></LogUserEvent>";

    [Fact]
    public async Task A_call_that_posts_is_not_answered_before_its_event_has_settled()
    {
        SlowLog? log = null;
        using var service = new TestService(plugs: services => services.AddSingleton<IEventLog>(provider => log = new SlowLog(provider.GetRequiredService<EventLog>())));
        var cookie = await service.LoginAsync();
        log!.Settling = new TaskCompletionSource();
        var call = service.CallAsync(LogUserEvent, cookie);
        await log.Asked.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("x", Assert.IsType<GeneralUserEvent>(service.Events.Latest).Message);
        Assert.False(call.IsCompleted);
        log.Settling.SetResult();
        Assert.Equal(200, (await call).Status);
    }

    [Theory]
    [InlineData(LogUserEvent)]
    [InlineData("<PostEvent _NS><_this>EventManager</_this><eventToPost xsi:type=\"GeneralEvent\"><key>0</key><chainId>0</chainId><createdTime>2026-01-01T00:00:00Z</createdTime><userName/><message>x</message></eventToPost></PostEvent>")]
    public async Task A_call_for_an_event_that_cannot_be_added_yet_is_answered_with_503_and_the_event_may_come_later(string call)
    {
        SlowLog? log = null;
        using var service = new TestService(plugs: services => services.AddSingleton<IEventLog>(provider => log = new SlowLog(provider.GetRequiredService<EventLog>())));
        var cookie = await service.LoginAsync();
        log!.IsAway = true;
        Assert.Equal(503, (await service.CallAsync(call, cookie)).Status);
        log.IsAway = false;
        Assert.Equal(200, (await service.CallAsync(call, cookie)).Status);
    }

    private sealed class SlowLog(EventLog inner) : IEventLog
    {
        public SemaphoreSlim Asked { get; } = new(0);

        public TaskCompletionSource? Settling { get; set; }

        public bool IsAway { get; set; }

        public void Post(Func<EventStamp, Event> make) => inner.Post(make);

        public ValueTask PostAsync(Func<EventStamp, Event> make, CancellationToken cancellationToken)
        {
            inner.Post(make);
            return IsAway ? throw new ServiceBusyException("the log is away") : default;
        }

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
