using VimSessionService.Soap;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint;

/// <summary>Which version a call is made in (wire.md §1): it decides what may be written back.</summary>
public sealed class VersionNegotiation(EndpointSettings settings)
{
    /// <summary>The version that both sides know.</summary>
    /// <param name="soapAction">The header; null when it is absent.</param>
    /// <param name="envelope">What the envelope says.</param>
    public ApiVersion Negotiate(string? soapAction, SoapEnvelope envelope)
    {
        if (envelope.Namespace == SoapNames.Vim2)
            return ApiVersion.V2_0;
        var wanted = Wanted(soapAction, envelope.VersionId);
        return wanted < settings.Version ? wanted : settings.Version;
    }

    private ApiVersion Wanted(string? soapAction, string? versionId)
    {
        var action = soapAction.AsSpan().Trim().Trim('"').Trim();
        var slash = action.LastIndexOf('/');
        if (slash >= 0 && ApiVersions.TryMatch(action[(slash + 1)..], out var version))
            return version;
        if (versionId is not null && ApiVersions.TryMatch(versionId, out version))
            return version;
        if (soapAction is null)
            return settings.AbsentActionVersion;
        return action.IsEmpty ? ApiVersions.Oldest : settings.Version;
    }
}
