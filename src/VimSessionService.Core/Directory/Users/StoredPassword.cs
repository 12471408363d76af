namespace VimSessionService.Core.Directory.Users;

/// <summary>What is kept of an account's password, never the password itself.</summary>
public abstract class StoredPassword
{
    private protected StoredPassword()
    {
    }

    /// <summary>Whether a password is the one; the comparison takes the same time whatever it is.</summary>
    public abstract bool Verify(string password);

    /// <summary>Nothing of the secret.</summary>
    public sealed override string ToString() => "***";
}
