using System.ComponentModel.DataAnnotations;

namespace VimSessionService.Hosting;

/// <summary>The security token service, and logins by tokens.</summary>
public record SingleSignOnOptions
{
    /// <summary>Whether the security token service is served; null for a vCenter's, and not by an ESX host.</summary>
    public bool? Sts { get; set; }

    /// <summary>How long a made key signs before the next one does.</summary>
    public TimeSpan StsKeyLifetime { get; set; } = TimeSpan.FromDays(3650);

    /// <summary>The longest life of a bearer token; a request for more is cut.</summary>
    public TimeSpan MaxBearerLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest life of a holder-of-key token; a request for more is cut.</summary>
    public TimeSpan MaxHokLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The audiences that a token may be restricted to, separated by commas; null for URLs at the service's own names.</summary>
    public string? TokenAudiences { get; set; }

    /// <summary>The largest token that may log in.</summary>
    [Range(1, int.MaxValue)]
    public int MaxTokenBytes { get; set; } = 65_536;

    /// <summary>How many times as large as a message the canonical form of what is signed in it may be.</summary>
    [Range(1, int.MaxValue)]
    public int MaxCanonicalMultiple { get; set; } = 8;

    /// <summary>
    /// How many signed messages, and as many tokens for one use, are remembered of one user until they end, so that nobody sends them again; of all users together
    /// twice as many.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int MaxUserMessages { get; set; } = 50_000;

    /// <summary>Whether tokens, and signed logins and requests for tokens, with SHA-1 are accepted.</summary>
    public bool AllowSha1Tokens { get; set; }

    /// <summary>Whether tokens, and signed logins and requests for tokens, with MD5 are accepted.</summary>
    public bool AllowMd5Tokens { get; set; }

    /// <summary>How far the clocks of issuers and clients may be off.</summary>
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromMinutes(10);
}
