using System.Text.Json;
using VimSessionService.Vapi.Errors;

namespace VimSessionService.Vapi.TokenExchange;

/// <summary>A request for another token (RFC 8693): a form, or JSON with the parameters at the top or under <c>spec</c>.</summary>
/// <param name="SubjectToken">The token that is exchanged, a secret.</param>
internal sealed record ExchangeRequest(string SubjectToken)
{
    private const string Grant = "urn:ietf:params:oauth:grant-type:token-exchange";
    private const string Types = "urn:ietf:params:oauth:token-type:";

    /// <summary>The type of the tokens that are given.</summary>
    public const string Saml2 = Types + "saml2";

    /// <summary>More parameters than a request has.</summary>
    private const int MostParameters = 32;

    /// <summary>Not the token.</summary>
    public override string ToString() => "***";

    /// <summary>Reads a request.</summary>
    /// <param name="body">The body.</param>
    /// <param name="contentType">The type of the body.</param>
    /// <param name="maxDepth">How deep JSON may be nested.</param>
    /// <param name="error">What is wrong with it; null for a request that is right.</param>
    public static ExchangeRequest? Read(ReadOnlyMemory<byte> body, string contentType, int maxDepth, out VapiError? error)
    {
        error = null;
        Dictionary<string, string>? parameters;
        if (contentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            parameters = OfJson(body, maxDepth);
        else if (contentType.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            parameters = OfForm(System.Text.Encoding.UTF8.GetString(body.Span));
        else
            parameters = null;
        if (parameters is null)
            error = VapiError.InvalidRequest("Invalid request body");
        else if (parameters.GetValueOrDefault("grant_type") != Grant)
            error = VapiError.InvalidRequest("Unsupported grant type");
        else if (parameters.GetValueOrDefault("subject_token_type") is not (Types + "access_token" or Types + "jwt" or Types + "id_token"))
            error = VapiError.InvalidRequest("Unsupported subject token type");
        else if ((parameters.GetValueOrDefault("requested_token_type") ?? Saml2) != Saml2)
            error = VapiError.InvalidRequest("Unsupported requested token type");
        else if (parameters.GetValueOrDefault("subject_token") is not { Length: > 0 })
            error = VapiError.InvalidRequest("Missing subject token");
        return error is null ? new ExchangeRequest(parameters!["subject_token"]) : null;
    }

    private static Dictionary<string, string>? OfJson(ReadOnlyMemory<byte> body, int maxDepth)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("spec", out var spec))
                root = spec;
            if (root.ValueKind != JsonValueKind.Object || root.GetPropertyCount() > MostParameters)
                return null;
            var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var member in root.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.String)
                    parameters.Add(member.Name, member.Value.GetString()!);
                else if (member.Value.ValueKind != JsonValueKind.Null)
                    return null;
            }

            return parameters;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Dictionary<string, string>? OfForm(string form)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var range in form.AsSpan().Split('&'))
        {
            var pair = form.AsSpan()[range];
            if (pair.IsEmpty)
                continue;
            var equals = pair.IndexOf('=');
            if (equals <= 0 || parameters.Count == MostParameters || !parameters.TryAdd(Decode(pair[..equals]), Decode(pair[(equals + 1)..])))
                return null;
        }

        return parameters;
    }

    private static string Decode(ReadOnlySpan<char> text) => Uri.UnescapeDataString(text.ToString().Replace('+', ' '));
}
