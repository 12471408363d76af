using VimSessionService.Core;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Endpoint.Calls;

/// <summary>What a client is told of an exception, and what the operator.</summary>
internal static class CallFailures
{
    /// <summary>The failure that an exception means.</summary>
    public static CallFailure Of(Exception exception) => exception switch
    {
        LoginIncompleteException e => new CallFailure(e.Fault, e.Text, e.Message, 500) { IssuedToken = e.Token },
        VimFaultException e => new CallFailure(e.Fault, e.Text, e.Message, 500),
        VimDecodeException e => new CallFailure(new InvalidRequest(), e.Message, OneLine(e.Message + e.Place), 500, e.Text)
        {
            Place = e.Place,
            IsBeforeMethod = e.IsBeforeMethod,
        },
        BareStatusException e => new CallFailure(null, null, e.Message, e.Status),
        SessionCapReachedException e => new CallFailure(null, null, e.Message, 503) { IsSessionCap = true },
        ServiceBusyException e => new CallFailure(null, null, e.Message, 503),
        AnswerReplacedException e => new CallFailure(null, null, e.Message, e.Status),
        OperationCanceledException => new CallFailure(new RequestCanceled(), null, "the call was cancelled", 500),
        // What a client must not see of an error of the service's own, the operator must.
        _ => new CallFailure(new SystemError { Reason = "Internal error" }, null, $"{exception.GetType()}: {exception.Message}", 500) { Error = exception },
    };

    /// <summary>The paragraphs of a text for a client as one line.</summary>
    private static string OneLine(string text) =>
        string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
