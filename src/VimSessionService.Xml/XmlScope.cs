namespace VimSessionService.Xml;

/// <summary>A namespace declaration that is in force.</summary>
/// <param name="Start">Where its prefix is in the document.</param>
/// <param name="Length">How long that is; 0 for the default namespace.</param>
/// <param name="Uri">The namespace.</param>
internal readonly record struct XmlScope(int Start, int Length, string Uri);
