namespace VimSessionService.Certificates;

/// <summary>Types of keys of certificates.</summary>
internal enum TlsKeyType
{
    /// <summary>ECDSA with the curve P-256: half the processor time of a handshake with RSA.</summary>
    P256,

    /// <summary>RSA of 2048 bits, for clients that do not support ECDSA.</summary>
    Rsa,
}
