using VimSessionService.Vim25;
using VimSessionService.Xml;

namespace VimSessionService.Soap;

/// <summary>Data objects of a value in XML that were passed over.</summary>
/// <param name="document">The document, which is known to be well-formed.</param>
/// <param name="scopes">The namespace declarations in force around them.</param>
internal abstract class UnreadXml(byte[] document, XmlScope[] scopes) : UnreadParts
{
    /// <summary>The document.</summary>
    public byte[] Document => document;

    /// <summary>The namespace declarations in force around them.</summary>
    public XmlScope[] Scopes => scopes;

    /// <summary>The same for those around which other declarations are in force.</summary>
    /// <param name="around">The declarations.</param>
    public UnreadXml Within(XmlScope[] around) => ReferenceEquals(around, scopes) ? this : Make(around);

    /// <inheritdoc cref="Within"/>
    protected abstract UnreadXml Make(XmlScope[] around);
}
