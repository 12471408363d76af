using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;
using VimSessionService.Xml;

namespace VimSessionService.Endpoint;

/// <summary>What an operator can set about the endpoint.</summary>
internal sealed record EndpointOptions
{
    /// <summary>The newest version of the API that the service knows.</summary>
    public ApiVersion Version { get; init; } = ApiVersions.Default;

    /// <summary>The version of a call without a SOAPAction header: a real server was seen to take this one (docs/decisions/0005-calls-without-a-version.md).</summary>
    public ApiVersion AbsentActionVersion { get; init; } = ApiVersion.V2_5U2;

    /// <summary>The most bytes that a request may have, before and after decompression.</summary>
    public int MaxRequestBytes { get; init; } = 1024 * 1024;

    /// <summary>The most that a request may hold.</summary>
    public XmlLimits Limits { get; init; } = XmlLimits.Default;

    /// <summary>Whether members of a request may come in any order. Real servers demand the order of their declaration.</summary>
    public bool LenientMemberOrder { get; init; }

    /// <summary>The types and methods that the service knows.</summary>
    public VimCatalog Catalog { get; init; } = VimCatalog.Declared;

    /// <summary>Answers of fewer bytes are not compressed.</summary>
    public int GzipMinimumBytes { get; init; } = 32 * 1024;
}
