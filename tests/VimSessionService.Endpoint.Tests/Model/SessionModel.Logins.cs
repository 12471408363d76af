namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>
/// The logins. All of them ask in one order: is the client logged in already, is there such a locale, who is it, has it access, is
/// there room for another session. Each tells of it by one event, or of what is not its user's doing by none.
/// </summary>
internal sealed partial class SessionModel
{
    /// <summary>Login; "" stands for success, anything else is the fault.</summary>
    public string Login(ModelClient client, string user, bool isPasswordRight, string? locale) =>
        RefuseFirst(client, locale) ?? (isPasswordRight ? Admit(client, user, locale) : RefuseProof(user));

    /// <summary>A login with the content of a local ticket's file, which is good once and for its user alone.</summary>
    public string LoginByTicket(ModelClient client, string user, ModelLocalTicket ticket)
    {
        if (RefuseFirst(client, locale: null) is { } fault)
            return fault;
        if (ticket.IsUsed || ticket.User != user || Now - ticket.Given >= LocalTicketLifetime)
            return RefuseProof(user);
        ticket.IsUsed = true;
        return Admit(client, user, locale: null);
    }

    /// <summary>
    /// A login by a token, or without one. The token has to be one that a trusted issuer signed and that has not ended, clocks being
    /// what they are; one that is bound to a key has to come in a message that the key signed just now, and that did not come before.
    /// </summary>
    public string LoginByToken(ModelClient client, ModelToken? token, string? locale)
    {
        if (RefuseFirst(client, locale) is { } fault)
            return fault;
        if (token is not { IsOfTrustedIssuer: true } || Now >= token.Ends + ClockTolerance)
            return RefuseProof(token?.ClaimedName ?? "");
        if (token.IsBoundToKey && (!token.IsSignedByThatKey || token.IsUsed || Now >= token.MessageEnds + ClockTolerance))
            return RefuseProof(token.ClaimedName);
        token.IsUsed = true;
        return Admit(client, token.User, locale);
    }

    /// <summary>
    /// A login by the tokens of a security context. One that is not finished is a challenge, and the client's next token belongs to it,
    /// while it lasts; a token that is wrong ends it. What a locale is refused for, or a second login, leaves it as it is.
    /// </summary>
    public string LoginBySspi(ModelClient client, string token, string? locale)
    {
        if (RefuseFirst(client, locale) is { } fault)
            return fault;
        var begun = client.Negotiation;
        client.Negotiation = null;
        if (begun is not null && Now - begun.Begun < NegotiationLifetime)
            return token == EchoNegotiator.Challenge ? Admit(client, begun.User, locale) : RefuseProof("");
        if (token == EchoNegotiator.Garbage)
            return RefuseProof("");
        if (token is not [.. var user, '?'])
            return Admit(client, token, locale);
        client.Negotiation = new ModelNegotiation(user, Now);
        return "SSPIChallenge";
    }

    /// <summary>An extension's session, which has an administrator's privileges and may impersonate whoever it becomes.</summary>
    public string LoginExtension(ModelClient client, bool hasCertificate, bool isRight)
    {
        if (RefuseFirst(client, locale: null) is { } fault)
            return fault;
        if (!hasCertificate)
            return "NoClientCertificate";
        return isRight ? Open(client, Extension, "en", isExtension: true) : RefuseProof(Extension);
    }

    /// <summary>The same by the subject of a certificate that an authority vouches for, which the extension has to be registered with.</summary>
    public string LoginSubject(ModelClient client, bool hasSubject, bool hasCertificate, bool isVouchedFor)
    {
        if (RefuseFirst(client, locale: null) is { } fault)
            return fault;
        if (!hasCertificate)
            return "NoClientCertificate";
        if (!hasSubject)
            return "NoSubjectName";
        return isVouchedFor ? Open(client, SubjectExtension, "en", isExtension: true) : RefuseProof(SubjectExtension, "InvalidClientCertificate");
    }

    /// <summary>What every login is refused for first; null when it may go on.</summary>
    private string? RefuseFirst(ModelClient client, string? locale)
    {
        if (Enter(client) is { } session)
        {
            Post("AlreadyAuthenticatedSessionEvent", session.User);
            return "InvalidLogin";
        }

        return locale is null or "de" or "fr_CA" ? null : "InvalidLocale";
    }

    /// <summary>The client is not who it says it is.</summary>
    private string RefuseProof(string claimedUser, string fault = "InvalidLogin")
    {
        Post("BadUsernameSessionEvent", claimedUser);
        return fault;
    }

    /// <summary>The client is who it says it is: it gets a session if it has access.</summary>
    private string Admit(ModelClient client, string user, string? locale)
    {
        if (user is Administrator or Stranger or "reader")
            return Open(client, user, locale ?? "en", isExtension: false);
        Post("NoAccessUserEvent", user);
        return "NoPermission";
    }

    /// <summary>Gives the client a session, if there is room for one: a server that has as many as it takes is not available.</summary>
    private string Open(ModelClient client, string user, string locale, bool isExtension)
    {
        if (Live.Count() >= Cap)
            return Unavailable;
        client.Session = new ModelSession { User = user, Locale = locale, IsExtension = isExtension, LastActive = Now };
        client.Negotiation = null; // it was the former cookie's
        _sessions.Add(client.Session);
        Post("UserLoginSessionEvent", user);
        return "";
    }

    private void Post(string type, string user) => Events.Add(new ModelEvent(type, user));
}
