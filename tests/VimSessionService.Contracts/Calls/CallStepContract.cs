using VimSessionService.Core;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Vim25;

namespace VimSessionService.Contracts.Calls;

/// <summary>
/// What every <see cref="ICallStep{TCall}"/> does, whatever its work is: it serves many calls at once, ends when its call is cancelled, and throws only what is an answer for the
/// client.
/// </summary>
/// <typeparam name="TCall">What is known of a call at the place of the step.</typeparam>
public abstract class CallStepContract<TCall>
{
    private const int Calls = 64;

    /// <summary>More than a step takes on a machine that does other work too.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    /// <summary>Cancelled when the test is.</summary>
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes a step, set up so that it does something to the calls of <see cref="CreateCall"/>.</summary>
    protected abstract ICallStep<TCall> CreateStep();

    /// <summary>Makes a call.</summary>
    /// <param name="number">The number of the call, from 0. Calls of other numbers are of other clients.</param>
    /// <param name="cancelled">Cancelled when the call is.</param>
    protected abstract TCall CreateCall(int number, CancellationToken cancelled);

    /// <summary>Fails when the step did not do its work on a call.</summary>
    /// <param name="call">The call, one of <see cref="CreateCall"/>.</param>
    /// <param name="failure">What the step threw; null for nothing.</param>
    protected abstract void AssertDone(TCall call, Exception? failure);

    [Fact]
    public async Task Calls_go_through_it_one_after_the_other()
    {
        var step = CreateStep();
        for (var i = 0; i < 3; i++)
        {
            var call = CreateCall(i, Cancel);
            AssertDone(call, await RunAsync(step, call, Cancel));
        }
    }

    [Fact]
    public async Task Calls_go_through_it_on_many_threads_at_once()
    {
        var step = CreateStep();
        var done = await Task.WhenAll(Enumerable.Range(0, Calls).Select(i => Task.Run(
            async () =>
            {
                var call = CreateCall(i, Cancel);
                return (Call: call, Failure: await RunAsync(step, call, Cancel));
            },
            Cancel)));
        Assert.All(done, one => AssertDone(one.Call, one.Failure));
    }

    [Fact]
    public async Task A_cancelled_call_ends_and_the_step_serves_the_next()
    {
        var step = CreateStep();
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await RunAsync(step, CreateCall(0, gone.Token), gone.Token);

        var next = CreateCall(1, Cancel);
        AssertDone(next, await RunAsync(step, next, Cancel));
    }

    /// <summary>Runs the step; any other exception, and a step that does not end, fails the test.</summary>
    /// <returns>What the step threw; null for nothing.</returns>
    private static async Task<Exception?> RunAsync(ICallStep<TCall> step, TCall call, CancellationToken cancelled)
    {
        try
        {
            await step.RunAsync(call, cancelled).AsTask().WaitAsync(MaxWait, CancellationToken.None);
            return null;
        }
        catch (Exception failure) when (failure is VimFaultException or ServiceBusyException or BareStatusException || (failure is OperationCanceledException && cancelled.IsCancellationRequested))
        {
            return failure;
        }
    }
}
