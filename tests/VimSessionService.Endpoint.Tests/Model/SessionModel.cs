namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>
/// What the specification says of sessions, in as few lines as it takes: who is logged in, what a ticket is good for, what each
/// call answers. Written anew and not from the service's code, so that one checks the other.
/// </summary>
internal sealed class SessionModel
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan GenericTicketLifetime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LocalTicketLifetime = TimeSpan.FromSeconds(60);

    private readonly List<ModelSession> _sessions = [];

    /// <summary>The tickets that were given, good or not, in their order.</summary>
    public List<ModelTicket> Tickets { get; } = [];

    /// <summary>The local tickets that were given, good or not.</summary>
    public List<ModelLocalTicket> LocalTickets { get; } = [];

    /// <summary>The time that has passed.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>The system message.</summary>
    public string Message { get; private set; } = "";

    /// <summary>Every session that there was.</summary>
    public IReadOnlyList<ModelSession> Sessions => _sessions;

    /// <summary>The sessions that live.</summary>
    public IEnumerable<ModelSession> Live => _sessions.Where(IsLive);

    public void Advance(TimeSpan time) => Now += time;

    /// <summary>The client's session when it makes a call, which counts as its last activity; null when it has none or none any more.</summary>
    public ModelSession? Enter(ModelClient client)
    {
        if (client.Session is not { } session || !IsLive(session))
            return null;
        session.LastActive = Now;
        return session;
    }

    /// <summary>Login; "" stands for success, anything else is the fault.</summary>
    public string Login(ModelClient client, string user, bool isPasswordRight, string? locale)
    {
        if (Enter(client) is not null)
            return "InvalidLogin";
        if (locale is not (null or "de" or "fr_CA"))
            return "InvalidLocale";
        if (!isPasswordRight)
            return "InvalidLogin";
        if (user == "nobody")
            return "NoPermission";
        client.Session = Begin(user, locale ?? "en");
        return "";
    }

    /// <summary>A login with the content of a local ticket's file, which is good once and for its user alone.</summary>
    public string LoginByTicket(ModelClient client, string user, ModelLocalTicket ticket)
    {
        var isGood = !ticket.IsUsed && ticket.User == user && Now - ticket.Given < LocalTicketLifetime;
        var fault = Login(client, user, isGood, locale: null);
        ticket.IsUsed |= fault.Length == 0;
        return fault;
    }

    public string AcquireLocalTicket(ModelClient client, string user)
    {
        Enter(client);
        if (user == "nobody")
            return "NoPermission";
        LocalTickets.Add(new ModelLocalTicket(user, Now));
        return "";
    }

    /// <summary>An extension's session, which has an administrator's privileges and may impersonate whoever it becomes.</summary>
    public string LoginExtension(ModelClient client, bool hasCertificate, bool isRight)
    {
        if (Enter(client) is not null)
            return "InvalidLogin";
        if (!hasCertificate)
            return "NoClientCertificate";
        if (!isRight)
            return "InvalidLogin";
        client.Session = Begin(SessionMachineTests.Extension, "en");
        client.Session.IsExtension = true;
        return "";
    }

    /// <summary>The same by the subject of a certificate that an authority vouches for, which the extension has to be registered with.</summary>
    public string LoginSubject(ModelClient client, bool hasSubject, bool hasCertificate, bool isVouchedFor)
    {
        if (Enter(client) is not null)
            return "InvalidLogin";
        if (!hasSubject)
            return "NoSubjectName";
        if (!hasCertificate)
            return "NoClientCertificate";
        if (!isVouchedFor)
            return "InvalidClientCertificate";
        client.Session = Begin(SessionMachineTests.SubjectExtension, "en");
        client.Session.IsExtension = true;
        return "";
    }

    public string Logout(ModelClient client)
    {
        if (Enter(client) is not { } session)
            return "NotAuthenticated";
        End(session);
        return "";
    }

    public string SetLocale(ModelClient client, string locale)
    {
        if (Enter(client) is not { } session)
            return "NotAuthenticated";
        if (locale is not ("de" or "fr_CA"))
            return "InvalidLocale";
        session.Locale = locale;
        return "";
    }

    public string UpdateMessage(ModelClient client, string message)
    {
        if (Refuse(client) is { } fault)
            return fault;
        Message = message;
        return "";
    }

    /// <summary>Terminates one session after the other, up to the first that cannot be.</summary>
    public string Terminate(ModelClient client, IEnumerable<ModelSession> targets)
    {
        if (Refuse(client) is { } fault)
            return fault;
        foreach (var target in targets)
        {
            if (target == client.Session)
                return "InvalidArgument";
            if (!IsLive(target))
                return "NotFound";
            End(target);
        }

        return "";
    }

    /// <summary>SessionIsActive: a fault, or the answer.</summary>
    public string IsActive(ModelClient client, ModelSession target, string displayedUser) =>
        Refuse(client) ?? (IsLive(target) && Display(target.User) == displayedUser ? "true" : "false");

    public string AcquireTicket(ModelClient client, bool isGeneric)
    {
        if (Enter(client) is not { } session)
            return "NotAuthenticated";
        Tickets.Add(new ModelTicket(session, isGeneric, Now));
        return "";
    }

    public string Clone(ModelClient client, ModelTicket? ticket)
    {
        var own = Enter(client);
        if (ticket is null || ticket.IsUsed || !IsLive(ticket.Session) || (ticket.IsGeneric && Now - ticket.Given >= GenericTicketLifetime))
            return "InvalidLogin";
        ticket.IsUsed = true;
        var source = ticket.Session;
        own ??= client.Session = Begin(source.User, source.Locale);
        (own.User, own.Locale, own.IsExtension) = (source.User, source.Locale, source.IsExtension);
        return "";
    }

    public string Impersonate(ModelClient client, string user, string? locale)
    {
        if (Enter(client) is not { IsExtension: true } && Refuse(client) is { } fault)
            return fault;
        if (locale is not (null or "de" or "fr_CA"))
            return "InvalidLocale";
        if (Live.FirstOrDefault(session => session.User == user) is not { } target)
            return "InvalidLogin";
        var own = client.Session!;
        (own.User, own.Locale) = (target.User, locale ?? target.Locale);
        return "";
    }

    /// <summary>The fault of a call that only an administrator may make; null when the caller may.</summary>
    public string? Refuse(ModelClient client) => Enter(client) switch
    {
        null => "NotAuthenticated",
        { User: not (SessionMachineTests.Administrator or SessionMachineTests.Extension or SessionMachineTests.SubjectExtension) } => "NoPermission",
        _ => null,
    };

    /// <summary>A user as sessions show it.</summary>
    public static string Display(string user) => user == SessionMachineTests.Administrator ? @"VSPHERE.LOCAL\administrator" : user;

    public bool IsLive(ModelSession session) => !session.HasEnded && Now - session.LastActive < Idle;

    private ModelSession Begin(string user, string locale)
    {
        var session = new ModelSession { User = user, Locale = locale, LastActive = Now };
        _sessions.Add(session);
        return session;
    }

    private static void End(ModelSession session) => session.HasEnded = true;
}

/// <summary>A session as the specification sees it.</summary>
internal sealed class ModelSession
{
    public required string User { get; set; }

    public required string Locale { get; set; }

    public TimeSpan LastActive { get; set; }

    public bool IsExtension { get; set; }

    public bool HasEnded { get; set; }

    /// <summary>The key that the service gave it.</summary>
    public string Key { get; set; } = "";
}

/// <summary>A ticket for CloneSession: one of AcquireCloneTicket, or a generic one, which has a lifetime.</summary>
internal sealed class ModelTicket(ModelSession session, bool isGeneric, TimeSpan given)
{
    public ModelSession Session { get; } = session;

    public bool IsGeneric { get; } = isGeneric;

    public TimeSpan Given { get; } = given;

    public bool IsUsed { get; set; }

    /// <summary>The ticket that the service gave.</summary>
    public string Text { get; set; } = "";
}

/// <summary>A client that keeps its cookie, whatever became of its session.</summary>
internal sealed class ModelClient
{
    public ModelSession? Session { get; set; }

    public string? Cookie { get; set; }
}

/// <summary>A local ticket.</summary>
internal sealed class ModelLocalTicket(string user, TimeSpan given)
{
    public string User { get; } = user;

    public TimeSpan Given { get; } = given;

    public bool IsUsed { get; set; }

    /// <summary>What the file holds.</summary>
    public string Password { get; set; } = "";
}
