using VimSessionService.Identity.Keys;

namespace VimSessionService.Storage;

/// <summary>The signing keys of single sign-on in the data directory.</summary>
public sealed class SigningKeyFile(DataDirectory data) : IKeyFile
{
    private const string Name = "sts-signing.pem";

    /// <inheritdoc/>
    public string? Read() => data.Read(Name);

    /// <inheritdoc/>
    public string Write(string text, bool replace) => data.Write(Name, text, replace);
}
