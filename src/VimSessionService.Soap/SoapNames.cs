namespace VimSessionService.Soap;

/// <summary>The namespaces of the wire.</summary>
internal static class SoapNames
{
    public const string Envelope = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string Schema = "http://www.w3.org/2001/XMLSchema";
    public const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>The namespace of the API, and of answers.</summary>
    public const string Vim25 = "urn:vim25";

    /// <summary>The namespace of the first version, answered in itself as version 2.0 (docs/facts/requests.md).</summary>
    public const string Vim2 = "urn:vim2";

    /// <summary>A namespace that scanners use; answered in <see cref="Vim25"/> (docs/facts/requests.md).</summary>
    public const string InternalVim25 = "urn:internalvim25";
}
