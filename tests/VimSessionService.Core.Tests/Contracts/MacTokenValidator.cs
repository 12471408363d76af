using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Tests.Contracts;

/// <summary>Takes tokens that are a name and a time under a secret key, and waits before each answer.</summary>
internal sealed class MacTokenValidator(byte[] key, TimeProvider time) : ITokenValidator
{
    private const int Longest = 1000;

    public async ValueTask<FederatedPrincipal> ValidateAsync(CallerProof proof, ClientInfo client, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        if (proof.Length > Longest)
            throw new ProofRefusedException("the token is too long");
        if (Encoding.UTF8.GetString(proof.Assertion.Span).Split('|') is not [var name, var expires, var mac]
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(mac), Encoding.UTF8.GetBytes(MacOf(name, expires, key))))
        {
            throw new ProofRefusedException("the token is not signed by the issuer");
        }

        return DateTimeOffset.Parse(expires, CultureInfo.InvariantCulture) > time.GetUtcNow()
            ? new FederatedPrincipal(AccountName.Parse(name), null, [])
            : throw new ProofRefusedException("the token has expired", name);
    }

    public static string MakeToken(AccountName name, DateTimeOffset expiresAt, byte[] key)
    {
        var expires = expiresAt.ToString("o", CultureInfo.InvariantCulture);
        return $"{name.Display}|{expires}|{MacOf(name.Display, expires, key)}";
    }

    private static string MacOf(string name, string expires, byte[] key) => Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{name}|{expires}")));

    internal sealed class Proof(string token) : CallerProof
    {
        private readonly byte[] _token = Encoding.UTF8.GetBytes(token);

        public override int Length => _token.Length;

        public override ReadOnlyMemory<byte> Assertion => _token;
    }
}
