using VimSessionService.Core;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Lab.Answers;
using VimSessionService.Vim25;

namespace VimSessionService.Lab.Rules;

/// <summary>Asks the rules about each call once its object and arguments are known, and about each other request before it is processed.</summary>
/// <param name="rules">The rules.</param>
/// <param name="product">Names the root folder.</param>
/// <param name="stubs">Gives the answers of stubs.</param>
/// <param name="time">The clock that latency is on.</param>
internal sealed class RuleStep(RuleBook rules, ServedProduct product, StubRunner stubs, TimeProvider time) : ICallStep<DecodedCall>, IRequestStep
{
    /// <inheritdoc/>
    public ValueTask RunAsync(DecodedCall call, CancellationToken cancelled)
    {
        if (rules.IsEmpty)
            return default;
        var head = call.Context.Head;
        var facts = new CallFacts(head.Door, head.Operation, head.Client.UserAgent)
        {
            Object = call.Target.Reference,
            Type = call.Target.Type,
            User = call.Context.Session?.Data.User.UserName ?? call.LoginName,
            Session = call.Context.Session?.Key,
            OperationId = head.OperationId,
            Arguments = call.Arguments,
        };
        if (rules.AreShared)
            return DecideAsync(facts, call, cancelled);
        var decision = rules.Decide(facts);
        return decision is null ? default : ApplyAsync(decision, call, cancelled);
    }

    /// <inheritdoc/>
    public ValueTask<CallIntervention?> RunAsync(DoorRequest request, CancellationToken cancelled)
    {
        if (rules.IsEmpty)
            return default;
        var facts = new CallFacts(request.Door, request.Operation, request.Exchange.FirstHeader("User-Agent") ?? "") { Path = request.Path };
        if (rules.AreShared)
            return DecideAsync(facts, cancelled);
        var decision = rules.Decide(facts);
        return decision is null ? default : ApplyAsync(decision, cancelled);
    }

    private async ValueTask DecideAsync(CallFacts facts, DecodedCall call, CancellationToken cancelled)
    {
        if (await rules.DecideAsync(facts, cancelled) is { } decision)
            await ApplyAsync(decision, call, cancelled);
    }

    private async ValueTask<CallIntervention?> DecideAsync(CallFacts facts, CancellationToken cancelled) =>
        await rules.DecideAsync(facts, cancelled) is { } decision ? await ApplyAsync(decision, cancelled) : null;

    private async ValueTask ApplyAsync(RuleDecision decision, DecodedCall call, CancellationToken cancelled)
    {
        call.Intervention = new CallIntervention($"rule {decision.By}") { Answer = decision.Answer?.Override, Method = decision.Stub is { } stub ? stubbed => stubs.RunAsync(stub, stubbed, fault => Failure(fault, stubbed)) : null };
        if (decision.Latency > TimeSpan.Zero)
        {
            call.Context.Budget.GiveUpTurn(); // other requests are processed meanwhile
            await Task.Delay(decision.Latency, time, cancelled);
        }

        if (decision.Answer?.Fault is { } fault)
            throw Failure(fault, call);
    }

    private VimFaultException Failure(FaultAnswer fault, DecodedCall call) =>
        new(fault.For(call.Target.Reference, call.Method, product.RootFolder), $"answered by {call.Intervention!.By}", fault.Message);

    private async ValueTask<CallIntervention?> ApplyAsync(RuleDecision decision, CancellationToken cancelled)
    {
        if (decision.Latency > TimeSpan.Zero)
            await Task.Delay(decision.Latency, time, cancelled);
        return new CallIntervention($"rule {decision.By}") { Answer = decision.Answer?.Override };
    }
}
