using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Core.Directory.Extensions;

/// <summary>Who may have issued the certificate of an extension that logs in by its subject name.</summary>
/// <param name="Certificates">The certificates of these authorities; none lets no extension log in so.</param>
internal sealed record ExtensionAuthorities(IReadOnlyCollection<X509Certificate2> Certificates);
