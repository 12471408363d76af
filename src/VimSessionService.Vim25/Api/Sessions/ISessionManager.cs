namespace VimSessionService.Vim25;

/// <summary>Logs clients in and out, lists sessions, ends them and passes them on.</summary>
[ManagedType]
public interface ISessionManager : IManagedObject
{
    /// <summary>Every session that is logged in; only a holder of the privilege sees it (specification, sessionList).</summary>
    [Privilege("Sessions.TerminateSession")]
    UserSession[]? SessionList { get; }

    /// <summary>The caller's own session; unset, and no fault, without one (specification, currentSession).</summary>
    [Privilege("System.Anonymous")]
    UserSession? CurrentSession { get; }

    /// <summary>The system message that clients show at login; unset until there is one (specification, message).</summary>
    [Privilege("System.View")]
    string? Message { get; }

    /// <summary>The locales that messages are translated into (specification, messageLocaleList).</summary>
    [Privilege("System.Anonymous")]
    string[]? MessageLocaleList { get; }

    /// <summary>The locales that a session may have (specification, supportedLocaleList).</summary>
    [Privilege("System.Anonymous")]
    string[]? SupportedLocaleList { get; }

    /// <summary>The locale of a session that names none (specification, defaultLocale).</summary>
    [Privilege("System.Anonymous")]
    string DefaultLocale { get; }

    /// <summary>
    /// Replaces the system message and lets those logged in know (specification, UpdateServiceMessage).
    /// Posts <see cref="GlobalMessageChangedEvent"/>.
    /// </summary>
    [Privilege("Sessions.GlobalMessage")]
    void UpdateServiceMessage(string message);

    /// <summary>
    /// Logs in with the SAML token of the message's security header (specification, LoginByToken).
    /// <see cref="InvalidLogin"/> without a token or with a bad one, <see cref="InvalidLocale"/>,
    /// <see cref="NoPermission"/> when the principal has no access.
    /// </summary>
    [Since(ApiVersion.V5_1), OpensSession, ReadsSecurityHeader, Privilege("System.Anonymous"), Throws(typeof(InvalidLogin), typeof(InvalidLocale))]
    UserSession LoginByToken(string? locale);

    /// <summary>
    /// Logs in with a name and a password, or with a local ticket (specification, Login).
    /// <see cref="InvalidLogin"/> when they do not match or the connection is logged in already,
    /// <see cref="InvalidLocale"/>, <see cref="NoPermission"/> when the user has no access.
    /// </summary>
    [OpensSession, Privilege("System.Anonymous"), Throws(typeof(InvalidLogin), typeof(InvalidLocale))]
    UserSession Login(string userName, [Secret] string password, string? locale);

    /// <summary>
    /// Logs in with a GSS/SPNEGO context, in as many rounds as it takes (specification, LoginBySSPI).
    /// <see cref="SSPIChallenge"/> with the token for the next round, <see cref="InvalidLogin"/>,
    /// <see cref="InvalidLocale"/>, <see cref="NoPermission"/>, <see cref="NotSupported"/> when not configured.
    /// </summary>
    [Since(ApiVersion.V2_5), OpensSession, Privilege("System.Anonymous"), Throws(typeof(SSPIChallenge), typeof(InvalidLogin), typeof(InvalidLocale))]
    UserSession LoginBySSPI([Secret] string base64Token, string? locale);

    /// <summary>Ends the caller's own session (specification, Logout).</summary>
    [EndsSession, Privilege("System.View")]
    void Logout();

    /// <summary>
    /// Puts a one-time password into a file that only the user can read (specification, AcquireLocalTicket).
    /// <see cref="InvalidRequest"/> for a caller from elsewhere, <see cref="InvalidLogin"/> for an unknown user,
    /// <see cref="NoPermission"/> when the user has no access, <see cref="NotSupported"/> when switched off.
    /// </summary>
    [Privilege("System.Anonymous"), Throws(typeof(InvalidLogin))]
    SessionManagerLocalTicket AcquireLocalTicket(string userName);

    /// <summary>
    /// Gives a credential for one request (specification, AcquireGenericServiceTicket).
    /// <see cref="InvalidArgument"/> for a request that no ticket is given for, <see cref="NoPermission"/>,
    /// <see cref="NotAuthenticated"/> for a CloneSession when there is no session to clone.
    /// </summary>
    [Since(ApiVersion.V5_0), Privilege("System.Anonymous")]
    SessionManagerGenericServiceTicket AcquireGenericServiceTicket(SessionManagerServiceRequestSpec spec);

    /// <summary>
    /// Ends sessions one by one; a fault leaves the rest as they are (specification, TerminateSession).
    /// <see cref="NotFound"/> for a key that is no session's, <see cref="InvalidArgument"/> for the caller's own.
    /// </summary>
    [Privilege("Sessions.TerminateSession"), Throws(typeof(NotFound))]
    void TerminateSession(string[] sessionId);

    /// <summary>
    /// Changes the locale of the caller's session (specification, SetLocale).
    /// <see cref="InvalidLocale"/> when it is malformed or unknown.
    /// </summary>
    [Privilege("System.View"), Throws(typeof(InvalidLocale))]
    void SetLocale(string locale);

    /// <summary>
    /// Logged an extension in by a text that it signed with its registered key. No server since 5.0 does it, and no WSDL has it: the answer is
    /// <see cref="NotSupported"/>.
    /// </summary>
    [Since(ApiVersion.V2_5), Privilege("System.Anonymous"), Throws(typeof(InvalidLogin), typeof(InvalidLocale), typeof(NotFound)), Undocumented]
    UserSession LoginExtension(string extensionKey, [Secret] string base64SignedCredentials, string? locale);

    /// <summary>
    /// Logs an extension in by the subject of its verified certificate (specification, LoginExtensionBySubjectName).
    /// <see cref="InvalidLogin"/> when unknown or another subject, <see cref="NoClientCertificate"/>,
    /// <see cref="InvalidClientCertificate"/>, <see cref="NoSubjectName"/>, <see cref="InvalidLocale"/>;
    /// <see cref="NotFound"/> is declared and was thrown before 4.0 only.
    /// </summary>
    [Since(ApiVersion.V2_5), OpensSession, Privilege("System.Anonymous"), Throws(typeof(InvalidLogin), typeof(InvalidLocale), typeof(NotFound), typeof(NoClientCertificate), typeof(NoSubjectName))]
    UserSession LoginExtensionBySubjectName(string extensionKey, string? locale);

    /// <summary>
    /// Logs an extension in by the certificate it registered (specification, LoginExtensionByCertificate).
    /// <see cref="InvalidLogin"/> when unknown or another certificate, <see cref="NoClientCertificate"/>,
    /// <see cref="InvalidLocale"/>.
    /// </summary>
    [Since(ApiVersion.V4_0), OpensSession, Privilege("System.Anonymous"), Throws(typeof(InvalidLogin), typeof(InvalidLocale), typeof(NoClientCertificate))]
    UserSession LoginExtensionByCertificate(string extensionKey, string? locale);

    /// <summary>
    /// Makes the caller's session that of another user or extension (specification, ImpersonateUser).
    /// <see cref="InvalidLogin"/> when there is none with an active session, <see cref="InvalidLocale"/>.
    /// </summary>
    [Since(ApiVersion.V2_5), OpensSession, Privilege("Sessions.ImpersonateUser"), Throws(typeof(InvalidLogin), typeof(InvalidLocale))]
    UserSession ImpersonateUser(string userName, string? locale);

    /// <summary>Whether a live session has this key and exactly this user name (specification, SessionIsActive).</summary>
    [Since(ApiVersion.V2_5), Privilege("Sessions.ValidateSession")]
    bool SessionIsActive(string sessionID, string userName);

    /// <summary>
    /// Gives a one-time ticket that ends with the caller's session (specification, AcquireCloneTicket).
    /// <see cref="NotAuthenticated"/> without a session.
    /// </summary>
    [Since(ApiVersion.V2_5U2), Privilege("System.View")]
    [return: Secret]
    string AcquireCloneTicket();

    /// <summary>
    /// Logs in as the user of the session that issued the ticket (specification, CloneSession).
    /// <see cref="InvalidLogin"/> for a ticket that is unknown, used or expired, <see cref="NotSupported"/>.
    /// </summary>
    [Since(ApiVersion.V2_5U2), OpensSession, Privilege("System.Anonymous"), Throws(typeof(InvalidLogin))]
    UserSession CloneSession([Secret] string cloneTicket);
}
