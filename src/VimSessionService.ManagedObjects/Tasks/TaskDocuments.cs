using System.Globalization;
using System.Text.Json;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Work;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Schema;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>Tasks as documents that replicas share: <c>t/NUMBER</c>.</summary>
/// <param name="api">The types of values.</param>
internal sealed class TaskDocuments(WholeApi api)
{
    private readonly ValueText _values = new(api);
    private readonly Dictionary<string, Func<string, TaskSteps>> _readers = new(StringComparer.Ordinal);

    /// <summary>Says who reads what tasks of a kind do.</summary>
    public void ReadBy(string kind, Func<string, TaskSteps> read) => _readers[kind] = read;

    /// <summary>The documents of what a change has made of the tasks.</summary>
    public static IEnumerable<WorkEdit> Write(TaskState before, TaskState after)
    {
        foreach (var task in after.All)
        {
            if (!ReferenceEquals(before.Find(task.Number), task))
                yield return new(Key(task.Number), Write(task));
        }

        foreach (var task in before.All)
        {
            if (after.Find(task.Number) is null)
                yield return new(Key(task.Number), "");
        }
    }

    /// <summary>Reads a document; false when it is none of a task.</summary>
    /// <exception cref="FormatException">It is none that this version of the service reads.</exception>
    public bool Read(WorkEdit edit, List<int> gone, List<TaskRun> changed)
    {
        if (edit.Key.Split('/') is not ["t", var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        if (edit.Text.Length == 0)
            gone.Add(number);
        else
            changed.Add(Read(number, edit.Text));
        return true;
    }

    private static string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"t/{number}");

    private static string Write(TaskRun task) => JsonSerializer.Serialize(
        new TaskDocument
        {
            Method = task.Plan.Method,
            TargetType = task.Plan.Target.Type,
            Target = task.Plan.Target.Value,
            Entity = task.Entity is { } entity ? Places(entity) : null,
            User = task.UserName,
            Queued = task.Queued.Ticks,
            Began = task.Began,
            Waits = task.Plan.Queued.Ticks,
            Runs = task.Plan.Duration.Ticks,
            Cancelable = task.Plan.IsCancelable,
            Exclusive = task.Plan.IsExclusive,
            Weight = task.Plan.ResultWeight,
            WorkKind = task.Work?.Kind,
            Work = task.Work?.Text,
            State = task.State,
            Started = task.Started?.Ticks,
            Completed = task.Completed?.Ticks,
            Result = task.Result is { } result ? ValueText.Write(result) : null,
            Fault = task.Error is { } failed ? ValueText.Write(failed.Fault) : null,
            FaultText = task.Error?.Text,
            Cancelled = task.IsCancelled,
            Past = task.IsPast,
        },
        TaskJson.Default.TaskDocument);

    private TaskRun Read(int number, string text)
    {
        TaskDocument document;
        try
        {
            document = JsonSerializer.Deserialize(text, TaskJson.Default.TaskDocument) ?? throw new FormatException("The text is no task.");
        }
        catch (JsonException failure)
        {
            throw new FormatException("A task that replicas share cannot be read.", failure);
        }

        var work = document is { WorkKind: { } kind, Work: { } does } ? new TaskWork(kind, does) : null;
        var steps = new Lazy<TaskSteps>(() => StepsOf(work), LazyThreadSafetyMode.PublicationOnly);
        return new TaskRun
        {
            Number = number,
            Plan = new TaskPlan
            {
                Method = document.Method,
                Target = new ManagedObjectReference(document.TargetType, document.Target),
                ResultWeight = document.Weight,
                Queued = new TimeSpan(document.Waits),
                Duration = new TimeSpan(document.Runs),
                IsCancelable = document.Cancelable,
                IsExclusive = document.Exclusive,
                Check = work is null ? null : () => steps.Value.Check?.Invoke(),
                Finish = work is null ? static () => null : () => steps.Value.Finish(),
            },
            Work = work,
            UserName = document.User,
            Entity = document.Entity is { } places ? EntityOf(places) : null,
            Queued = Time(document.Queued),
            Began = document.Began,
            State = document.State,
            Started = document.Started is { } started ? Time(started) : null,
            Completed = document.Completed is { } completed ? Time(completed) : null,
            Result = document.Result is { } result ? _values.Read(result) : null,
            Error = document.Fault is { } fault ? (_values.ReadFault(fault), document.FaultText ?? "") : null,
            IsCancelled = document.Cancelled,
            IsPast = document.Past,
        };
    }

    private TaskSteps StepsOf(TaskWork? work) => work is not null && _readers.TryGetValue(work.Kind, out var read)
        ? read(work.Text)
        : throw new InvalidOperationException($"This replica cannot do what a task of the kind {work?.Kind} does.");

    private static List<TaskPlace> Places(InventoryEntity entity)
    {
        var places = new List<TaskPlace>();
        for (var at = entity; at is not null; at = at.Parent)
            places.Add(new TaskPlace(at.Reference.Type, at.Reference.Value, at.Name));
        return places;
    }

    private static InventoryEntity? EntityOf(IReadOnlyList<TaskPlace> places)
    {
        InventoryEntity? entity = null;
        foreach (var place in places.Reverse())
            entity = new InventoryEntity(new ManagedObjectReference(place.Type, place.Value), place.Name, entity);
        return entity;
    }

    private static DateTime Time(long ticks) => new(ticks, DateTimeKind.Utc);
}
