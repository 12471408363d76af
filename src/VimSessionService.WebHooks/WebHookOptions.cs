using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.WebHooks;

/// <summary>Where a web hook is, and how the service and the web hook know that they talk to each other.</summary>
public sealed record WebHookOptions
{
    /// <summary>The absolute URL, http or https, without a user name.</summary>
    public required Uri Url { get; init; }

    /// <summary>
    /// The secret that requests and answers are signed with, at least <see cref="WebHookSignature.ShortestSecret"/> bytes. Null for none, which is for https
    /// alone: then answers are known by the web hook's certificate, and the web hook cannot tell who asks.
    /// </summary>
    public byte[]? Secret { get; init; }

    /// <summary>The authorities that the web hook's certificate is verified with; empty for those of the system.</summary>
    public X509Certificate2Collection Authorities { get; init; } = [];

    /// <summary>The largest answer, in bytes.</summary>
    public int MaxAnswerBytes { get; init; } = 256 * 1024;

    /// <summary>How many connections there are to the web hook at most.</summary>
    public int MaxConnections { get; init; } = 16;

    /// <summary>The URL for logs: without its query, which may hold a secret.</summary>
    public string ShownUrl => Url.GetLeftPart(UriPartial.Path);

    /// <summary>Nothing of the secret.</summary>
    public override string ToString() => $"{nameof(WebHookOptions)} {{ {ShownUrl} }}";
}
