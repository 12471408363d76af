namespace VimSessionService.Vim25;

[ManagedType]
public interface ISessionManager : IManagedObject
{
    [Privilege("Sessions.TerminateSession")]
    UserSession[]? SessionList { get; }

    [Privilege("System.Anonymous")]
    UserSession? CurrentSession { get; }

    [Privilege("System.View")]
    string? Message { get; }

    [Privilege("System.Anonymous")]
    string[]? MessageLocaleList { get; }

    [Privilege("System.Anonymous")]
    string[]? SupportedLocaleList { get; }

    [Privilege("System.Anonymous")]
    string DefaultLocale { get; }

    [Privilege("Sessions.GlobalMessage")]
    void UpdateServiceMessage(string message);

    [Since(ApiVersion.V5_1), Privilege("System.Anonymous"), Throws(typeof(InvalidLogin), typeof(InvalidLocale))]
    UserSession LoginByToken(string? locale);

    [Privilege("System.Anonymous"), Throws(typeof(InvalidLogin), typeof(InvalidLocale))]
    UserSession Login(string userName, [Secret] string password, string? locale);

    [Since(ApiVersion.V2_5), Privilege("System.Anonymous"), Throws(typeof(SSPIChallenge), typeof(InvalidLogin), typeof(InvalidLocale))]
    UserSession LoginBySSPI([Secret] string base64Token, string? locale);

    [Privilege("System.View")]
    void Logout();

    [Privilege("System.Anonymous"), Throws(typeof(InvalidLogin))]
    SessionManagerLocalTicket AcquireLocalTicket(string userName);

    [Since(ApiVersion.V5_0), Privilege("System.Anonymous")]
    SessionManagerGenericServiceTicket AcquireGenericServiceTicket(SessionManagerServiceRequestSpec spec);

    [Privilege("Sessions.TerminateSession"), Throws(typeof(NotFound))]
    void TerminateSession(string[] sessionId);

    [Privilege("System.View"), Throws(typeof(InvalidLocale))]
    void SetLocale(string locale);

    [Since(ApiVersion.V2_5), Privilege("System.Anonymous"), Throws(typeof(InvalidLogin), typeof(InvalidLocale), typeof(NotFound), typeof(NoClientCertificate), typeof(NoSubjectName))]
    UserSession LoginExtensionBySubjectName(string extensionKey, string? locale);

    [Since(ApiVersion.V4_0), Privilege("System.Anonymous"), Throws(typeof(InvalidLogin), typeof(InvalidLocale), typeof(NoClientCertificate))]
    UserSession LoginExtensionByCertificate(string extensionKey, string? locale);

    [Since(ApiVersion.V2_5), Privilege("Sessions.ImpersonateUser"), Throws(typeof(InvalidLogin), typeof(InvalidLocale))]
    UserSession ImpersonateUser(string userName, string? locale);

    [Since(ApiVersion.V2_5), Privilege("Sessions.ValidateSession")]
    bool SessionIsActive(string sessionID, string userName);

    [Since(ApiVersion.V2_5U2), Privilege("System.View")]
    [return: Secret]
    string AcquireCloneTicket();

    [Since(ApiVersion.V2_5U2), Privilege("System.Anonymous"), Throws(typeof(InvalidLogin))]
    UserSession CloneSession([Secret] string cloneTicket);
}
