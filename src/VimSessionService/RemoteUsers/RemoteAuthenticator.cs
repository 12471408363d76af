using VimSessionService.Core.Authentication;

namespace VimSessionService.RemoteUsers;

/// <summary>What checks the passwords of users who are not declared.</summary>
/// <param name="validator">Checks them.</param>
/// <param name="connection">What it asks with; null for nothing that lasts.</param>
/// <param name="shown">What is asked, for the operator.</param>
internal sealed class RemoteAuthenticator(RemoteCredentialValidator validator, IDisposable? connection, string shown) : IDisposable
{
    /// <summary>Checks them.</summary>
    public ICredentialValidator Validator => validator;

    /// <summary>What is asked, for the operator; nothing secret.</summary>
    public string Shown => shown;

    /// <inheritdoc/>
    public void Dispose()
    {
        validator.Dispose();
        connection?.Dispose();
    }
}
