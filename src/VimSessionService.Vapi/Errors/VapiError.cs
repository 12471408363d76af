namespace VimSessionService.Vapi.Errors;

/// <summary>An error as clients are told it.</summary>
/// <param name="Kind">Which standard error it is.</param>
/// <param name="Id">The id of its message.</param>
/// <param name="Text">Its message in English.</param>
/// <param name="Arguments">The arguments of the message.</param>
internal sealed record VapiError(VapiErrorKind Kind, string Id, string Text, params string[] Arguments)
{
    /// <summary>The HTTP status in REST.</summary>
    public int Status { get; init; } = Kind.Status;

    /// <summary>The request needs a session or credentials.</summary>
    public static VapiError Unauthenticated { get; } =
        new(VapiErrorKind.Unauthenticated, "com.vmware.vapi.endpoint.method.authentication.required", "Authentication required.");

    /// <summary>The user may not do that.</summary>
    public static VapiError Unauthorized { get; } =
        new(VapiErrorKind.Unauthorized, "com.vmware.vapi.std.errors.unauthorized", "Unauthorized.");

    /// <summary>The service cannot do it now.</summary>
    public static VapiError Busy { get; } =
        new(VapiErrorKind.ServiceUnavailable, "com.vmware.vapi.endpoint.cis.ServiceUnavailable", "Service unavailable.");

    /// <summary>The service failed. Clients are not told why.</summary>
    public static VapiError Internal { get; } =
        new(VapiErrorKind.InternalServerError, "vapi.bindings.method.impl.unexpected", "Provider method implementation threw unexpected exception: Internal error");

    /// <summary>The request has more bytes than it may have, or its body cannot be unpacked.</summary>
    public static VapiError TooLarge(string text) => new(VapiErrorKind.InvalidRequest, "com.vmware.vapi.std.errors.invalid_request", text) { Status = 413 };

    /// <summary>The request is malformed.</summary>
    public static VapiError InvalidRequest(string text) => new(VapiErrorKind.InvalidRequest, "com.vmware.vapi.std.errors.invalid_request", text);

    /// <summary>A value of the request cannot be used.</summary>
    public static VapiError InvalidArgument(string text) => new(VapiErrorKind.InvalidArgument, "com.vmware.vapi.std.errors.invalid_argument", text);

    /// <summary>A user has as many sessions as one may have, or all users together.</summary>
    public static VapiError SessionCap(int most, string user) => new(
        VapiErrorKind.ServiceUnavailable,
        "com.vmware.vapi.endpoint.failedToLoginMaxUserSessionCountReached",
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"User session count is limited to {most}. Existing session count is {most} for user {user}"));
}
