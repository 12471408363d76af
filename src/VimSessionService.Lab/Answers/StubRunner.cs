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
    public MethodResult Run(StubAnswer stub, DecodedCall call, Func<FaultAnswer, VimFaultException> failure)
    {
        var (target, userName) = (call.Target.Reference, call.Context.Session?.Data.User.UserName ?? "");
        if (stub.Task is { } task)
        {
            var plan = new TaskPlan { Method = call.Method!.Name, Target = target, Queued = task.Queued ?? default, Duration = task.Duration ?? default, IsCancelable = task.Cancelable is true, Finish = Finish };
            return new MethodResult(objects.Served!.Tasks.Begin(plan, userName));
        }

        return new MethodResult(Finish());

        object? Finish()
        {
            Change(stub, target, userName);
            return stub.Fault is { } fault ? throw failure(fault) : stub.Result;
        }
    }

    private void Change(StubAnswer stub, ManagedObjectReference target, string userName)
    {
        foreach (var change in stub.Changes)
        {
            var (edits, changed) = (objects.Served!.Edits, change.Object ?? target);
            if (change is { Path: "name", Value: string name } && edits.SourceOf(changed)?.IsEntity is true)
                edits.Rename(changed, name);
            else
                edits.Set(changed, change.Path, change.Value);
        }

        foreach (var posted in stub.Events)
            objects.Served!.Events.Post(posted, target, userName);
    }
}
