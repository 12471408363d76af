using VimSessionService.Core;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Contracts.Calls;

/// <summary>What every <see cref="IRequestStep"/> does, whatever its work is: it serves many requests at once, and ends when its request is cancelled.</summary>
public abstract class RequestStepContract
{
    private const int Requests = 64;

    /// <summary>More than a step takes on a machine that does other work too.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    /// <summary>Cancelled when the test is.</summary>
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes a step that intervenes in the requests of <see cref="CreateRequest"/>.</summary>
    protected abstract IRequestStep CreateStep();

    /// <summary>Makes a request.</summary>
    /// <param name="number">The number of the request, from 0. Requests of other numbers are of other clients.</param>
    protected abstract DoorRequest CreateRequest(int number);

    [Fact]
    public async Task It_intervenes_in_requests_one_after_the_other()
    {
        var step = CreateStep();
        for (var i = 0; i < 3; i++)
            Assert.NotEmpty((await RunAsync(step, i, Cancel))!.By);
    }

    [Fact]
    public async Task It_intervenes_in_requests_on_many_threads_at_once()
    {
        var step = CreateStep();
        var interventions = await Task.WhenAll(Enumerable.Range(0, Requests).Select(i => Task.Run(() => RunAsync(step, i, Cancel), Cancel)));
        Assert.All(interventions, Assert.NotNull);
    }

    [Fact]
    public async Task A_cancelled_request_ends_and_the_step_serves_the_next()
    {
        var step = CreateStep();
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        var failure = await Record.ExceptionAsync(() => RunAsync(step, 0, gone.Token));
        Assert.True(failure is null or OperationCanceledException or ServiceBusyException, failure?.ToString());
        Assert.NotNull(await RunAsync(step, 1, Cancel));
    }

    private Task<CallIntervention?> RunAsync(IRequestStep step, int number, CancellationToken cancelled) =>
        step.RunAsync(CreateRequest(number), cancelled).AsTask().WaitAsync(MaxWait, CancellationToken.None);
}
