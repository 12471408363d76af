using System.Net;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Limits;

/// <summary>
/// The work that one request may cause. Code that works for a request spends from the budget in proportion to the work. The budget notices that
/// the client has disconnected, lets other requests run in between, and lets only a few requests at a time do much work. It also measures how long the
/// request is worked on: from one pause to the next, as the time of a processor cannot be measured across the threads that a request runs on.
/// </summary>
/// <param name="limits">The limits of the service.</param>
/// <param name="address">Where the request comes from.</param>
/// <param name="cancelled">Cancelled when the client has gone.</param>
/// <param name="time">Measures how long the request is worked on; null for the system's clock.</param>
public sealed class RequestBudget(ServiceLimits limits, IPAddress address, CancellationToken cancelled, TimeProvider? time = null) : IDisposable
{
    /// <summary>What nearly every request stays below: it never waits for a turn.</summary>
    private const int LightWork = 4_000;

    /// <summary>About a millisecond of work.</summary>
    private const int WorkBetweenPauses = 2_000;

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private WorkTime _worked = new(limits.Each.MaxRequestTime, time ?? TimeProvider.System);
    private long _spent;
    private long _nextPause = WorkBetweenPauses;
    private bool _hasPlace;

    /// <summary>The limits of the service.</summary>
    public ServiceLimits Limits => limits;

    /// <summary>Spends.</summary>
    /// <exception cref="VimFaultException">SystemError: there is not so much left.</exception>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    public void Spend(long amount = 1)
    {
        var before = _spent;
        _spent = before + amount;
        if ((before ^ _spent) < 1024)
            return;
        cancelled.ThrowIfCancellationRequested();
        if (_spent > limits.Each.MaxRequestWork)
        {
            throw new VimFaultException(
                new SystemError { Reason = "The request is too expensive." }, $"the answer takes more than {limits.Each.MaxRequestWork} steps (--max-request-work)");
        }

        if (!_worked.Count())
        {
            throw new VimFaultException(
                new SystemError { Reason = "The request is too expensive." }, $"the answer takes longer than {limits.Each.MaxRequestTime:c} of work (--max-request-time)");
        }
    }

    /// <summary>Lets others run when it is time to; a request that takes much work waits here for its turn.</summary>
    /// <exception cref="ServiceBusyException">Too many wait already.</exception>
    public ValueTask PauseAsync() => _spent < _nextPause ? default : NowAsync();

    /// <summary>Waits for the turn of a request that is known to take much work.</summary>
    /// <exception cref="ServiceBusyException">Too many wait already.</exception>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    public async ValueTask TakeTurnAsync()
    {
        if (_hasPlace)
            return;
        _worked.Stop();
        await limits.HeavyWork.EnterAsync(ClientNetwork.Of(address), cancelled);
        _hasPlace = true;
    }

    /// <summary>
    /// Gives the turn to another request. To be called before the request waits for anything else, such as a password check or another call of its
    /// session: what it waits for may itself need a turn. Work after that takes a turn again.
    /// </summary>
    public void GiveUpTurn() => Dispose();

    /// <summary>Starts again with the full budget, for a call that has waited for an event.</summary>
    public void Restart()
    {
        Dispose();
        _spent = 0;
        _worked = new(limits.Each.MaxRequestTime, _time);
        _nextPause = WorkBetweenPauses;
    }

    /// <summary>The work is done, and what was made of it is written.</summary>
    public void Dispose()
    {
        _worked.Stop();
        if (!_hasPlace)
            return;
        _hasPlace = false;
        limits.HeavyWork.Leave();
    }

    private async ValueTask NowAsync()
    {
        cancelled.ThrowIfCancellationRequested();
        _nextPause = _spent + WorkBetweenPauses;
        if (!_hasPlace && _spent > LightWork)
            await TakeTurnAsync();
        else
            await YieldAsync();
    }

    private async ValueTask YieldAsync()
    {
        _worked.Stop();
        await Task.Yield();
    }
}
