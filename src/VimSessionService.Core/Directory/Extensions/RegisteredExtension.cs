using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Directory.Extensions;

/// <summary>An extension, and how it logs in: by a subject name or by a certificate, never by both (ExtensionManager).</summary>
internal sealed record RegisteredExtension
{
    /// <summary>As clients see it.</summary>
    public required Extension Description { get; init; }

    /// <summary>Who its sessions are: the key as user name, with the role that the extension acts in.</summary>
    public required UserIdentity Identity { get; init; }

    /// <summary>The certificate it logs in by; null for none.</summary>
    public CertificateHash? Certificate { get; init; }

    /// <summary>The account that was named as its own; null for none. Nothing is granted by it.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>About what its description takes up, in bytes.</summary>
    internal long Bytes { get; init; }

    /// <summary>Whether the operator declared it, rather than a client.</summary>
    public bool IsDeclared { get; init; }
}
