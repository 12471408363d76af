using System.Text.Json;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Lab.Answers;
using VimSessionService.Vim25;

namespace VimSessionService.Testing.Stubs;

/// <summary>
/// What a method answers: a result, a fault, a task, or nothing for a method that returns nothing; with properties that change and events that are posted then. Values are in the form of
/// VI-JSON: texts, numbers, true and false are given as they are, references as <c>VirtualMachine:vm-12</c>, and data objects as JSON (<see cref="JsonElement"/>, or an anonymous
/// object with the names of the API).
/// </summary>
public sealed class Stub
{
    private Stub(StubSpec spec) => Spec = spec;

    /// <summary>The same as the admin API takes it.</summary>
    public StubSpec Spec { get; }

    /// <summary>A method that returns nothing.</summary>
    public static Stub Nothing { get; } = new(new StubSpec());

    /// <summary>A result.</summary>
    /// <param name="value">The result in the form of VI-JSON.</param>
    public static Stub Result(object value) => new(new StubSpec { Result = ToJson(value) });

    /// <summary>A fault of the API.</summary>
    /// <param name="fault">The fault, with its fields.</param>
    /// <param name="message">The text for the client; null for the usual one.</param>
    public static Stub Fault(MethodFault fault, string? message = null) => new(new StubSpec { Fault = Describe(fault, message) });

    /// <summary>A fault by its name, also of a type that has no class here.</summary>
    public static Stub FaultNamed(string faultType, string? message = null) => new(new StubSpec { Fault = new FaultSpec { Type = faultType, Message = message } });

    /// <summary>A task that ends with success.</summary>
    /// <param name="duration">How long it runs, on the clock of the vCenter.</param>
    /// <param name="result">Its result in the form of VI-JSON; null for none.</param>
    public static Stub Task(TimeSpan duration, object? result = null) => new(new StubSpec { Task = new StubTask { Duration = duration, Result = result is null ? null : ToJson(result) } });

    /// <summary>A task that ends with a fault.</summary>
    /// <param name="duration">How long it runs, on the clock of the vCenter.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="message">The text for the client; null for the usual one.</param>
    public static Stub FailingTask(TimeSpan duration, MethodFault fault, string? message = null) =>
        new(new StubSpec { Task = new StubTask { Duration = duration, Fault = Describe(fault, message) } });

    /// <summary>A task that ends with a fault by its name, also of a type that has no class here.</summary>
    public static Stub FailingTaskNamed(TimeSpan duration, string faultType, string? message = null) =>
        new(new StubSpec { Task = new StubTask { Duration = duration, Fault = new FaultSpec { Type = faultType, Message = message } } });

    /// <summary>A property changes with the answer, or when the task ends, until the vCenter is reset.</summary>
    /// <param name="property">The path, such as <c>runtime.powerState</c>.</param>
    /// <param name="value">The value in the form of VI-JSON; null to unset it.</param>
    /// <param name="of">The object as <c>VirtualMachine:vm-12</c>; null for the one that is called.</param>
    public Stub Changing(string property, object? value, string? of = null) => new(Spec with
    {
        Changes = [.. Spec.Changes ?? [], new StubChange { Object = of, Property = property, Value = value is null ? null : ToJson(value) }],
    });

    /// <summary>An event is posted with the answer, or when the task ends.</summary>
    /// <param name="value">The event in the form of VI-JSON, with its type in <c>_typeName</c>.</param>
    public Stub Posting(object value) => new(Spec with { Events = [.. Spec.Events ?? [], ToJson(value)] });

    private static FaultSpec Describe(MethodFault fault, string? message)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return new FaultSpec { Type = fault.GetSchema().Name, Fields = JsonFieldWriter.Write(fault), Message = message };
    }

    private static JsonElement ToJson(object value) => value is JsonElement given ? given : JsonSerializer.SerializeToElement(value);
}
