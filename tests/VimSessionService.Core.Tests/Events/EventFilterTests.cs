using VimSessionService.Core.Events;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Events;

/// <summary>EventFilterSpec, field by field.</summary>
public class EventFilterTests
{
    private readonly EventWorld _world = new();

    public EventFilterTests()
    {
        _world.Start(); // 1, of the system
        _world.Fail(); // 2, joe, error
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        _world.User("group-d1", chain: 2); // 3, olga, user
        _world.User("datacenter-2"); // 4
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        _world.Extended("com.acme.Boom", "warning", "datacenter-2", "red"); // 5
        _world.Extended("com.acme.Fine"); // 6, info
    }

    public static TheoryData<EventFilterSpec, int[]> Filters => new()
    {
        { new EventFilterSpec(), [1, 2, 3, 4, 5, 6] },
        { new EventFilterSpec { EventChainId = 2 }, [2, 3] },
        { new EventFilterSpec { EventChainId = 77 }, [] },
        { new EventFilterSpec { Category = ["error"] }, [2] },
        { new EventFilterSpec { Category = ["user", "warning"] }, [3, 4, 5] },
        { new EventFilterSpec { Category = ["info"] }, [1, 6] },
        { new EventFilterSpec { Type = ["BadUsernameSessionEvent"] }, [2] },
        { new EventFilterSpec { Type = ["SessionEvent"] }, [1, 2] },
        { new EventFilterSpec { Type = ["Event"] }, [1, 2, 3, 4, 5, 6] },
        { new EventFilterSpec { Type = ["vim25:EventEx", "vim.event.GeneralUserEvent"] }, [3, 4, 5, 6] },
        { new EventFilterSpec { Type = ["VmPoweredOnEvent"] }, [] },
        { new EventFilterSpec { EventTypeId = ["vim.event.BadUsernameSessionEvent"] }, [2] },
        { new EventFilterSpec { EventTypeId = ["BadUsernameSessionEvent", "com.acme.Boom"] }, [2, 5] },
        { new EventFilterSpec { EventTypeId = ["com.acme.Boo"] }, [] },
        { new EventFilterSpec { EventTypeId = ["vim.event.EventEx"] }, [5, 6] },
        { new EventFilterSpec { Tag = ["red"] }, [5] },
        { new EventFilterSpec { Tag = [""] }, [1, 2, 3, 4, 6] },
        { new EventFilterSpec { UserName = new() { SystemUser = true } }, [1, 2, 3, 4, 5, 6] },
        { new EventFilterSpec { UserName = new() { SystemUser = false } }, [2, 3, 4, 5, 6] },
        { new EventFilterSpec { UserName = new() { SystemUser = false, UserList = ["JOE", "nobody"] } }, [2] },
        { new EventFilterSpec { UserName = new() { SystemUser = true, UserList = ["joe"] } }, [1, 2] },
        { new EventFilterSpec { UserName = new() { SystemUser = false, UserList = ["administrator@vsphere.local"] } }, [5, 6] },
        { new EventFilterSpec { Alarm = new("Alarm", "alarm-1") }, [] },
        { new EventFilterSpec { ScheduledTask = new("ScheduledTask", "schedule-1") }, [] },
        { new EventFilterSpec { Category = ["user"], EventChainId = 2 }, [3] },
        { new EventFilterSpec { Time = new() { BeginTime = At(1) } }, [3, 4, 5, 6] },
        { new EventFilterSpec { Time = new() { EndTime = At(1) } }, [1, 2, 3, 4] },
        { new EventFilterSpec { Time = new() { BeginTime = At(1), EndTime = At(1) } }, [3, 4] },
        { new EventFilterSpec { Time = new() }, [1, 2, 3, 4, 5, 6] },
        { new EventFilterSpec { Time = new() { BeginTime = At(2), EndTime = At(0) } }, [] },
    };

    public static TheoryData<EventFilterSpec, string> Invalid => new()
    {
        { new EventFilterSpec { EventChainId = 0 }, "filter.eventChainId" },
        { new EventFilterSpec { EventChainId = -5 }, "filter.eventChainId" },
        { new EventFilterSpec { MaxCount = 0 }, "filter.maxCount" },
        { new EventFilterSpec { MaxCount = 1001 }, "filter.maxCount" },
        { new EventFilterSpec { Category = ["info", "fatal"] }, "filter.category" },
        { new EventFilterSpec { Type = ["UserSession"] }, "filter.type" },
        { new EventFilterSpec { Type = [""] }, "filter.type" },
        { new EventFilterSpec { EventTypeId = [""] }, "filter.eventTypeId" },
        { new EventFilterSpec { Type = ["Event"], EventTypeId = ["Event"] }, "filter.eventTypeId" },
    };

    public static TheoryData<string[], bool, int[]> Scopes => new()
    {
        { ["datacenter-2"], false, [4, 5] },
        { ["group-d1"], true, [1, 2, 3, 6] },
        { ["group-d1", "datacenter-2"], true, [1, 2, 3, 4, 5, 6] },
        { ["host-9"], false, [] },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public void What_is_set_restricts(EventFilterSpec spec, int[] keys)
    {
        var filter = new EventFilter(spec);
        Assert.Equal(keys, EventWorld.Keys(_world.Log.Snapshot().Where(posted => filter.Matches(posted, scope: null))));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void What_is_invalid_is_refused_by_name(EventFilterSpec spec, string property)
    {
        var refused = Assert.Throws<VimFaultException>(() => new EventFilter(spec));
        Assert.Equal(property, Assert.IsType<InvalidArgument>(refused.Fault).InvalidProperty);
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public void An_event_about_no_object_is_about_the_root_folder(string[] entities, bool hasRoot, int[] keys)
    {
        var filter = new EventFilter(new EventFilterSpec());
        var scope = new EntityScope(entities.ToHashSet(StringComparer.Ordinal), hasRoot);
        Assert.Equal(keys, EventWorld.Keys(_world.Log.Snapshot().Where(posted => filter.Matches(posted, scope))));
    }

    [Fact]
    public void A_reader_may_do_without_texts()
    {
        var posted = _world.Log.Latest! with { FullFormattedMessage = null };
        Assert.Null(new EventFilter(new EventFilterSpec { DisableFullMessage = true }).Present(posted, Text).FullFormattedMessage);
        Assert.Equal("text", new EventFilter(new EventFilterSpec { DisableFullMessage = false }).Present(posted, Text).FullFormattedMessage);
        Assert.Equal("text", new EventFilter(new EventFilterSpec()).Present(posted, Text).FullFormattedMessage);

        static Event Text(Event posted) => posted with { FullFormattedMessage = "text" };
    }

    private static DateTime At(int minute) => new(2024, 1, 1, 0, minute, 0, DateTimeKind.Utc);
}
