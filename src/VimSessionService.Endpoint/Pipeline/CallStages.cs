using VimSessionService.Core.Calls;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Formats;

namespace VimSessionService.Endpoint.Pipeline;

/// <summary>The steps that every call goes through, in their order. Each has a place before and a place after it for steps of a caller's own.</summary>
public static class CallStages
{
    /// <summary>Reads the request up to its arguments: operation, version, session tokens.</summary>
    public static CallStage<ReceivedRequest, RequestHead> ReadHead { get; } = new(nameof(ReadHead));

    /// <summary>Finds the session of the tokens; it cannot expire from here until the call is invoked.</summary>
    public static CallStage<RequestHead, CallContext> FindSession { get; } = new(nameof(FindSession));

    /// <summary>Reads the arguments and finds the object.</summary>
    public static CallStage<CallContext, DecodedCall> Decode { get; } = new(nameof(Decode));

    /// <summary>Checks the privileges that the method declares.</summary>
    public static CallStage<DecodedCall, DecodedCall> CheckPrivilege { get; } = new(nameof(CheckPrivilege));

    /// <summary>Runs the method. The place after it is reached by calls that have a result only.</summary>
    public static CallStage<DecodedCall, CallOutcome> Invoke { get; } = new(nameof(Invoke));

    /// <summary>Writes the response into memory, for a result and for a failure. It is sent after the place after it.</summary>
    public static CallStage<CallOutcome, CallOutcome> Encode { get; } = new(nameof(Encode));
}

/// <summary>One of the steps that every call goes through.</summary>
/// <typeparam name="TBefore">What is known of a call before it.</typeparam>
/// <typeparam name="TAfter">What is known of a call after it.</typeparam>
public sealed class CallStage<TBefore, TAfter>
{
    internal CallStage(string name) => Name = name;

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Has a step run before this one.</summary>
    public CallStepRegistration Before(ICallStep<TBefore> step) => new(Name, isAfter: false, step);

    /// <summary>Has a step run after this one.</summary>
    public CallStepRegistration After(ICallStep<TAfter> step) => new(Name, isAfter: true, step);

    /// <summary>The steps that are registered before this one.</summary>
    internal ICallStep<TBefore>[] BeforeOf(IEnumerable<CallStepRegistration> steps) => [.. steps.Where(step => step.Stage == Name && !step.IsAfter).Select(step => (ICallStep<TBefore>)step.Step)];

    /// <summary>The steps that are registered after this one.</summary>
    internal ICallStep<TAfter>[] AfterOf(IEnumerable<CallStepRegistration> steps) => [.. steps.Where(step => step.Stage == Name && step.IsAfter).Select(step => (ICallStep<TAfter>)step.Step)];
}

/// <summary>A step and its place. Made by <see cref="CallStage{TBefore, TAfter}.Before"/> and <see cref="CallStage{TBefore, TAfter}.After"/>.</summary>
public sealed class CallStepRegistration
{
    internal CallStepRegistration(string stage, bool isAfter, object step) => (Stage, IsAfter, Step) = (stage, isAfter, step);

    /// <summary>The name of the step of the service.</summary>
    public string Stage { get; }

    /// <summary>Whether the place is after that step.</summary>
    public bool IsAfter { get; }

    /// <summary>The step.</summary>
    internal object Step { get; }
}
