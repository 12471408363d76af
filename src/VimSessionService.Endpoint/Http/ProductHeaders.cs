using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Http;

/// <summary>The headers of answers that depend on the version of the server, as real ones were recorded.</summary>
internal static class ProductHeaders
{
    /// <summary>Whether an answer to a call says that it depends on <c>Accept-Encoding</c>: from 7.0 on.</summary>
    public static bool VariesCalls(ApiVersion server) => server >= ApiVersion.V7_0_0_0;

    /// <summary>Whether a document under <c>/sdk</c> says so: from 6.5 on.</summary>
    public static bool VariesDocuments(ApiVersion server) => server >= ApiVersion.V6_5;

    /// <summary>Whether browsers are told not to show an answer in a frame: by 6.5 and 6.7 only.</summary>
    public static bool DeniesFrames(ApiVersion server) => server is >= ApiVersion.V6_5 and <= ApiVersion.V6_7_3;

    /// <summary>Whether an answer names the version of the call: from 9.0 on.</summary>
    public static bool NamesAppliedVersion(ApiVersion server) => server >= ApiVersion.V9_0_0_0;
}
