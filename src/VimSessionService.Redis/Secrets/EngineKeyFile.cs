using System.Security.Cryptography;
using VimSessionService.Identity.Keys;
using VimSessionService.Redis.Engine;

namespace VimSessionService.Redis.Secrets;

/// <summary>The signing keys of the security token service in the engine, encrypted, so that all replicas sign with the same one. Read when a key is first needed.</summary>
internal sealed class EngineKeyFile(EngineConnection engine, EngineKeys keys, InstanceSecrets secrets) : IKeyFile
{
    private const string Field = "sts-signing";

    private static readonly EngineScript Replace = EngineScript.Load("replace.lua").Lasting();

    private byte[]? _read;

    /// <inheritdoc/>
    public async ValueTask<string?> ReadAsync()
    {
        _read = await engine.AskAsync(async database => (byte[]?)await database.HashGetAsync(keys.Secrets, Field));
        return _read is null ? null : Open(_read);
    }

    /// <summary>Writes the keys, unless another replica has written its own since they were read here: all are to sign with the same.</summary>
    public async ValueTask<string> WriteAsync(string text, bool replace)
    {
        var held = (byte[])(await engine.RunAsync(Replace, [keys.Secrets], Field, replace ? _read ?? [] : [], secrets.Seal(text)))!;
        return Open(held);
    }

    /// <inheritdoc/>
    public void TellUnusable(string reason) => throw new InvalidOperationException($"The signing keys in the state engine cannot be used: {reason}. Remove the field {Field} of the key {keys.Secrets}.");

    private string Open(byte[] sealedText)
    {
        try
        {
            return secrets.Open(sealedText);
        }
        catch (CryptographicException failure)
        {
            throw new InvalidOperationException("The signing keys in the state engine were encrypted with another store key. Give all replicas the same key, or another prefix.", failure);
        }
    }
}
