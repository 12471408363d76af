using System.Text;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Endpoint.Http;
using VimSessionService.Lab.Answers;

namespace VimSessionService.Lab.Rules;

/// <summary>What a rule does to a call, made ready once.</summary>
internal sealed class RuleEffect
{
    private const string PlainText = "text/plain; charset=utf-8";

    private readonly IReadOnlyList<StubAnswer> _stubs;
    private readonly TimeSpan _latency;
    private readonly TimeSpan _jitter;

    /// <summary>Makes it of an answer that was checked.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="fault">The fault of the answer; null for another answer.</param>
    /// <param name="stubs">What the method answers, one time after the other; none for another answer.</param>
    public RuleEffect(RuleAnswer answer, FaultAnswer? fault, IReadOnlyList<StubAnswer> stubs)
    {
        (Fault, _stubs) = (fault, stubs);
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
    public bool IsAnswer => Fault is not null || Override is not null || _stubs.Count > 0;

    /// <summary>The fault that the client gets before privileges are checked; null for another answer.</summary>
    public FaultAnswer? Fault { get; }

    /// <summary>What the client gets when it is not a fault; null for a fault, and for latency alone.</summary>
    public AnswerOverride? Override { get; }

    /// <summary>How long a call takes longer.</summary>
    /// <param name="random">A random number from 0 up to 1.</param>
    public TimeSpan Latency(double random)
    {
        if (_jitter == default)
            return _latency;
        var varied = _latency + (_jitter * ((random * 2) - 1));
        return varied > TimeSpan.Zero ? varied : TimeSpan.Zero;
    }

    /// <summary>What the method answers when the rule is applied for the nth time, from 1 on; null for another answer.</summary>
    public StubAnswer? StubAt(long applied) => _stubs.Count == 0 ? null : _stubs[(int)Math.Min(applied, _stubs.Count) - 1];
}
