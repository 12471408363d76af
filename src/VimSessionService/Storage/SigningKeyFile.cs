using VimSessionService.Identity.Keys;

namespace VimSessionService.Storage;

/// <summary>The signing keys of single sign-on in the data directory.</summary>
internal sealed class SigningKeyFile : IKeyFile
{
    private const string Name = "sts-signing.pem";

    private readonly DataDirectory _data;

    /// <summary>Takes the file of a directory. It is read when a key is first needed.</summary>
    /// <exception cref="StartupException">The file belongs to another user, or others than its owner may write to it.</exception>
    public SigningKeyFile(DataDirectory data)
    {
        _data = data;
        data.RequireOwn(Name);
    }

    /// <inheritdoc/>
    public ValueTask<string?> ReadAsync() => new(_data.Read(Name));

    /// <inheritdoc/>
    public ValueTask<string> WriteAsync(string text, bool replace) => new(_data.Write(Name, text, replace));

    /// <inheritdoc/>
    public void TellUnusable(string reason) => _data.TellUnusable(Name, reason);
}
