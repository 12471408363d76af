using System.Text.Json;

namespace VimSessionService.AdminClient.Rules;

/// <summary>
/// What a method answers in the place of what the service would: a <see cref="Result"/>, a <see cref="Fault"/> or a <see cref="Task"/>; none of them for a method that returns nothing.
/// Object, arguments and privilege are checked first.
/// </summary>
public sealed record StubSpec
{
    /// <summary>The result in VI-JSON form. It has to fit what the method returns.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>A fault of the API, of any type.</summary>
    public FaultSpec? Fault { get; init; }

    /// <summary>The task that a method answers with whose name ends with <c>_Task</c>.</summary>
    public StubTask? Task { get; init; }

    /// <summary>What becomes of properties when the method answers, or when its task ends.</summary>
    public IReadOnlyList<StubChange>? Changes { get; init; }

    /// <summary>Events in VI-JSON form that are posted then. Key, time and user are the service's to say.</summary>
    public IReadOnlyList<JsonElement>? Events { get; init; }
}

/// <summary>A task: it is queued, runs with progress, and ends.</summary>
public sealed record StubTask
{
    /// <summary>How long it is queued, on the clock of the service; not at all without it.</summary>
    public TimeSpan? Queued { get; init; }

    /// <summary>How long it runs, on the clock of the service; without it it has ended when the method answers.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether clients may cancel it; then it ends with RequestCanceled, and neither changes nor events follow.</summary>
    public bool? Cancelable { get; init; }

    /// <summary>Its result in VI-JSON form.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>The fault that it ends with; without it it ends with success.</summary>
    public FaultSpec? Fault { get; init; }
}

/// <summary>A property that gets another value, until the service is reset.</summary>
public sealed record StubChange
{
    /// <summary>The object as <c>VirtualMachine:vm-12</c>; without it the one that is called.</summary>
    public string? Object { get; init; }

    /// <summary>The path of the property, such as <c>runtime.powerState</c>.</summary>
    public required string Property { get; init; }

    /// <summary>The value in VI-JSON form; without it the property is unset.</summary>
    public JsonElement? Value { get; init; }
}
