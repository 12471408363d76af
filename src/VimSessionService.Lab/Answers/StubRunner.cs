using VimSessionService.Endpoint.Calls;
using VimSessionService.ManagedObjects.Registration;
using VimSessionService.ManagedObjects.Tasks;
using VimSessionService.Vim25;

namespace VimSessionService.Lab.Answers;

/// <summary>Gives the answers of stubs, with what they change.</summary>
/// <param name="objects">The inventory and the tasks.</param>
internal sealed class StubRunner(ServiceObjects objects)
{
    /// <summary>Answers a call.</summary>
    /// <param name="stub">The answer.</param>
    /// <param name="call">The call.</param>
    /// <param name="failure">Makes a fault of it.</param>
    public async ValueTask<MethodResult> RunAsync(StubAnswer stub, DecodedCall call, Func<FaultAnswer, VimFaultException> failure)
    {
        var (target, userName, cancelled) = (call.Target.Reference, call.Context.Session?.Data.User.UserName ?? "", call.Context.Cancelled);
        var outcome = new StubbedOutcome
        {
            Target = target,
            UserName = userName,
            Changes = [.. stub.Changes.Select(change => new StubbedChange(change.Object ?? target, change.Path, change.Value))],
            Events = stub.Events,
            Result = stub.Fault is null ? stub.Result : null,
            Failure = stub.Fault is { } fault ? failure(fault) : null,
        };
        if (stub.Task is { } task)
        {
            var plan = new TaskPlan
            {
                Method = call.Method!.Name,
                Target = target,
                Queued = task.Queued ?? default,
                Duration = task.Duration ?? default,
                IsCancelable = task.Cancelable is true,
                Finish = Finish,
                Describe = () => StubbedDocument.Write(outcome),
            };
            return new MethodResult(await objects.Served!.Tasks.BeginAsync(plan, userName, cancelled));
        }

        // What changes nothing needs no inventory, and no turn.
        if (outcome is { Changes.Count: 0, Events.Count: 0 })
            return new MethodResult(outcome.Answer());
        return new MethodResult(await objects.Served!.Work.RunAsync(Finish, cancelled));

        object? Finish() => outcome.Do(objects.Served!.Edits, objects.Served.Events);
    }
}
