using VimSessionService.Inventory;
using VimSessionService.Inventory.Recordings;

namespace VimSessionService.Endpoint.Tests.Inventory;

/// <summary>A recording with two folders of one virtual machine each, <c>vm-a</c> in <c>group-a</c> and <c>vm-b</c> in <c>group-b</c>, and for each machine a task, a scheduled task and an alarm. One alarm is of the root folder.</summary>
internal static class TwoFolders
{
    /// <summary>Makes it.</summary>
    public static ServedInventory Open()
    {
        var directory = Directory.CreateTempSubdirectory("folders").FullName;
        var number = 0;
        try
        {
            Add("Folder", "group-d1", Text("name", "Datacenters"));
            Add("Datacenter", "datacenter-2", Text("name", "DC"), Reference("parent", "Folder", "group-d1"), Reference("vmFolder", "Folder", "group-v3"));
            Add("Folder", "group-v3", Text("name", "vm"), Reference("parent", "Datacenter", "datacenter-2"));
            Add("ServiceInstance", "ServiceInstance", Value("content", "ServiceContent", string.Concat(
                Of("rootFolder", "Folder", "group-d1"), Of("taskManager", "TaskManager", "TaskManager"), Of("alarmManager", "AlarmManager", "AlarmManager"), Of("scheduledTaskManager", "ScheduledTaskManager", "ScheduledTaskManager"))));
            Add("TaskManager", "TaskManager", References("recentTask", "Task", "task-b", "task-a"));
            Add("AlarmManager", "AlarmManager");
            Add("ScheduledTaskManager", "ScheduledTaskManager", References("scheduledTask", "ScheduledTask", "schedule-a", "schedule-b"));
            AddAlarm("alarm-root", "Folder", "group-d1");
            foreach (var (name, hour) in new[] { ("a", 1), ("b", 2) })
            {
                Add("Folder", $"group-{name}", Text("name", name), Reference("parent", "Folder", "group-v3"));
                Add("VirtualMachine", $"vm-{name}", Text("name", $"machine {name}"), Reference("parent", "Folder", $"group-{name}"), References("recentTask", "Task", $"task-{name}"),
                    Value("declaredAlarmState", "ArrayOfAlarmState", $"<AlarmState><key>alarm-{name}.vm-{name}</key><entity type=\"VirtualMachine\">vm-{name}</entity><alarm type=\"Alarm\">alarm-{name}</alarm><overallStatus>red</overallStatus><time>2026-01-01T00:00:00Z</time></AlarmState>"));
                Add("Task", $"task-{name}", Value("info", "TaskInfo",
                    $"<key>task-{name}</key><task type=\"Task\">task-{name}</task><descriptionId>VirtualMachine.powerOn</descriptionId><entity type=\"VirtualMachine\">vm-{name}</entity><entityName>machine {name}</entityName><state>success</state><cancelled>false</cancelled>" +
                    $"<cancelable>false</cancelable><reason xsi:type=\"TaskReasonUser\"><userName>root</userName></reason><queueTime>2026-01-01T0{hour}:00:00Z</queueTime><eventChainId>{hour}</eventChainId>"));
                Add("ScheduledTask", $"schedule-{name}", Value("info", "ScheduledTaskInfo",
                    $"<name>nightly {name}</name><description></description><enabled>true</enabled><scheduledTask type=\"ScheduledTask\">schedule-{name}</scheduledTask><entity type=\"VirtualMachine\">vm-{name}</entity><state>queued</state>"));
                AddAlarm($"alarm-{name}", "VirtualMachine", $"vm-{name}");
            }

            return Recording.Open(directory, isLenient: false);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }

        void AddAlarm(string alarm, string type, string value) => Add("Alarm", alarm, Value("info", "AlarmInfo",
            $"<name>name of {alarm}</name><description></description><enabled>true</enabled><key>{alarm}</key><alarm type=\"Alarm\">{alarm}</alarm><entity type=\"{type}\">{value}</entity>"));

        void Add(string type, string value, params string[] properties) => File.WriteAllText(
            Path.Combine(directory, $"{number++:d4}-{type}-{value}.xml"),
            $"<ObjectContent xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><obj type=\"{type}\">{value}</obj>{string.Concat(properties)}</ObjectContent>");
    }

    private static string Of(string member, string type, string value) => $"<{member} type=\"{type}\">{value}</{member}>";

    private static string Text(string property, string value) => $"<propSet><name>{property}</name><val xsi:type=\"xsd:string\">{value}</val></propSet>";

    private static string Reference(string property, string type, string value) => $"<propSet><name>{property}</name><val xsi:type=\"ManagedObjectReference\" type=\"{type}\">{value}</val></propSet>";

    private static string References(string property, string type, params string[] values) =>
        Value(property, "ArrayOfManagedObjectReference", string.Concat(values.Select(value => $"<ManagedObjectReference type=\"{type}\">{value}</ManagedObjectReference>")));

    private static string Value(string property, string type, string content) => $"<propSet><name>{property}</name><val xsi:type=\"{type}\">{content}</val></propSet>";
}
