using VimSessionService.Core;
using VimSessionService.Core.Messages;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Formats;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Steps;

/// <summary>Has the format write the response: the result, or the fault with its text in the caller's language.</summary>
internal sealed class EncodeStep(MessageCatalog messages, LocaleCatalog locales)
{
    /// <summary>Encodes an outcome. Where that takes more memory than there is, the client is answered with a fault, or else with a bare status.</summary>
    /// <returns>What the client is answered, which may be another failure, and its HTTP status.</returns>
    public (CallOutcome Outcome, int Status) Run(ReceivedRequest request, CallOutcome outcome)
    {
        var status = outcome.Failure is null ? TryEncode(request, ref outcome) : null;
        if (status is null && outcome.Failure is { Fault: not null } failure)
        {
            outcome = outcome.With(failure with { Text = TextOf(failure, outcome) });
            status = TryEncode(request, ref outcome);
            if (status is null && outcome.Failure is { Fault: not null } broken)
                outcome = outcome.With(broken with { Fault = null, Status = 503 });
        }

        status ??= request.Encode(outcome);
        request.Budget.Dispose(); // the work is done: what is left is the client's to take
        return (outcome, status.Value);
    }

    /// <summary>The status; null when the outcome could not be encoded, which it has the reason of then.</summary>
    private static int? TryEncode(ReceivedRequest request, ref CallOutcome outcome)
    {
        try
        {
            return request.Encode(outcome);
        }
        catch (Exception e) when (e is InvalidOperationException or VimFaultException or ServiceBusyException)
        {
            // A result that cannot be written is an error of the service's own, or it is too large; nothing of it was sent yet.
            outcome = outcome.With(CallFailures.Of(e));
            return null;
        }
    }

    private string TextOf(CallFailure failure, CallOutcome outcome)
    {
        var locale = (outcome.Context?.Locale ?? locales.Resolve(null)).MessageLocale;
        return failure.Localized is { } known ? messages.Text(known.Name, locale, known.Values) : failure.Text ?? messages.FaultText(failure.Fault!, locale);
    }
}
