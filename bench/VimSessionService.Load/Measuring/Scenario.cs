using VimSessionService.Load.Http;

namespace VimSessionService.Load.Measuring;

/// <summary>One call.</summary>
/// <param name="Name">The name of its canned answer.</param>
/// <param name="Body">The envelope.</param>
/// <param name="WithCookie">Whether it is made in a session.</param>
/// <param name="OfFirstSession">Whether that is the connection's first session, even after the round has opened another.</param>
internal sealed record Step(string Name, string Body, bool WithCookie, bool OfFirstSession = false)
{
    /// <summary>Where the service takes it.</summary>
    public string Path { get; init; } = "/sdk";

    /// <summary>What the floor computes before it answers, since nobody could do without: <c>verify</c> or <c>sign</c>; null for nothing.</summary>
    public string? Work { get; init; }

    /// <summary>The whole request, as a client was recorded to send it or of another door than SOAP; null for a call of SOAP that is made of the envelope.</summary>
    public byte[]? Whole { get; init; }

    /// <summary>The call as the service is sent it.</summary>
    public byte[] ToService() => Whole is not null ? [.. Whole] : HttpMessage.Post(Path, Body, WithCookie);

    /// <summary>The call as the floor is sent it.</summary>
    public byte[] ToFloor() => Whole is not null ? HttpMessage.WithPath(Whole, $"/floor/{Name}") : HttpMessage.Post(Work is null ? $"/floor/{Name}" : $"/floor/{Name}?{Work}", Body, WithCookie);
}

/// <summary>The calls that a connection makes over and over.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Steps">The calls of one round.</param>
/// <param name="NeedsSession">Whether the connection logs in before the first.</param>
/// <param name="OtherSessions">How many sessions live beside that one, each of which the answer may tell of.</param>
internal sealed record Scenario(string Name, Step[] Steps, bool NeedsSession, int OtherSessions = 0)
{
    /// <summary>Whether it is a recorded session, which is made on a connection of its own each time.</summary>
    public bool IsRecorded { get; init; }
}

/// <summary>What is measured.</summary>
internal static class Scenarios
{
    /// <summary>The user that the servers are started with.</summary>
    public const string UserName = "administrator@vsphere.local";

    /// <summary>That user's password, in a service that lives for the length of a measurement and listens on loopback only.</summary>
    public const string Password = "bench-only";

    /// <summary>That user as sessions show it.</summary>
    public const string ShownUserName = @"VSPHERE.LOCAL\administrator";

    public static readonly Step RetrieveServiceContent = new("content", Calls.RetrieveServiceContent, WithCookie: false);

    public static readonly Step Login = new("login", Calls.Login(UserName, Password), WithCookie: false);

    public static readonly Step Logout = new("logout", Calls.Logout, WithCookie: true);

    /// <summary>A login and its logout.</summary>
    public static readonly Scenario LoginLogout = new("Login + Logout", [Login, Logout], NeedsSession: false);

    /// <summary>All properties of the SessionManager.</summary>
    public static readonly Scenario RetrieveSessionManager =
        new("RetrievePropertiesEx SessionManager", [new Step("retrieve", Calls.RetrieveSessionManager, WithCookie: true)], NeedsSession: true);

    /// <summary>Those whose names begin so; all without any name.</summary>
    public static Scenario[] Named(string[] beginnings) => beginnings.Length == 0
        ? All
        : Array.FindAll(All, scenario => Array.Exists(beginnings, name => scenario.Name.StartsWith(name, StringComparison.Ordinal)));

    /// <summary>All of them.</summary>
    public static readonly Scenario[] All =
    [
        .. Recordings.All,
        new("RetrieveServiceContent", [RetrieveServiceContent], NeedsSession: false),
        LoginLogout,
        new("Fetch currentSession", [new Step("fetch", Calls.FetchCurrentSession, WithCookie: true)], NeedsSession: true),
        new("SessionIsActive", [new Step("active", Calls.SessionIsActive(ShownUserName), WithCookie: true)], NeedsSession: true),
        new(
            "AcquireCloneTicket + CloneSession + Logout",
            [
                new Step("ticket", Calls.AcquireCloneTicket, WithCookie: true, OfFirstSession: true),
                new Step("clone", Calls.CloneSession, WithCookie: false),
                Logout,
            ],
            NeedsSession: true),
        RetrieveSessionManager,
        new(
            "RetrievePropertiesEx SessionManager, 16 sessions",
            [new Step("retrieve16", Calls.RetrieveSessionManager, WithCookie: true)],
            NeedsSession: true,
            OtherSessions: 15),
    ];
}
