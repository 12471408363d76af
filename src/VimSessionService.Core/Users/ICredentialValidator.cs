namespace VimSessionService.Core.Users;

/// <summary>Checks a user name and a password.</summary>
public interface ICredentialValidator
{
    /// <summary>
    /// The identity of a right pair, null of a wrong one. A wrong name and a wrong password take the same time. The password
    /// is kept nowhere in clear.
    /// </summary>
    ValueTask<UserIdentity?> ValidateAsync(string userName, string password, CancellationToken cancellationToken);
}
