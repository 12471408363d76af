namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>
/// Sessions by REST and by JSON-RPC. From 8.0.3.0 on they are those of every other door; before it they are apart, with a cap for each user and an end however
/// much they are used. A login there never looks at the session that its client has.
/// </summary>
internal sealed partial class SessionModel
{
    /// <summary>How many separate sessions a user may have.</summary>
    public const int ApartCap = 2;

    /// <summary>How long a separate session lives, however much it is used.</summary>
    public static readonly TimeSpan ApartLifetime = TimeSpan.FromMinutes(20);

    private readonly List<ModelSession> _apart = [];

    /// <summary>Whether a session of one door opens every other.</summary>
    public bool HasOneSession { get; init; } = true;

    /// <summary>A login; "" stands for success, anything else is the fault.</summary>
    public string Create(ModelClient client, string user, bool isPasswordRight)
    {
        if (!isPasswordRight)
            return RefuseProof(user);
        if (HasOneSession || user is not (Administrator or "reader"))
            return Admit(client, user, locale: null);
        if (_apart.Count(IsLiveApart) >= Cap || _apart.Count(session => session.User == user && IsLiveApart(session)) >= ApartCap)
            return Unavailable;
        client.Apart = new ModelSession { User = user, Locale = "en", Opened = Now, LastActive = Now };
        _apart.Add(client.Apart);
        Post("UserLoginSessionEvent", user);
        return "";
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

    private bool IsLiveApart(ModelSession session) => IsLive(session) && Now - session.Opened < ApartLifetime;
}
