using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Vapi.OpenId;

/// <summary>Verifies access tokens of an OpenID provider: signature, issuer, audience and time (RFC 9068). Only signatures by public keys are accepted.</summary>
internal sealed class AccessTokens
{
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly OpenIdOptions _options;
    private readonly IOpenIdKeys _keys;
    private readonly TimeProvider _time;
    private readonly JsonWebTokenHandler _handler;

    /// <summary>Makes it.</summary>
    /// <param name="options">The provider.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="time">The clock.</param>
    public AccessTokens(OpenIdOptions options, IOpenIdKeys keys, TimeProvider time)
    {
        (_options, _keys, _time) = (options, keys, time);
        _handler = new JsonWebTokenHandler { MapInboundClaims = false, MaximumTokenSizeInBytes = options.MaxTokenBytes };
    }

    /// <summary>Makes it of the services of a host; null where no provider is known.</summary>
    public static AccessTokens? Of(IServiceProvider services) =>
        services.GetService<OpenIdOptions>() is { } options && services.GetService<IOpenIdKeys>() is { } keys
            ? new AccessTokens(options, keys, services.GetRequiredService<TimeProvider>())
            : null;

    /// <summary>Verifies a token.</summary>
    /// <returns>Whom it is of, and when it ends.</returns>
    /// <exception cref="ProofRefusedException">It is not good.</exception>
    /// <exception cref="ServiceBusyException">The keys of the provider cannot be had now.</exception>
    internal async ValueTask<VerifiedAccess> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        var result = await ValidateAsync(token, await _keys.GetAsync(isMissing: false, cancellationToken));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
            result = await ValidateAsync(token, await _keys.GetAsync(isMissing: true, cancellationToken));
        if (!result.IsValid || result.SecurityToken is not JsonWebToken read)
            throw new ProofRefusedException($"the access token is refused: {Problem(result.Exception)}", ClaimedName(token));
        var user = read.TryGetPayloadValue<string>(_options.UserClaim, out var claimed) ? claimed : null;
        if (!AccountName.TryParse(user, out var name) || name.Domain is null || user!.Any(char.IsControl))
            throw new ProofRefusedException($"the claim '{_options.UserClaim}' of the access token is not of the form user@domain", (user ?? "").Truncate(Truncation.UserName));
        var groups = read.Claims.Where(claim => claim.Type == _options.GroupClaim).Select(claim => GroupOf(claim.Value, name.Domain)).ToArray();
        var fullName = read.TryGetPayloadValue<string>("name", out var shown) && !string.IsNullOrWhiteSpace(shown) ? shown : null;
        return new VerifiedAccess(new FederatedPrincipal(name, fullName, groups), new DateTimeOffset(read.ValidTo, TimeSpan.Zero));
    }

    private async ValueTask<TokenValidationResult> ValidateAsync(string token, IReadOnlyList<SecurityKey> keys)
    {
        try
        {
            return await _handler.ValidateTokenAsync(token, new TokenValidationParameters
            {
                ValidIssuer = _options.Issuer,
                ValidAudiences = _options.Audiences,
                ValidateAudience = _options.Audiences.Count > 0,
                IssuerSigningKeys = keys,
                ValidAlgorithms = Algorithms,
                LifetimeValidator = IsInTime,
                LogValidationExceptions = false,
            });
        }
        catch (Exception broken) when (broken is ArgumentException or CryptographicException or FormatException)
        {
            return new TokenValidationResult { Exception = broken };
        }
    }

    /// <summary>Who a refused token claims to be, for the journal and the event of the failed login; empty when it cannot be read.</summary>
    private string ClaimedName(string token)
    {
        try
        {
            return token.Length <= _options.MaxTokenBytes && new JsonWebToken(token).TryGetPayloadValue<string>(_options.UserClaim, out var name) && !name.Any(char.IsControl)
                ? name.Truncate(Truncation.UserName)
                : "";
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or JsonException or SecurityTokenException)
        {
            return "";
        }
    }

    /// <summary>A token without an end is never in time.</summary>
    private bool IsInTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        // Nothing is added to the token's times: an end may be the last time that there is.
        return expires is { } end && now - _options.ClockSkew < end && (notBefore is not { } begin || now + _options.ClockSkew >= begin);
    }

    /// <summary>A group without a domain is one of the user's.</summary>
    private static string GroupOf(string group, string domain) =>
        AccountName.TryParse(group.TrimStart('/'), out var name) ? (name.Domain is null ? name with { Domain = domain } : name).Display : group;

    /// <summary>The kind of the problem. The library's texts hold parts of the token.</summary>
    private static string Problem(Exception? problem) => problem switch
    {
        SecurityTokenSignatureKeyNotFoundException => "it was signed by a key that the provider does not have",
        SecurityTokenInvalidSignatureException => "its signature is wrong",
        SecurityTokenInvalidAlgorithmException => "the algorithm of its signature is not accepted",
        SecurityTokenInvalidIssuerException => "it is of another issuer",
        SecurityTokenInvalidAudienceException => "it is for another audience",
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNotYetValidException or SecurityTokenNoExpirationException => "it is not valid now",
        _ => "it is no signed token (JWT)",
    };
}

/// <summary>An access token that is good.</summary>
/// <param name="Principal">Whom it is of.</param>
/// <param name="Ends">When it ends.</param>
internal sealed record VerifiedAccess(FederatedPrincipal Principal, DateTimeOffset Ends);
