using System.Security.Cryptography;
using System.Text;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Redis.Secrets;

/// <summary>
/// The secrets that all replicas have and the engine has not: they are made from the key that the operator gives each replica, so nothing needs to be sent.
/// </summary>
internal sealed class InstanceSecrets : ISessionTokenKey
{
    /// <summary>The shortest key, in bytes.</summary>
    public const int MinLength = 16;

    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[] _sealing;
    private readonly byte[] _context;

    /// <summary>Makes the secrets of an instance.</summary>
    /// <param name="key">The key of the operator.</param>
    /// <param name="prefix">The prefix of the instance: instances with one key have other secrets each.</param>
    /// <exception cref="ArgumentException">The key is too short.</exception>
    public InstanceSecrets(ReadOnlySpan<byte> key, string prefix)
    {
        if (key.Length < MinLength)
            throw new ArgumentException($"The store key has fewer than {MinLength} bytes.", nameof(key));
        _context = Encoding.UTF8.GetBytes(prefix);
        _sealing = Derive(key, "sealing", KeyLength);
        Current = new SessionTokenKeys(Derive(key, "session tokens", KeyLength), []);
        var uuid = Derive(key, "instance UUID", 16);
        uuid[6] = (byte)((uuid[6] & 0x0f) | 0x40); // the form of a random UUID
        uuid[8] = (byte)((uuid[8] & 0x3f) | 0x80);
        InstanceUuid = new Guid(uuid, bigEndian: true);
    }

    /// <inheritdoc/>
    public SessionTokenKeys Current { get; }

    /// <summary>The UUID by which clients know the instance.</summary>
    public Guid InstanceUuid { get; }

    /// <summary>Encrypts something for the engine.</summary>
    public byte[] Seal(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var result = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceLength));
        using var aes = new AesGcm(_sealing, TagLength);
        aes.Encrypt(result.AsSpan(0, NonceLength), plain, result.AsSpan(NonceLength + TagLength), result.AsSpan(NonceLength, TagLength), _context);
        CryptographicOperations.ZeroMemory(plain);
        return result;
    }

    /// <summary>Decrypts what <see cref="Seal"/> made with the same key for the same instance.</summary>
    /// <exception cref="CryptographicException">It was made with another key, or is broken.</exception>
    public string Open(ReadOnlySpan<byte> sealedText)
    {
        if (sealedText.Length < NonceLength + TagLength)
            throw new CryptographicException("The sealed text is too short.");
        var plain = new byte[sealedText.Length - NonceLength - TagLength];
        using var aes = new AesGcm(_sealing, TagLength);
        aes.Decrypt(sealedText[..NonceLength], sealedText[(NonceLength + TagLength)..], sealedText.Slice(NonceLength, TagLength), plain, _context);
        var text = Encoding.UTF8.GetString(plain);
        CryptographicOperations.ZeroMemory(plain);
        return text;
    }

    private byte[] Derive(ReadOnlySpan<byte> key, string purpose, int length)
    {
        var derived = new byte[length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived, _context, Encoding.UTF8.GetBytes("VimSessionService " + purpose));
        return derived;
    }
}
