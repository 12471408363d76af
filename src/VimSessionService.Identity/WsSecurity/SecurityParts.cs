using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.WsSecurity;

/// <summary>When a message was made and until when it is good, as it is written there.</summary>
/// <param name="element">The element.</param>
/// <param name="created">The text of the time when the message was made; null for what is no text.</param>
/// <param name="expires">The text of the time when it stops being good.</param>
internal sealed class MessageTimestamp(MessageElement element, string? created, string? expires)
{
    private readonly DateTimeOffset? _created = XmlTime.Parse(created);
    private readonly DateTimeOffset? _expires = XmlTime.Parse(expires);

    /// <summary>The element.</summary>
    public MessageElement Element => element;

    /// <summary>Its <c>wsu:Id</c>; null for none.</summary>
    public string? Id { get; } = SecurityHeader.IdOf(element);

    /// <summary>When the message was made.</summary>
    /// <exception cref="ProofRefusedException">That is no time.</exception>
    public DateTimeOffset Created => _created ?? throw NoTime();

    /// <summary>When it stops being good.</summary>
    /// <exception cref="ProofRefusedException">That is no time.</exception>
    public DateTimeOffset Expires => _expires ?? throw NoTime();

    /// <summary>Whether both are times in UTC, with no offset.</summary>
    public bool IsUtc => _created is not null && _expires is not null && XmlTime.IsUtc(created) && XmlTime.IsUtc(expires);

    private static ProofRefusedException NoTime() => new("a time of the timestamp is no time with a zone");
}

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
