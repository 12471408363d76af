using VimSessionService.Endpoint.Http;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Calls;

/// <summary>That a step of a caller's own changed what came of a request, as a rule for tests does. Observers are notified of it.</summary>
/// <param name="By">What did it, for the operator, such as the name of the rule.</param>
public sealed record CallIntervention(string By)
{
    /// <summary>What the client gets in the place of the answer; null for the answer as it is.</summary>
    public AnswerOverride? Answer { get; init; }

    /// <summary>What is run in the place of the method, once its privileges were checked; null for the method itself.</summary>
    internal Func<DecodedCall, ValueTask<MethodResult>>? Method { get; init; }
}

/// <summary>Ends a call whose answer is replaced.</summary>
/// <param name="intervention">By what.</param>
internal sealed class AnswerReplacedException(CallIntervention intervention) : Exception($"answered by {intervention.By}")
{
    /// <summary>The status that the client gets.</summary>
    public int Status { get; } = intervention.Answer!.Status ?? 0;
}
