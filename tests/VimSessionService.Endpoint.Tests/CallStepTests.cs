using System.Collections.Concurrent;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Formats;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests;

/// <summary>Steps of a caller's own stand before and after those of the service.</summary>
public sealed class CallStepTests
{
    [Fact]
    public async Task Steps_run_at_their_places_in_the_order_of_their_registration()
    {
        var seen = new List<string>();
        using var service = new TestService(steps:
        [
            CallStages.Encode.After(Note<CallOutcome>("sent next")),
            CallStages.Invoke.Before(Note<DecodedCall>("invoke")),
            CallStages.Invoke.Before(Note<DecodedCall>("invoke, second")),
            CallStages.Invoke.After(Note<CallOutcome>("invoked")),
            CallStages.ReadHead.Before(Note<ReceivedRequest>("received")),
            CallStages.ReadHead.After(Note<RequestHead>("head")),
            CallStages.FindSession.Before(Note<RequestHead>("find session")),
            CallStages.FindSession.After(Note<CallContext>("session")),
            CallStages.Decode.Before(Note<CallContext>("decode")),
            CallStages.Decode.After(Note<DecodedCall>("decoded")),
            CallStages.CheckPrivilege.Before(Note<DecodedCall>("check")),
            CallStages.CheckPrivilege.After(Note<DecodedCall>("allowed")),
            CallStages.Encode.Before(Note<CallOutcome>("encode")),
        ]);

        await service.CallAsync(TestService.Fetch("defaultLocale"));

        Assert.Equal(
            ["received", "head", "find session", "session", "decode", "decoded", "check", "allowed", "invoke", "invoke, second", "invoked", "encode", "sent next"], seen);

        Step<TCall> Note<TCall>(string name) => new((_, _) =>
        {
            seen.Add(name);
            return default;
        });
    }

    [Fact]
    public async Task Steps_see_what_is_known_at_their_places()
    {
        var (operation, user, arguments, value) = ("", "", "", "");
        using var service = new TestService(steps:
        [
            CallStages.ReadHead.After(new Step<RequestHead>((head, _) => Said(ref operation, head.Operation))),
            CallStages.FindSession.After(new Step<CallContext>((call, _) => Said(ref user, call.Session?.Data.User.UserName ?? ""))),
            CallStages.Decode.After(new Step<DecodedCall>((call, _) => Said(ref arguments, (call.Arguments as FetchRequest)?.Prop ?? ""))),
            CallStages.Encode.Before(new Step<CallOutcome>((call, _) => Said(ref value, $"{call.Value}"))),
        ]);

        await service.CallAsync(TestService.Fetch("defaultLocale"), await service.LoginAsync("reader", "s3cret-R"));

        Assert.Equal(("Fetch", "reader", "defaultLocale", "en"), (operation, user, arguments, value));

        static ValueTask Said(ref string what, string value)
        {
            what = value;
            return default;
        }
    }

    /// <summary>With a session go its objects. The client is told what it lacks, as where the session had ended before the call came.</summary>
    [Fact]
    public async Task A_session_that_ends_while_a_call_comes_in_is_what_the_call_lacks()
    {
        TestService? own = null;
        var ends = false;
        using var service = own = new TestService(steps:
        [
            CallStages.FindSession.After(new Step<CallContext>(async (call, cancelled) =>
            {
                if (!ends || call.Session is not { } session)
                    return;
                await own!.Store.RemoveAsync(session.Key, SessionEnd.Terminated, cancelled);
            })),
        ]);
        var cookie = await service.LoginAsync();
        var made = await service.CallAsync("<CreatePropertyCollector _NS><_this>propertyCollector</_this></CreatePropertyCollector>", cookie);
        var collector = made.Answer.Split("PropertyCollector\">")[1].Split('<')[0];
        Assert.Contains("<ManagedObjectNotFoundFault ", (await service.CallAsync(TestService.Fetch("filter", "session[none]"), cookie)).Answer, StringComparison.Ordinal);
        ends = true;

        var answer = await service.CallAsync(TestService.Fetch("filter", collector), cookie);

        Assert.Contains("<NotAuthenticatedFault ", answer.Answer, StringComparison.Ordinal);
        Assert.Equal("the session ended while the call came in", service.Calls.Last().Reason);
    }

    [Fact]
    public async Task A_fault_of_a_step_is_the_answer_and_the_steps_after_it_are_skipped()
    {
        var invoked = false;
        using var service = new TestService(steps:
        [
            CallStages.Decode.After(new Step<DecodedCall>((_, _) => throw new VimFaultException(new NotSupported(), "not today"))),
            CallStages.Invoke.Before(new Step<DecodedCall>((_, _) =>
            {
                invoked = true;
                return default;
            })),
        ]);

        var answer = await service.CallAsync(TestService.Fetch("defaultLocale"));

        Assert.Equal(500, answer.Status);
        Assert.Contains("NotSupportedFault", answer.Answer, StringComparison.Ordinal);
        Assert.Equal("not today", Assert.Single(service.Calls).Reason);
        Assert.False(invoked);
    }

    [Theory]
    [InlineData("ReadHead")]
    [InlineData("Invoke")]
    [InlineData("Encode")]
    [InlineData("Sent")]
    public async Task Another_exception_is_a_SystemError_and_its_text_is_for_the_operator(string place)
    {
        using var service = new TestService(steps:
        [
            place switch
            {
                "ReadHead" => CallStages.ReadHead.Before(Failing<ReceivedRequest>()),
                "Invoke" => CallStages.Invoke.After(Failing<CallOutcome>()),
                "Encode" => CallStages.Encode.Before(Failing<CallOutcome>()),
                _ => CallStages.Encode.After(Failing<CallOutcome>()),
            },
        ]);

        var answer = await service.CallAsync(TestService.Fetch("defaultLocale"));

        Assert.Equal(500, answer.Status);
        Assert.Contains("SystemErrorFault", answer.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", answer.Answer, StringComparison.Ordinal);
        Assert.Contains("4711", Assert.Single(service.Calls).Reason, StringComparison.Ordinal);

        static Step<TCall> Failing<TCall>() => new((_, _) => throw new ArithmeticException("4711"));
    }

    [Fact]
    public async Task A_busy_step_is_503()
    {
        using var service = new TestService(steps: [CallStages.FindSession.Before(new Step<RequestHead>((_, _) => throw new ServiceBusyException("later")))]);
        var answer = await service.CallAsync(TestService.Fetch("defaultLocale"));
        Assert.Equal((503, ""), (answer.Status, answer.Answer));
    }

    [Fact]
    public async Task A_step_is_cancelled_when_the_client_has_gone()
    {
        using var gone = new CancellationTokenSource();
        using var service = new TestService(steps:
        [
            CallStages.FindSession.After(new Step<CallContext>(async (_, cancelled) =>
            {
                await gone.CancelAsync();
                cancelled.ThrowIfCancellationRequested();
            })),
        ]);
        var request = TestService.Request(TestService.Fetch("defaultLocale"));
        var exchange = new TestExchange { Body = request.Body, ClientGone = gone.Token };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => service.SendAsync(exchange));
        Assert.Equal(0, exchange.Status);
        Assert.Empty(service.Calls);
    }

    /// <summary>Each message is another user's. While the first waits before its token is looked at, the memory of its request serves no other call.</summary>
    [Theory]
    [InlineData("before the session is found")]
    [InlineData("before the call is invoked")]
    [InlineData("in the validator")]
    public async Task A_step_that_waits_before_the_check_of_the_token_lets_no_call_read_the_request_of_another(string place)
    {
        var waiting = new ConcurrentQueue<TaskCompletionSource>();
        CallStepRegistration[] steps = place switch
        {
            "before the session is found" => [CallStages.FindSession.Before(new Step<RequestHead>((head, _) => WaitAsync(head.Operation)))],
            "before the call is invoked" => [CallStages.Invoke.Before(new Step<DecodedCall>((call, _) => WaitAsync(call.Context.Head.Operation)))],
            _ => [],
        };
        using var service = new TestService(steps: steps, validating: steps.Length > 0 ? null : validator => new Slow(validator, () => WaitAsync("LoginByToken")));
        service.Get<PermissionTable>().Set(new PermissionEntry(AccountName.Parse(@"EXAMPLE.COM\operators"), IsGroup: true, RoleId: -1));
        var names = Enumerable.Range(0, 16).Select(i => $"user{i:00}").ToArray();
        var logins = names.Select(name => service.SendAsync(TestService.Raw(
            new MessageMaker { Token = new TokenMaker { NameId = name + "@EXAMPLE.COM", Groups = [@"example.com\Operators"] }.Make() }.Make()))).ToArray();

        // The others come and go while these wait; then the waiting ones go on at the same time on many threads.
        Assert.Equal(names.Length, waiting.Count);
        for (var i = 0; i < 50; i++)
            await service.CallAsync(TestService.LoginBody("nobody", new string('x', 2000)));
        await Task.WhenAll(waiting.Select(one => Task.Run(one.SetResult)));
        var answers = await Task.WhenAll(logins);

        Assert.Equal(names.Select(name => $@"EXAMPLE.COM\{name}"), answers.Select(UserName));

        ValueTask WaitAsync(string operation)
        {
            if (operation != "LoginByToken")
                return default;
            var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(signal);
            return new ValueTask(signal.Task);
        }

        static string UserName(TestExchange answer) =>
            answer.Answer.Split("<userName>") is [_, var rest] ? rest.Split("</userName>")[0] : answer.Answer;
    }

    private sealed class Slow(ITokenValidator inner, Func<ValueTask> wait) : ITokenValidator
    {
        public async ValueTask<FederatedPrincipal> ValidateAsync(CallerProof proof, ClientInfo client, CancellationToken cancellationToken)
        {
            await wait();
            return await inner.ValidateAsync(proof, client, cancellationToken);
        }
    }

    private sealed class Step<TCall>(Func<TCall, CancellationToken, ValueTask> run) : ICallStep<TCall>
    {
        public ValueTask RunAsync(TCall call, CancellationToken cancelled) => run(call, cancelled);
    }
}
