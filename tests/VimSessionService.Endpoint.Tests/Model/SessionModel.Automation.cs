namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>
/// Sessions by REST and by JSON-RPC. From 8.0.3.0 on they are those of every other door; before it they are apart, with a cap for each user and an end however
/// much they are used. A login there never looks at the session that its client has. Beside them are the exchange of tokens and the common session.
/// </summary>
internal sealed partial class SessionModel
{
    /// <summary>How many separate sessions a user may have.</summary>
    public const int ApartCap = 2;

    /// <summary>How long a separate session lives, however much it is used.</summary>
    public static readonly TimeSpan ApartLifetime = TimeSpan.FromMinutes(20);

    /// <summary>How long a signed request is good, and a token that another was exchanged for.</summary>
    private static readonly TimeSpan SignedLife = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ExchangedLife = TimeSpan.FromMinutes(5);

    private readonly List<ModelSession> _apart = [];
    private ModelSession? _common;

    /// <summary>The requests with SAML tokens that were made.</summary>
    public List<ModelTokenRequest> TokenRequests { get; } = [];

    /// <summary>Whether an access token opens a session.</summary>
    public bool TakesAccessTokens { get; init; }

    /// <summary>Whether a session of one door opens every other.</summary>
    public bool HasOneSession { get; init; } = true;

    /// <summary>A login; "" stands for success, anything else is the fault.</summary>
    public string Create(ModelClient client, string user, bool isPasswordRight)
    {
        if (!isPasswordRight)
            return RefuseProof(user);
        return AdmitAutomation(client, user);
    }

    /// <summary>
    /// A login by a SAML token. It has to be good as for SOAP, and to allow that its bearer acts for its user; who holds its key signs the request, which is good
    /// for a minute and once.
    /// </summary>
    public string CreateByToken(ModelClient client, ModelTokenRequest request)
    {
        var token = request.Token;
        if (!token.IsOfTrustedIssuer || !token.IsDelegatable || Now >= token.Ends + ClockTolerance)
            return RefuseProof(token.ClaimedName);
        if (token.IsBoundToKey && (!token.IsSignedByThatKey || request.IsUsed || Now >= request.Made + SignedLife + ClockTolerance))
            return RefuseProof(token.ClaimedName);
        request.IsUsed = true;
        return AdmitAutomation(client, token.User);
    }

    /// <summary>A login by an access token, which older servers do not take for one.</summary>
    public string CreateByAccess(ModelClient client, ModelAccess access)
    {
        if (!TakesAccessTokens)
            return "InvalidLogin";
        return IsGood(access) ? AdmitAutomation(client, access.User) : RefuseProof(access.Claim);
    }

    /// <summary>The exchange of an access token: the status, and when the SAML token ends.</summary>
    public (int Status, TimeSpan Ends) Exchange(ModelAccess access)
    {
        if (!IsGood(access))
            return (401, default);
        var ends = Now + ExchangedLife < access.Ends ? Now + ExchangedLife : access.Ends;
        return (200, ends);
    }

    /// <summary>A ticket of the common session, which is opened when there is none; the status.</summary>
    public int Share(bool isSecretRight)
    {
        if (!isSecretRight)
            return 403;
        if (_common is null || !IsLive(_common))
        {
            if (Live.Count() >= Cap)
                return 503;
            _common = new ModelSession { User = Administrator, Locale = "en" };
            _sessions.Add(_common);
            Post("UserLoginSessionEvent", Administrator);
        }

        _common.LastActive = Now;
        Tickets.Add(new ModelTicket(_common, isGeneric: false, Now));
        return 200;
    }

    /// <summary>The client's session when it makes a request, which counts as its last activity; null when it has none or none any more.</summary>
    public ModelSession? EnterAutomation(ModelClient client)
    {
        if (HasOneSession)
            return Enter(client);
        if (client.Apart is not { } session || !IsLiveApart(session))
            return null;
        session.LastActive = Now;
        return session;
    }

    public string Delete(ModelClient client)
    {
        if (EnterAutomation(client) is not { } session)
            return "NotAuthenticated";
        End(session);
        return "";
    }

    /// <summary>Somebody who is known gets a session, of the kind that these doors give.</summary>
    private string AdmitAutomation(ModelClient client, string user)
    {
        if (HasOneSession || user is not (Administrator or Stranger or "reader"))
            return Admit(client, user, locale: null);
        if (_apart.Count(IsLiveApart) >= Cap || _apart.Count(session => session.User == user && IsLiveApart(session)) >= ApartCap)
            return Unavailable;
        client.Apart = new ModelSession { User = user, Locale = "en", Opened = Now, LastActive = Now };
        _apart.Add(client.Apart);
        Post("UserLoginSessionEvent", user);
        return "";
    }

    private bool IsGood(ModelAccess access) => access.Kind != "Untrusted" && Now < access.Ends + ClockTolerance;

    private bool IsLiveApart(ModelSession session) => IsLive(session) && Now - session.Opened < ApartLifetime;
}
