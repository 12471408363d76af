using VimSessionService.Core;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Events;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Formats;
using VimSessionService.Endpoint.Steps;
using VimSessionService.ManagedObjects.Registration;
using VimSessionService.ManagedObjects.Sharing;

namespace VimSessionService.Endpoint.Pipeline;

/// <summary>Takes a call through its steps, up to the encoded response. Each step gives what the next one needs.</summary>
internal sealed class CallPipeline(
    FindSessionStep findSession,
    ObjectSharing sharing,
    DecodeStep decode,
    CheckPrivilegeStep checkPrivilege,
    InvokeStep invoke,
    EncodeStep encode,
    ISessionStore store,
    SessionScopes scopes,
    IEventLog events,
    IReadOnlyCollection<CallStepRegistration> own,
    IStateAvailability? availability = null,
    ServedWork? work = null)
{
    private readonly ICallStep<ReceivedRequest>[] _beforeReadHead = CallStages.ReadHead.BeforeOf(own);
    private readonly ICallStep<RequestHead>[] _beforeFindSession = [.. CallStages.ReadHead.AfterOf(own), .. CallStages.FindSession.BeforeOf(own)];
    private readonly ICallStep<CallContext>[] _beforeDecode = [.. CallStages.FindSession.AfterOf(own), .. CallStages.Decode.BeforeOf(own)];
    private readonly ICallStep<DecodedCall>[] _beforeCheckPrivilege = [.. CallStages.Decode.AfterOf(own), .. CallStages.CheckPrivilege.BeforeOf(own)];
    private readonly ICallStep<DecodedCall>[] _beforeInvoke = [.. CallStages.CheckPrivilege.AfterOf(own), .. CallStages.Invoke.BeforeOf(own)];
    private readonly ICallStep<CallOutcome>[] _afterInvoke = CallStages.Invoke.AfterOf(own);
    private readonly ICallStep<CallOutcome>[] _beforeEncode = CallStages.Encode.BeforeOf(own);
    private readonly ICallStep<CallOutcome>[] _afterEncode = CallStages.Encode.AfterOf(own);

    /// <summary>Processes a request up to its encoded response, and gives what observers get of it.</summary>
    public async ValueTask<CallFinished> RunAsync(ReceivedRequest request)
    {
        var cancelled = request.Exchange.Aborted;
        var outcome = await InvokeAsync(request);
        outcome = await RunEachAsync(_beforeEncode, outcome, cancelled);
        (outcome, var status) = encode.Run(request, outcome);
        if (_afterEncode.Length > 0)
        {
            var encoded = outcome;
            outcome = await RunEachAsync(_afterEncode, encoded, cancelled);
            if (!ReferenceEquals(outcome, encoded))
                (outcome, status) = encode.Run(request, outcome);
        }

        return Finish(request, outcome, status);
    }

    /// <summary>The outcome of a call: its result, or the failure that a step ended with.</summary>
    private async ValueTask<CallOutcome> InvokeAsync(ReceivedRequest request)
    {
        var cancelled = request.Exchange.Aborted;
        RequestHead? head = null;
        CallContext? context = null;
        DecodedCall? call = null;
        Session? entered = null;
        Exception? failure = null;
        CallOutcome outcome;
        try
        {
            await RunAsync(_beforeReadHead, request, cancelled);
            head = await request.ReadHeadAsync();
            if (availability is not null)
                await availability.EnsureAsync(cancelled);
            await RunAsync(_beforeFindSession, head, cancelled);
            // Both are asked for together: where replicas share an engine, that is one round trip.
            var caughtUp = work is null ? Task.CompletedTask : work.CatchUpAsync(cancelled).AsTask();
            try
            {
                context = await findSession.RunAsync(request, head);
                entered = context.Session;
            }
            finally
            {
                await caughtUp;
            }

            await sharing.BringAsync(context);
            await RunAsync(_beforeDecode, context, cancelled);
            call = await decode.RunAsync(request, context);
            await RunOnDecodedAsync(_beforeCheckPrivilege, call, cancelled);
            await checkPrivilege.RunAsync(call);
            await RunOnDecodedAsync(_beforeInvoke, call, cancelled);
            outcome = new CallOutcome(call, await invoke.RunAsync(request, call));
            if (_afterInvoke.Length > 0)
                outcome = await RunEachAsync(_afterInvoke, outcome, cancelled);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancelled.IsCancellationRequested)
        {
            outcome = new CallOutcome(call ?? context ?? (object?)head, AccessTokenChallenge.Apply(CallFailures.Of(e), head));
        }
        finally
        {
            if (entered is not null)
                failure = await LeaveAsync(entered.Key);
        }

        await events.SettledAsync(cancelled);
        return failure is null ? outcome : outcome.With(CallFailures.Of(failure));
    }

    /// <summary>Ends the call in its session; gives what the store throws.</summary>
    private async ValueTask<Exception?> LeaveAsync(string sessionKey)
    {
        try
        {
            if (!await store.LeaveAsync(sessionKey))
                scopes.End(sessionKey); // the call may have used it after the session had ended
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private static ValueTask RunAsync<TCall>(ICallStep<TCall>[] steps, TCall call, CancellationToken cancelled)
    {
        return steps.Length == 0 ? default : AllAsync(steps, call, cancelled);

        static async ValueTask AllAsync(ICallStep<TCall>[] steps, TCall call, CancellationToken cancelled)
        {
            foreach (var step in steps)
                await step.RunAsync(call, cancelled);
        }
    }

    /// <summary>Runs steps on a call, and ends it if its answer is replaced.</summary>
    private static ValueTask RunOnDecodedAsync(ICallStep<DecodedCall>[] steps, DecodedCall call, CancellationToken cancelled)
    {
        return steps.Length == 0 ? default : AllAsync(steps, call, cancelled);

        static async ValueTask AllAsync(ICallStep<DecodedCall>[] steps, DecodedCall call, CancellationToken cancelled)
        {
            foreach (var step in steps)
                await step.RunAsync(call, cancelled);
            if (call.Intervention is { Answer.ReplacesAnswer: true } replaced)
                throw new AnswerReplacedException(replaced);
        }
    }

    /// <summary>Runs steps on an outcome. That of a step which throws is the call with that failure; the steps after it see it.</summary>
    private static ValueTask<CallOutcome> RunEachAsync(ICallStep<CallOutcome>[] steps, CallOutcome outcome, CancellationToken cancelled)
    {
        return steps.Length == 0 ? new(outcome) : AllAsync(steps, outcome, cancelled);

        static async ValueTask<CallOutcome> AllAsync(ICallStep<CallOutcome>[] steps, CallOutcome outcome, CancellationToken cancelled)
        {
            foreach (var step in steps)
            {
                try
                {
                    await step.RunAsync(outcome, cancelled);
                }
                catch (Exception e) when (e is not OperationCanceledException || !cancelled.IsCancellationRequested)
                {
                    outcome = outcome.With(CallFailures.Of(e));
                }
            }

            return outcome;
        }
    }

    private static CallFinished Finish(ReceivedRequest request, CallOutcome outcome, int status)
    {
        var session = outcome.Session;
        return new CallFinished
        {
            Door = request.FormatName,
            Operation = request.Operation,
            SessionKey = session?.Key,
            UserName = session?.Data.User.UserName ?? outcome.Context?.LoginName, // a login that was answered with 503 has a user too
            LoginName = (outcome.Call?.LoginName ?? outcome.Context?.ClaimedName ?? request.LoginName)?.Truncate(Truncation.UserName),
            Method = request.Exchange.Method,
            Target = request.Exchange.RequestTarget,
            ClientAddress = request.Exchange.RemoteAddress,
            UserAgent = request.Exchange.FirstHeader("User-Agent") ?? "",
            OperationId = outcome.Head?.OperationId,
            FaultType = outcome.Failure?.Fault?.GetSchema().Name,
            Reason = outcome.Failure?.Reason is { } reason ? SecretTexts.Clean(reason) : null, // it may quote what the client sent
            Error = outcome.Failure?.Error,
            Call = outcome,
            Intervention = outcome.Call?.Intervention,
            HttpStatus = status,
        };
    }
}
