using System.Net;
using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Contracts.Calls;

/// <summary>What every <see cref="ICallObserver"/> does: it takes whatever is told of a call, of many calls at a time, and fails at none.</summary>
public abstract class CallObserverContract
{
    private static readonly CallFinished Least = new() { Door = "soap", Operation = "(none)", ClientAddress = IPAddress.None, UserAgent = "" };

    private static readonly CallFinished Whole = Least with
    {
        Operation = "Login",
        SessionKey = "52a67ed8-0f0b-1714-4534-86a177fc5158",
        UserName = @"VSPHERE.LOCAL\Administrator",
        ClientAddress = IPAddress.Parse("10.0.0.7"),
        UserAgent = "govc/0.37",
        OperationId = "op-1",
        Duration = TimeSpan.FromMilliseconds(3),
        HttpStatus = 200,
    };

    /// <summary>A call of each kind: what is known of a call differs, and what a client wrote may be anything.</summary>
    private static readonly CallFinished[] Calls =
    [
        Least,
        Whole,
        Whole with { FaultType = "InvalidLogin", Reason = "nobody at 10.0.0.7: wrong user name or password", HttpStatus = 500 },
        Whole with { FaultType = "SystemError", Reason = "broken", Error = new InvalidOperationException("broken"), HttpStatus = 500 },
        Whole with { HttpStatus = 0 },
        Whole with { ClientAddress = IPAddress.IPv6Loopback, Operation = "GET /folder/a", Path = "/folder/a" },
        Whole with { Operation = "\r\n\u202e\ud800", UserName = new string('x', 100_000), UserAgent = "\0\u001b[31m", OperationId = "{0} {Operation}", Reason = new string('\n', 100_000) },
    ];

    /// <summary>Makes an observer.</summary>
    protected abstract ICallObserver CreateObserver();

    [Fact]
    public void A_call_of_any_kind_is_taken()
    {
        var observer = CreateObserver();
        foreach (var call in Calls)
            Assert.Null(Record.Exception(() => observer.Finished(call)));
    }

    [Fact]
    public void Calls_are_taken_on_many_threads_at_once()
    {
        var observer = CreateObserver();
        Assert.Null(Record.Exception(() => Parallel.For(0, 1_000, i => observer.Finished(Calls[i % Calls.Length]))));
    }
}
