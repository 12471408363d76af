using VimSessionService.Core.Calls;
using VimSessionService.Core.Events;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Events;

/// <summary>What clients may put into the log.</summary>
public sealed class EventPostingTests : IDisposable
{
    private readonly World _world = new();
    private readonly EventPosting _posting;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public EventPostingTests() => _posting = new EventPosting(_world.Events);

    public void Dispose() => _world.Dispose();

    public static TheoryData<Event> NotForClients =>
    [
        new ServerStartedSessionEvent { Key = 1, ChainId = 1, CreatedTime = default, UserName = "" },
        new BadUsernameSessionEvent { Key = 1, ChainId = 1, CreatedTime = default, UserName = "", IpAddress = "" },
        new Event { Key = 1, ChainId = 1, CreatedTime = default, UserName = "" },
        new EventEx { Key = 1, ChainId = 1, CreatedTime = default, UserName = "", EventTypeId = "" },
        new EventEx { Key = 1, ChainId = 1, CreatedTime = default, UserName = "", EventTypeId = "a", Severity = "fatal" },
    ];

    [Fact]
    public async Task The_server_says_who_when_and_which()
    {
        var call = await _world.LoggedInAsync();
        await PostAsync(
            call,
            new EventEx { Key = 99, ChainId = 98, CreatedTime = DateTime.UnixEpoch, UserName = "root", EventTypeId = "com.acme.Boom", Message = "Boom!", FullFormattedMessage = "forged" });
        var posted = Assert.IsType<EventEx>(_world.Events.Latest);
        Assert.Equal((2, 2, "operator"), (posted.Key, posted.ChainId, posted.UserName));
        Assert.Equal(_world.Time.GetUtcNow().UtcDateTime, posted.CreatedTime);
        Assert.Equal(("com.acme.Boom", "Boom!"), (posted.EventTypeId, posted.FullFormattedMessage));
    }

    [Fact]
    public async Task An_event_without_a_message_shows_its_type()
    {
        var call = await _world.LoggedInAsync();
        await PostAsync(call, new EventEx { Key = 0, ChainId = 0, CreatedTime = default, UserName = "", EventTypeId = "com.acme.Boom" });
        Assert.Equal("com.acme.Boom", _world.Events.Latest!.FullFormattedMessage);
    }

    [Fact]
    public async Task An_event_of_a_task_joins_its_chain()
    {
        var call = await _world.LoggedInAsync();
        await PostAsync(call, General("hello"), TaskOf(chain: 42));
        Assert.Equal(42, _world.Events.Latest!.ChainId);
        await PostAsync(call, General("hello"), TaskOf(chain: 0));
        Assert.Equal(_world.Events.Latest!.Key, _world.Events.Latest!.ChainId);
    }

    [Theory]
    [MemberData(nameof(NotForClients))]
    public async Task Nobody_forges_what_the_server_says(Event forged)
    {
        var call = await _world.LoggedInAsync();
        Assert.IsType<InvalidEvent>((await Assert.ThrowsAsync<VimFaultException>(() => PostAsync(call, forged))).Fault);
        Assert.Equal(["UserLoginSessionEvent"], _world.EventNames);
    }

    [Fact]
    public async Task What_is_too_large_to_keep_is_refused()
    {
        var call = await _world.LoggedInAsync();
        await RefusedAsync("eventToPost", () => PostAsync(call, General(new string('x', 9000))));
        var arguments = Enumerable.Repeat(new KeyAnyValue { Key = "k", Value = new string('x', 100) }, 100).ToArray();
        await RefusedAsync("eventToPost", () => PostAsync(call, new EventEx { Key = 0, ChainId = 0, CreatedTime = default, UserName = "", EventTypeId = "a", Arguments = arguments }));
        await RefusedAsync("msg", async () => await _posting.LogAsync(call.Session!, new() { Name = "x", Entity = World.RootFolder }, null, new string('x', 9000), Cancel));

        static async Task RefusedAsync(string property, Func<Task> call) =>
            Assert.Equal(property, Assert.IsType<InvalidArgument>((await Assert.ThrowsAsync<VimFaultException>(call)).Fault).InvalidProperty);
    }

    [Fact]
    public async Task A_long_message_of_the_server_is_shortened_in_its_event()
    {
        var call = await _world.LoggedInAsync("Administrator@vsphere.local");
        var message = new string('x', 100_000);
        await _world.Service.UpdateMessageAsync(call, message);
        await _world.Service.UpdateMessageAsync(call, "");
        Assert.Equal(4096, Assert.IsType<GlobalMessageChangedEvent>(_world.Events.Latest).PrevMessage!.Length);
        Assert.Equal(4096, _world.Events.Snapshot().OfType<GlobalMessageChangedEvent>().First().Message.Length);
    }

    private async Task PostAsync(CallContext call, Event posted, TaskInfo? task = null) => await _posting.PostAsync(call.Session!, posted, task, Cancel);

    private static GeneralEvent General(string message) => new() { Key = 0, ChainId = 0, CreatedTime = default, UserName = "", Message = message };

    private static TaskInfo TaskOf(int chain) => new()
    {
        Key = "task-1",
        Task = new("Task", "task-1"),
        DescriptionId = "com.acme.task",
        State = TaskInfoState.Running,
        Cancelled = false,
        Cancelable = false,
        Reason = new TaskReason(),
        QueueTime = default,
        EventChainId = chain,
    };
}
