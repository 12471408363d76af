using VimSessionService.Endpoint.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi.Errors;

/// <summary>Which error of the vSphere Automation API the failure of a call is.</summary>
internal static class VapiErrors
{
    /// <summary>The error of a failure; null for one that is answered with a bare status.</summary>
    public static VapiError? Of(CallFailure failure) => failure.Fault switch
    {
        InvalidLogin or NotAuthenticated or NotSupported => VapiError.Unauthenticated,
        NoPermission => VapiError.Unauthorized,
        InvalidRequest => VapiError.InvalidRequest(failure.Text ?? "The request is malformed."),
        not null => VapiError.Internal,
        null => failure.Status == VapiErrorKind.ServiceUnavailable.Status ? VapiError.Busy : null,
    };
}
