using VimSessionService.Soap;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Endpoint.Soap;

/// <summary>Which version a call is made in, and in which namespace it is answered: the version decides what may be written back.</summary>
internal sealed class VersionNegotiation(EndpointOptions settings)
{
    private const string Vim2Action = SoapNames.Vim2 + "/";

    /// <summary>The version that both sides know, and the namespace of the answer. A client that names urn:vim2 in the header or the body is answered in it.</summary>
    /// <param name="soapAction">The header; null when it is absent.</param>
    /// <param name="envelope">What the envelope says.</param>
    /// <exception cref="VimDecodeException">The header names no version, and the body is in urn:vim2.</exception>
    public (ApiVersion Version, string Namespace) Negotiate(string? soapAction, SoapEnvelope envelope)
    {
        var action = soapAction.AsSpan().Trim().Trim('"').Trim();
        var named = Named(action);
        if (envelope.Namespace == SoapNames.Vim2)
        {
            return named is not null || action.IsEmpty
                ? (ApiVersion.V2_0, SoapNames.Vim2)
                : throw new VimDecodeException($"Unsupported version URI {(action.Length <= 64 ? action : action[..64])}") { IsBeforeMethod = true };
        }

        if (named is not null && action.StartsWith(Vim2Action, StringComparison.Ordinal))
            return (ApiVersion.V2_0, SoapNames.Vim2);
        var wanted = named ?? Otherwise(soapAction, action, envelope.VersionId);
        return (wanted < settings.Version ? wanted : settings.Version, SoapNames.Vim25);
    }

    private static ApiVersion? Named(ReadOnlySpan<char> action)
    {
        var slash = action.LastIndexOf('/');
        return slash >= 0 && ApiVersions.TryMatch(action[(slash + 1)..], out var version) ? version : null;
    }

    private ApiVersion Otherwise(string? soapAction, ReadOnlySpan<char> action, string? versionId)
    {
        if (versionId is not null && ApiVersions.TryMatch(versionId, out var version))
            return version;
        if (soapAction is null)
            return settings.AbsentActionVersion;
        return action.IsEmpty ? ApiVersions.Oldest : settings.Version;
    }
}
