using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Identity.Certificates;

namespace VimSessionService.Identity.Saml;

/// <summary>
/// The certificates that holder-of-key tokens name, the same object for the same bytes: those who log in by key do it again and again,
/// and a certificate costs more to read than a signature to verify.
/// </summary>
internal sealed class ConfirmationCertificates
{
    private const int Most = 256;

    private readonly ConcurrentDictionary<UInt128, X509Certificate2> _known = new();

    /// <summary>Reads a certificate.</summary>
    /// <exception cref="Core.Authentication.ProofRefusedException">It is none, or one that cannot be used.</exception>
    public X509Certificate2 Read(byte[] der)
    {
        var hash = BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(der));
        if (_known.TryGetValue(hash, out var known))
            return known;
        var read = MessageCertificate.Read(der);

        // Those in use stay with whoever uses them.
        if (_known.Count >= Most)
            _known.Clear();
        return _known.GetOrAdd(hash, read);
    }
}
