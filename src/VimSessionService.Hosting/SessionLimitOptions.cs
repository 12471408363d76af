using System.ComponentModel.DataAnnotations;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Hosting;

/// <summary>How long and how many sessions live.</summary>
public sealed record SessionLimitOptions
{
    /// <summary>How long a session may be idle.</summary>
    public TimeSpan SessionTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How many sessions may be open at once; beyond it the answer is 503.</summary>
    [Range(0, int.MaxValue)]
    public int MaxSessions { get; set; } = 3000;

    /// <summary>How much memory the views, filters, collectors and pages of one session may take, in bytes.</summary>
    [Range(0, int.MaxValue)]
    public int MaxSessionBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>How many of these are reserved for users who may end the sessions of others, at most a tenth.</summary>
    [Range(0, int.MaxValue)]
    public int ReservedSessions { get; set; } = SessionLimits.DefaultReserved;

    /// <summary>How many sessions any other user may have open; 0 for no limit.</summary>
    [Range(0, int.MaxValue)]
    public int MaxUserSessions { get; set; } = SessionLimits.DefaultOfUser;

    /// <summary>How many REST and JSON-RPC sessions any user may have open on a vCenter before 8.0.3.0, where they are apart from those of SOAP.</summary>
    [Range(1, int.MaxValue)]
    public int MaxVapiUserSessions { get; set; } = 550;

    /// <summary>How long such a session lives at most, however much it is used.</summary>
    public TimeSpan VapiSessionLifetime { get; set; } = TimeSpan.FromSeconds(86_400);

    /// <summary>How many passwords from one address may wait to be checked.</summary>
    [Range(0, int.MaxValue)]
    public int PasswordQueue { get; set; } = PasswordQueueLimits.DefaultOfAddress;

    /// <summary>
    /// How many logins of one address that take more than one leg may wait for their next token: at LoginBySSPI, and apart from them at the security token
    /// service. Of all addresses together sixteen times as many.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int MaxNegotiations { get; set; } = 64;

    /// <summary>Whether a login takes over a session cookie that its client was given a short while ago.</summary>
    public bool AdoptCookies { get; set; } = true;
}
