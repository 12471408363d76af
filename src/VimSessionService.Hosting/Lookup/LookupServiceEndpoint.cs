using Microsoft.AspNetCore.Http;
using VimSessionService.Hosting.SignOn;
using VimSessionService.Identity.Lookup;

namespace VimSessionService.Hosting.Lookup;

/// <summary>The lookup service, for requests that ASP.NET Core carries.</summary>
/// <param name="lookup">The service.</param>
/// <param name="requests">Reads requests and tells of them.</param>
internal sealed class LookupServiceEndpoint(LookupService lookup, SignOnRequests requests)
{
    /// <summary>Answers a call.</summary>
    public Task AnswerAsync(HttpContext context) => requests.AnswerAsync(context, LookupDoor.Declared, LookupService.LongestMessage, (message, _, _) =>
    {
        var answer = lookup.Answer(message, SignOnAnswers.AddressOf(context), context.RequestAborted);
        return new ValueTask<SignOnAnswer>(new SignOnAnswer(answer.Status, answer.Content, answer.Operation, null, answer.Fault, answer.Reason));
    }, (_, message) => lookup.MethodOf(message, context.RequestAborted) ?? SignOnRequests.Unread);
}
