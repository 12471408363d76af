using System.Text;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.ViJson;

/// <summary>Challenges as the header <c>WWW-Authenticate</c> has them (RFC 6750, section 3), and the status that belongs to them.</summary>
internal static class WwwAuthenticate
{
    /// <summary>The value of the header.</summary>
    public static string Format(IReadOnlyList<AuthenticationRequiredChallenge> challenges)
    {
        var text = new StringBuilder();
        foreach (var challenge in challenges)
        {
            text.Append(text.Length > 0 ? ", " : "").Append(challenge.Scheme);
            var separator = ' ';
            Add("realm", challenge.Realm);
            Add("error", challenge.Error);
            Add("error_description", challenge.ErrorDescription);
            Add("ovl", challenge.Ovl);
            Add("oidc_config_url", challenge.OidcConfigUrl);

            void Add(string name, string? value)
            {
                if (value is null)
                    return;
                text.Append(separator).Append(name).Append("=\"").Append(value).Append('"');
                separator = ',';
            }
        }

        return text.ToString();
    }

    /// <summary>The status: 400 for a request that is wrong, 403 for a token that may not do this, 401 for any other.</summary>
    public static int StatusOf(IReadOnlyList<AuthenticationRequiredChallenge> challenges) => challenges is [{ Error: { } error }, ..]
        ? error switch { "invalid_request" => 400, "insufficient_scope" => 403, _ => 401 }
        : 401;
}
