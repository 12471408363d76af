using VimSessionService.Core.Calls;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Pipeline;

/// <summary>
/// From 9.1 on a call that bears an access token (<c>Authorization: Bearer</c>) in the place of a session is told how to authenticate, where it would be
/// told that it is not authenticated (docs/facts/vi-json.md). The service takes no access tokens at calls, so it is always told that the token is not valid.
/// </summary>
internal static class AccessTokenChallenge
{
    /// <summary>The failure that the client is told.</summary>
    /// <param name="failure">Why the call failed.</param>
    /// <param name="head">What was read of the request; null when that failed.</param>
    public static CallFailure Apply(CallFailure failure, RequestHead? head) => failure.Fault is NotAuthenticated && head is { BearsAccessToken: true }
        ? failure with
        {
            Text = null,
            Fault = new AuthenticationRequired
            {
                Authenticate =
                [
                    new AuthenticationRequiredChallenge
                    {
                        Scheme = AuthenticationRequiredAuthenticationScheme.Bearer.ToWireName(),
                        Error = AuthenticationRequiredErrorType.InvalidToken.ToWireName(),
                        ErrorDescription = "The access token is not valid.",
                    },
                ],
            },
        }
        : failure;
}
