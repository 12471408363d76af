using VimSessionService.AdminClient.Rules;
using VimSessionService.Schema;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Lab.Answers;

/// <summary>What a method answers in the place of what the service would, made ready once.</summary>
internal sealed class StubAnswer
{
    private const int MostItems = 100;

    private static readonly TimeSpan LongestTask = TimeSpan.FromDays(1);

    /// <summary>The result, of the method or of its task; null for none, and for a fault.</summary>
    public object? Result { get; private init; }

    /// <summary>The fault in the place of a result, of the method or of its task; null for none.</summary>
    public FaultAnswer? Fault { get; private init; }

    /// <summary>How long the task takes that the method answers with; null for a method that answers with its result.</summary>
    public StubTask? Task { get; private init; }

    /// <summary>What becomes of properties.</summary>
    public IReadOnlyList<StubbedProperty> Changes { get; private init; } = [];

    /// <summary>What is posted.</summary>
    public IReadOnlyList<Event> Events { get; private init; } = [];

    /// <summary>Makes an answer of its specification.</summary>
    /// <param name="spec">The specification.</param>
    /// <param name="methods">The methods that it answers.</param>
    /// <param name="calledType">The type of the objects that are called; null for those of the methods.</param>
    /// <param name="place">Its place, for errors.</param>
    /// <param name="catalog">The types of the API.</param>
    /// <exception cref="RefusedException">It is no answer of one of the methods.</exception>
    public static StubAnswer Read(StubSpec spec, IReadOnlyList<VimMethod> methods, string? calledType, string place, VimCatalog catalog)
    {
        if (new[] { spec.Fault is not null, spec.Result is not null, spec.Task is not null }.Count(static given => given) > 1)
            throw new RefusedException(place, "has more than one of result, fault and task");
        if (spec.Task is { Fault: not null, Result: not null })
            throw new RefusedException($"{place}/task", "has more than one of result and fault");
        CheckTimes(spec.Task, $"{place}/task");
        var inTask = spec.Task is null ? place : $"{place}/task";
        var fault = spec.Task is { } task ? task.Fault : spec.Fault;
        object? result = null;
        foreach (var method in methods)
            result = ReadResult(spec, fault, method, inTask, catalog);
        return new StubAnswer
        {
            Result = result,
            Fault = fault is null ? null : FaultAnswer.Read(fault, $"{inTask}/fault", catalog),
            Task = spec.Task,
            Changes = Each(spec.Changes, $"{place}/changes", (change, at) => methods.Select(method => StubbedProperty.Read(change, calledType ?? method.Receiver, at, catalog)).Last()),
            Events = Each(spec.Events, $"{place}/events", (posted, at) => PostedEvent.Read(posted, at, catalog)),
        };
    }

    private static object? ReadResult(StubSpec spec, FaultSpec? fault, VimMethod method, string place, VimCatalog catalog)
    {
        if (spec.Task is not null && !method.IsTask)
            throw new RefusedException(place, $"is given, but {method.Name} answers with its result and not with a task", ["result", "fault"]);
        if (spec is { Task: null, Fault: null } && method.IsTask)
            throw new RefusedException(spec.Result is null ? place : $"{place}/result", $"is no answer of {method.Name}, which answers with a task", ["task", "fault"]);
        if (spec.Task is not null && catalog is not ServedApi)
            throw new RefusedException(place, "needs an inventory. Start the service with --inventory");
        if (fault is not null)
            return null;
        var given = spec.Task is { } task ? task.Result : spec.Result;
        if (method.Returns is not { } returns)
            return given is null ? null : throw new RefusedException($"{place}/result", $"is given, but {method.Name} returns nothing. Leave it out");
        if (given is { } result)
            return JsonFieldReader.ReadValue(result, returns, $"{place}/result", catalog);
        return method.ReturnsOptional || returns.IsArray ? null : throw new RefusedException(place, $"lacks a result: {method.Name} returns {returns.WireName}", ["result", "fault"]);
    }

    private static void CheckTimes(StubTask? task, string place)
    {
        foreach (var (time, name) in new[] { (task?.Queued, "queued"), (task?.Duration, "duration") })
        {
            if (time < TimeSpan.Zero || time > LongestTask)
                throw new RefusedException($"{place}/{name}", $"is negative, or longer than {LongestTask.TotalHours:0} hours");
        }
    }

    private static List<TResult> Each<T, TResult>(IReadOnlyList<T>? values, string place, Func<T, string, TResult> read)
    {
        if (values?.Count > MostItems)
            throw new RefusedException(place, $"has more than {MostItems} items");
        return [.. (values ?? []).Select((value, i) => read(value, $"{place}/{i}"))];
    }
}
