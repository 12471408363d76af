using VimSessionService.Endpoint.Tests.Specification;

namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>
/// What the specification says of sessions, in as few lines as it takes: who is logged in, what a ticket is good for, what each
/// call answers. Written anew and not from the service's code, so that one checks the other.
/// </summary>
internal sealed partial class SessionModel
{
    public const string Administrator = "administrator@vsphere.local";
    public const string Extension = SpecificationWorld.ByCertificate;
    public const string SubjectExtension = SpecificationWorld.BySubject;

    /// <summary>Somebody who has access and no account: who it is only a token says.</summary>
    public const string Stranger = @"EXAMPLE.COM\ada";

    /// <summary>How many sessions there may be, which is less than there are clients.</summary>
    public const int Cap = 3;

    /// <summary>What stands for the answer of a server that has no room: a status of HTTP, and no fault.</summary>
    public const string Unavailable = "503";

    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan GenericTicketLifetime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LocalTicketLifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan NegotiationLifetime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    private readonly List<ModelSession> _sessions = [];

    /// <summary>The tickets that were given, good or not, in their order.</summary>
    public List<ModelTicket> Tickets { get; } = [];

    /// <summary>The local tickets that were given, good or not.</summary>
    public List<ModelLocalTicket> LocalTickets { get; } = [];

    /// <summary>The tokens that clients have, each in its message.</summary>
    public List<ModelToken> Tokens { get; } = [];

    /// <summary>The events of logins.</summary>
    public List<ModelEvent> Events { get; } = [];

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

    public string AcquireLocalTicket(ModelClient client, string user)
    {
        Enter(client);
        if (user == "nobody")
            return "NoPermission";
        LocalTickets.Add(new ModelLocalTicket(user, Now));
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
            return RefuseProof(own?.User ?? "");
        ticket.IsUsed = true;
        var source = ticket.Session;
        if (own is null)
            return Open(client, source.User, source.Locale, source.IsExtension);
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
            return RefuseProof(user);
        var own = client.Session!;
        (own.User, own.Locale) = (target.User, locale ?? target.Locale);
        return "";
    }

    /// <summary>The fault of a call that only an administrator may make; null when the caller may.</summary>
    public string? Refuse(ModelClient client) => Enter(client) switch
    {
        null => "NotAuthenticated",
        { User: not (Administrator or Extension or SubjectExtension) } => "NoPermission",
        _ => null,
    };

    /// <summary>A user as sessions show it.</summary>
    public static string Display(string user) => user == Administrator ? @"VSPHERE.LOCAL\administrator" : user;

    public bool IsLive(ModelSession session) => !session.HasEnded && Now - session.LastActive < Idle;

    private static void End(ModelSession session) => session.HasEnded = true;
}
