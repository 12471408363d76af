using System.Text;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Endpoint.Http;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Lab.Rules;

/// <summary>What a rule does to a call, made ready once.</summary>
internal sealed class RuleEffect
{
    private const string PlainText = "text/plain; charset=utf-8";

    private readonly MethodFault? _fault;
    private readonly bool _isAboutTarget;
    private readonly TimeSpan _latency;
    private readonly TimeSpan _jitter;

    /// <summary>Makes it of an answer that was checked.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="fault">The fault of the answer; null for another answer.</param>
    /// <param name="isAboutTarget">Whether the object that the fault must name is the one that is called.</param>
    public RuleEffect(RuleAnswer answer, MethodFault? fault, bool isAboutTarget)
    {
        (_fault, _isAboutTarget) = (fault, isAboutTarget);
        Message = answer.Fault?.Message;
        (_latency, _jitter) = (answer.Latency ?? default, answer.Jitter ?? default);
        Override = answer switch
        {
            { Status: { } status } => new StatusAnswer(status, answer.ContentType ?? PlainText, Encoding.UTF8.GetBytes(answer.Body ?? "")),
            { Connection: { } failure } => failure switch
            {
                ConnectionFailure.Dropped => new ClosedConnection(WithReset: false),
                ConnectionFailure.Reset => new ClosedConnection(WithReset: true),
                var cut => new CutAnswer(answer.Bytes, cut == ConnectionFailure.Truncated),
            },
            _ => null,
        };
    }

    /// <summary>Whether the client gets something in the place of the answer; otherwise the call only takes longer.</summary>
    public bool IsAnswer => _fault is not null || Override is not null;

    /// <summary>What the client gets when it is not a fault; null for a fault, and for latency alone.</summary>
    public AnswerOverride? Override { get; }

    /// <summary>The text of the fault for the client; null for that of the catalogue.</summary>
    public string? Message { get; }

    /// <summary>How long a call takes longer.</summary>
    public TimeSpan Latency(Random random)
    {
        if (_jitter == default)
            return _latency;
        var varied = _latency + (_jitter * ((random.NextDouble() * 2) - 1));
        return varied > TimeSpan.Zero ? varied : TimeSpan.Zero;
    }

    /// <summary>The fault for a call; null when the answer is none.</summary>
    /// <param name="target">The object that is called.</param>
    /// <param name="method">The method's declaration; null for one of which only the name is known.</param>
    /// <param name="rootFolder">Where the session is asked for.</param>
    public MethodFault? FaultFor(ManagedObjectReference target, VimMethod? method, ManagedObjectReference rootFolder) => _fault switch
    {
        NoPermission denied => denied with
        {
            Object = denied.Object ?? (denied is NotAuthenticated ? rootFolder : target),
            PrivilegeId = denied.PrivilegeId ?? method?.Privilege ?? "System.View",
        },
        ManagedObjectNotFound absent when _isAboutTarget => absent with { Obj = target },
        _ => _fault,
    };
}
