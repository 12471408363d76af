using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Sts.Faults;

/// <summary>
/// A fault of the security token service. The message is for the client; the reason is for the log and contains no
/// secret.
/// </summary>
/// <param name="ns">The namespace of the code.</param>
/// <param name="code">The code's local name.</param>
/// <param name="text">The text for the client.</param>
/// <param name="reason">The true reason.</param>
internal sealed class StsFaultException(string ns, string code, string text, string reason) : Exception(text)
{
    /// <summary>The namespace of the code.</summary>
    public string Namespace => ns;

    /// <summary>The code's local name.</summary>
    public string Code => code;

    /// <summary>The true reason.</summary>
    public string Reason => reason;

    /// <summary>Who the request says it is from, where that much is known; nothing to rely on.</summary>
    public string? UserName { get; init; }
}

/// <summary>The faults. Codes and texts are those of real servers where these are known.</summary>
internal static class StsFaults
{
    /// <summary>The requester is not authenticated; the client does not get the reason.</summary>
    public static StsFaultException FailedAuthentication(string reason, string? userName = null) =>
        new(XmlNames.Trust, "FailedAuthentication", "Invalid credentials", reason) { UserName = userName };

    /// <summary>What is asked contradicts itself or must not be.</summary>
    public static StsFaultException InvalidRequest(string text, string? reason = null) => new(XmlNames.Trust, "InvalidRequest", text, reason ?? text);

    /// <summary>What is asked cannot be done.</summary>
    public static StsFaultException RequestFailed(string text, string? reason = null) => new(XmlNames.Trust, "RequestFailed", text, reason ?? text);

    /// <summary>The token's life as it is asked for cannot be.</summary>
    public static StsFaultException InvalidTimeRange(string text) => new(XmlNames.Trust, "InvalidTimeRange", text, text);

    /// <summary>The token cannot be renewed.</summary>
    public static StsFaultException UnableToRenew(string text) => new(XmlNames.Trust, "UnableToRenew", text, text);

    /// <summary>The security header is not as it should be.</summary>
    public static StsFaultException InvalidSecurity(string reason) => new(
        XmlNames.Security, "InvalidSecurity", "An error was discovered processing the <wsse:Security> header.", reason);

    /// <summary>The message has no security header.</summary>
    public static StsFaultException NoSecurityHeader() => new(
        XmlNames.Security, "InvalidSecurity", "There is no Security element in the soap header", "the message has no security header");

    /// <summary>The timestamp of the security header is not as it should be.</summary>
    public static StsFaultException InvalidLifetime(string text, string reason) => new(XmlNames.Security, "InvalidSecurity", text, reason);

    /// <summary>The signature of the message is not valid.</summary>
    public static StsFaultException FailedCheck(string reason) => new(XmlNames.Security, "FailedCheck", "Signature is invalid.", reason);

    /// <summary>The message is from another time.</summary>
    public static StsFaultException MessageExpired(string text) => new(XmlNames.Security, "MessageExpired", text, text);

    /// <summary>The credential in the header is of a kind that is not taken.</summary>
    public static StsFaultException UnsupportedSecurityToken(string text) => new(XmlNames.Security, "UnsupportedSecurityToken", text, text);
}
