using VimSessionService.Vapi.Requests;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi.Rest;

/// <summary>The resources of sessions: their paths, and what the methods of HTTP do there.</summary>
internal static class RestResource
{
    /// <summary>Where the resources of the newer form are.</summary>
    public const string ApiPrefix = "/api";

    /// <summary>Where the resources of the older form are.</summary>
    public const string RestPrefix = "/rest";

    private const string Session = "/api/session";
    private const string OldSession = "/rest/com/vmware/cis/session";

    /// <summary>Whether a path is a resource of a server.</summary>
    public static bool Exists(string path, ApiVersion version) => path switch
    {
        Session => version >= ApiVersion.V7_0_2_0,
        OldSession => version >= ApiVersion.V6_5,
        _ => false,
    };

    /// <summary>What a request asks.</summary>
    /// <param name="isWrapped">Whether the resource is one of the older form.</param>
    /// <param name="method">The method of HTTP.</param>
    /// <param name="action">The action in the query; null for none.</param>
    public static VapiOperation OperationOf(bool isWrapped, string method, string? action) => (method, action) switch
    {
        ("POST", null) => VapiOperation.Create,
        ("GET", null) => VapiOperation.Get,
        ("POST", "get") when isWrapped => VapiOperation.Get,
        ("DELETE", null) => VapiOperation.Delete,
        _ => VapiOperation.Unknown,
    };

    /// <summary>The action that a query asks for: <c>~action</c> in the older form, <c>action</c> in the newer one. Null for none.</summary>
    public static string? ActionOf(bool isWrapped, string query)
    {
        var name = isWrapped ? "~action=" : "action=";
        foreach (var range in query.AsSpan().TrimStart('?').Split('&'))
        {
            var parameter = Uri.UnescapeDataString(query.AsSpan().TrimStart('?')[range]);
            if (parameter.StartsWith(name, StringComparison.Ordinal))
                return parameter[name.Length..];
        }

        return null;
    }
}
