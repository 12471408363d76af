using System.Security.Cryptography.X509Certificates;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.WsSecurity;

/// <summary>When a message was made and until when it is good.</summary>
/// <param name="Element">The element.</param>
/// <param name="Id">Its <c>wsu:Id</c>; null for none.</param>
/// <param name="Created">When the message was made.</param>
/// <param name="Expires">When it stops being good.</param>
internal sealed record MessageTimestamp(MessageElement Element, string? Id, DateTimeOffset Created, DateTimeOffset Expires);

/// <summary>A name with a password.</summary>
/// <param name="Name">The name.</param>
/// <param name="Password">The password, a secret; null for none.</param>
internal sealed record UsernameToken(string Name, string? Password)
{
    /// <summary>Nothing of the secret.</summary>
    public override string ToString() => Name;
}

/// <summary>A certificate that the message shows, which proves nothing by itself.</summary>
/// <param name="Element">The element.</param>
/// <param name="Id">Its <c>wsu:Id</c>; null for none.</param>
/// <param name="Certificate">The certificate.</param>
internal sealed record BinarySecurityToken(MessageElement Element, string? Id, X509Certificate2 Certificate);
