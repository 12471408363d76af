using VimSessionService.Identity.Signatures;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Saml;

/// <summary>What assertions are accepted.</summary>
internal sealed record AssertionOptions
{
    /// <summary>How far the clocks of issuers and clients may be from this one. Real servers' tolerance is ten minutes as installed.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The audiences that this service is, to the letter; empty for its <see cref="OwnHosts"/>.</summary>
    public IReadOnlyCollection<string> Audiences { get; init; } = [];

    /// <summary>The names and addresses of this service, without ports. Without <see cref="Audiences"/> a URL at one of them names this service.</summary>
    public IReadOnlyCollection<string> OwnHosts { get; init; } = [];

    /// <summary>The largest assertion, in characters.</summary>
    public int MaxTokenBytes { get; init; } = 64 * 1024;

    /// <summary>What the work on one message may cost.</summary>
    public MessageLimits Message { get; init; } = MessageLimits.Usual;

    /// <summary>The broken hash algorithms that are accepted, for issuers and clients that support no better ones.</summary>
    public WeakHashes WeakHashes { get; init; }

    /// <summary>Whether assertions for others are accepted too, as by their issuer, who is asked to renew them.</summary>
    internal bool AcceptsEveryAudience { get; init; }

    /// <summary>Whether an audience or a recipient is this service.</summary>
    internal bool IsThisService(string audience) => AcceptsEveryAudience || IsNamedBy(audience);

    private bool IsNamedBy(string audience) => Audiences.Count > 0
        ? Audiences.Contains(audience, StringComparer.Ordinal)
        : Uri.TryCreate(audience, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            && OwnHosts.Contains(url.IdnHost, StringComparer.OrdinalIgnoreCase);
}
