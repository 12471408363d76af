namespace VimSessionService.Core.Directory.Users;

/// <summary>What is kept of an account's password, never the password itself.</summary>
public abstract class StoredPassword
{
    private protected StoredPassword()
    {
    }

    /// <summary>Whether a password is the one; the comparison takes the same time whatever it is.</summary>
    public abstract bool Verify(string password);

    /// <summary>The hash as a text that <see cref="TryDecode"/> reads, for configuration and snapshots.</summary>
    public abstract string Encode();

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    public static StoredPassword? TryDecode(string text) =>
        PasswordHash.TryParse(text, out var hash) ? hash : PlainPassword.TryParse(text, out var plain) ? plain : null;

    /// <summary>Nothing of the secret.</summary>
    public sealed override string ToString() => "***";
}
