using Microsoft.IdentityModel.Tokens;
using VimSessionService.Core;

namespace VimSessionService.Vapi.OpenId;

/// <summary>The keys that an OpenID provider signs its tokens with. One object serves all requests, several at a time.</summary>
public interface IOpenIdKeys
{
    /// <summary>The keys.</summary>
    /// <param name="isMissing">Whether a token was signed by a key that is not among the present ones, so that newer ones are to be looked for.</param>
    /// <param name="cancellationToken">Cancelled when the client has gone or the service stops.</param>
    /// <exception cref="ServiceBusyException">The keys cannot be had now.</exception>
    ValueTask<IReadOnlyList<SecurityKey>> GetAsync(bool isMissing, CancellationToken cancellationToken);
}
