using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Endpoint.Tests.Updates;
using VimSessionService.Inventory;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Inventory;

/// <summary>Tasks, scheduled tasks and alarms of a recording are for those who may see or read what they are about: here a user with ReadOnly on <c>group-a</c> alone.</summary>
public sealed partial class RecordedPartsTests : IDisposable
{
    private const string AllTasks = "<CreateCollectorForTasks _NS><_this>TaskManager</_this><filter/></CreateCollectorForTasks>";

    private static readonly ServedInventory Recorded = TwoFolders.Open();

    private readonly TestService _service = new(
        new EndpointOptions { Catalog = Recorded.Catalog }, plugs: static services => services.AddSingleton(new InventoryChoice(Recorded)));

    public RecordedPartsTests() => Permit("nobody", new ManagedObjectReference("Folder", "group-a"), propagates: true);

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("alarm")]
    [InlineData("schedule")]
    [InlineData("task")]
    public async Task Who_may_read_one_folder_reads_what_is_about_its_machines_and_nothing_else(string kind)
    {
        Assert.Contains(">vm-a</entity>", await ReadAsync("nobody", "info", $"{kind}-a"), StringComparison.Ordinal);
        Assert.Contains("xsi:type=\"NoPermission\"><object type=\"VirtualMachine\">vm-b</object>", await ReadAsync("nobody", "info", $"{kind}-b"), StringComparison.Ordinal);
        Assert.Contains(">vm-b</entity>", await ReadAsync("reader", "info", $"{kind}-b"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_reads_the_root_folder_alone_reads_no_task_of_a_machine()
    {
        Permit("nobody", TestService.RootFolder, propagates: false);
        Permit("nobody", new ManagedObjectReference("Folder", "group-a"), propagates: false);
        Assert.Contains("NoPermission", await ReadAsync("nobody", "info", "task-a"), StringComparison.Ordinal);
        Assert.Contains("NoPermission", await ReadAsync("nobody", "info", "alarm-a"), StringComparison.Ordinal);
        Assert.Contains(">alarm-root</alarm>", await ReadAsync("nobody", "info", "alarm-root"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TaskManager", "recentTask", "task-a")]
    [InlineData("ScheduledTaskManager", "scheduledTask", "schedule-a")]
    public async Task A_list_leaves_out_what_is_about_hidden_machines(string manager, string property, string seen)
    {
        Assert.Equal([seen], Parts(await ReadAsync("nobody", property, manager)));
        Assert.Equal([seen, seen.Replace("-a", "-b", StringComparison.Ordinal)], Parts(await ReadAsync("reader", property, manager)));
    }

    [Fact]
    public async Task A_collector_finds_the_recorded_tasks_of_what_its_caller_sees()
    {
        Assert.Equal(["task-a"], await CollectedAsync("nobody", AllTasks));
        Assert.Equal(["task-a", "task-b"], await CollectedAsync("reader", AllTasks));
        Assert.Equal(["task-b"], await CollectedAsync("reader", AllTasks.Replace("<filter/>", "<filter><eventChainId>2</eventChainId></filter>", StringComparison.Ordinal)));
        Assert.Equal(["task-a"], await CollectedAsync("reader", AllTasks.Replace("<filter/>", "<filter><entity><entity type=\"Folder\">group-a</entity><recursion>all</recursion></entity></filter>", StringComparison.Ordinal)));
        Assert.Empty(await CollectedAsync("reader", AllTasks.Replace("<filter/>", "<filter><state>running</state></filter>", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("nobody", "", "alarm-a alarm-root")]
    [InlineData("reader", "", "alarm-a alarm-b alarm-root")]
    [InlineData("reader", "<entity type=\"VirtualMachine\">vm-b</entity>", "alarm-b")]
    [InlineData("reader", "<entity type=\"Folder\">group-d1</entity>", "alarm-root")]
    [InlineData("reader", "<entity type=\"Folder\">group-a</entity>", "")]
    public async Task Alarms_are_asked_for_by_what_they_are_about(string user, string entity, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Parts(await CallAsync(user, $"<GetAlarm _NS><_this>AlarmManager</_this>{entity}</GetAlarm>")));

    [Fact]
    public async Task The_states_of_alarms_are_those_of_an_object_that_its_caller_sees()
    {
        Assert.Contains("<key>alarm-a.vm-a</key>", await CallAsync("nobody", State("vm-a")), StringComparison.Ordinal);
        Assert.Contains("NoPermission", await CallAsync("nobody", State("vm-b")), StringComparison.Ordinal);
        Assert.Contains("NoPermission", await CallAsync("nobody", State("vm-b").Replace("GetAlarmState", "GetAlarm", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("ManagedObjectNotFound", await CallAsync("reader", State("vm-c")), StringComparison.Ordinal);
    }

    private static string State(string machine) => $"<GetAlarmState _NS><_this>AlarmManager</_this><entity type=\"VirtualMachine\">{machine}</entity></GetAlarmState>";

    /// <summary>What is named of tasks, scheduled tasks and alarms, in order.</summary>
    private static string[] Parts(string answer)
    {
        Assert.DoesNotContain("Fault>", answer, StringComparison.Ordinal);
        return [.. Part().Matches(answer).Select(static match => match.Groups[1].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private void Permit(string user, ManagedObjectReference entity, bool propagates) =>
        _service.Get<PermissionTable>().Set(new PermissionEntry(AccountName.Parse(user), IsGroup: false, RoleId: -2, Propagate: propagates, Entity: entity.Value == TestService.RootFolder.Value ? null : entity));

    private Task<string> ReadAsync(string user, string property, string value) => CallAsync(user, TestService.Fetch(property, value));

    private async Task<string[]> CollectedAsync(string user, string create)
    {
        var cookie = await LoginAsync(user);
        var collector = Collector.ReferenceOf(await _service.CallAsync(create, cookie));
        var latest = Parts((await _service.CallAsync(TestService.Fetch("latestPage", collector), cookie)).Answer);
        Assert.Equal(latest, Parts((await _service.CallAsync($"<ReadNextTasks _NS><_this>{collector}</_this><maxCount>100</maxCount></ReadNextTasks>", cookie)).Answer));
        Assert.Equal(latest, Parts((await _service.CallAsync($"<ReadPreviousTasks _NS><_this>{collector}</_this><maxCount>100</maxCount></ReadPreviousTasks>", cookie)).Answer));
        return latest;
    }

    private async Task<string> CallAsync(string user, string body) => (await _service.CallAsync(body, await LoginAsync(user))).Answer;

    private Task<string> LoginAsync(string user) => _service.LoginAsync(user, user == "nobody" ? "s3cret-N" : "s3cret-R");

    [GeneratedRegex("type=\"(?:Task|ScheduledTask|Alarm)\"[^>]*>([^<]*)<")]
    private static partial Regex Part();
}
