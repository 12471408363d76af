using System.Xml;

namespace VimSessionService.Xml;

/// <summary>A document that is not well-formed, or more than is accepted.</summary>
/// <param name="reason">What is wrong, as real servers say it.</param>
/// <param name="line">The line, from 1.</param>
/// <param name="column">The column in characters, from 0.</param>
internal sealed class XmlReadingException(string reason, int line, int column) : XmlException(reason, null, line, column + 1)
{
    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; } = reason;
}
