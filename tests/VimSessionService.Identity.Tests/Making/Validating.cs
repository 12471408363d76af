using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.WsSecurity;

namespace VimSessionService.Identity.Tests.Making;

/// <summary>Validates messages with a validator that does not wait.</summary>
public static class Validating
{
    public static FederatedPrincipal Validate(this ITokenValidator validator, ReadOnlyMemory<byte> message, ClientInfo client)
    {
        var validated = validator.ValidateAsync(MessageSecurity.Of(message.Span), client, CancellationToken.None);
        return validated.IsCompleted ? validated.GetAwaiter().GetResult() : throw new InvalidOperationException("The validator waits.");
    }
}
