namespace VimSessionService.Vapi.Errors;

/// <summary>The standard errors of the vSphere Automation API that the service answers with, each with its HTTP status in REST.</summary>
/// <param name="Name">The name in upper case, as <c>error_type</c> has it.</param>
/// <param name="Status">The HTTP status.</param>
internal sealed record VapiErrorKind(string Name, int Status)
{
    private const string Prefix = "com.vmware.vapi.std.errors.";

    /// <summary>The request needs a session or credentials, and has none that are good.</summary>
    public static readonly VapiErrorKind Unauthenticated = new("UNAUTHENTICATED", 401);

    /// <summary>The user may not do that.</summary>
    public static readonly VapiErrorKind Unauthorized = new("UNAUTHORIZED", 403);

    /// <summary>There is no such resource.</summary>
    public static readonly VapiErrorKind NotFound = new("NOT_FOUND", 404);

    /// <summary>There is no such service or operation.</summary>
    public static readonly VapiErrorKind OperationNotFound = new("OPERATION_NOT_FOUND", 404);

    /// <summary>A value of the request cannot be used.</summary>
    public static readonly VapiErrorKind InvalidArgument = new("INVALID_ARGUMENT", 400);

    /// <summary>The request is malformed.</summary>
    public static readonly VapiErrorKind InvalidRequest = new("INVALID_REQUEST", 400);

    /// <summary>The service cannot do it now.</summary>
    public static readonly VapiErrorKind ServiceUnavailable = new("SERVICE_UNAVAILABLE", 503);

    /// <summary>The service failed.</summary>
    public static readonly VapiErrorKind InternalServerError = new("INTERNAL_SERVER_ERROR", 500);

    /// <summary>The name of the error in the interface definition, such as <c>com.vmware.vapi.std.errors.not_found</c>.</summary>
    public string FullName { get; } = Prefix + Name.ToLowerInvariant();
}
