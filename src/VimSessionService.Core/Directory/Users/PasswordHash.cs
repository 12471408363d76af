using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VimSessionService.Core.Directory.Users;

/// <summary>
/// A password as PBKDF2-HMAC-SHA256, written <c>pbkdf2-sha256$iterations$salt$hash</c> with salt and hash in base64.
/// </summary>
public sealed class PasswordHash : StoredPassword, IEquatable<PasswordHash>
{
    /// <summary>The cost of a new hash.</summary>
    public const int DefaultIterations = 600_000;

    private const string Scheme = "pbkdf2-sha256";
    private const int MinIterations = 1_000;
    private const int MaxIterations = 10_000_000;
    private const int NewSaltLength = 16;
    private const int HashLength = 32;
    private const int MaxTextLength = 256;

    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash)
    {
        Iterations = iterations;
        _salt = salt;
        _hash = hash;
    }

    /// <summary>How many rounds a check takes.</summary>
    public int Iterations { get; }

    /// <summary>Hashes a password under a new salt.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The cost is outside 1,000 to 10,000,000.</exception>
    public static PasswordHash Create(string password, int iterations = DefaultIterations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, MinIterations);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(iterations, MaxIterations);
        var salt = RandomNumberGenerator.GetBytes(NewSaltLength);
        var hash = new byte[HashLength];
        Derive(password, salt, iterations, hash);
        return new PasswordHash(iterations, salt, hash);
    }

    /// <summary>Reads a hash that configuration gave. The cost is bounded, so that a slip of the pen cannot stop the service.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PasswordHash? hash)
    {
        hash = null;
        if (text is null or { Length: > MaxTextLength })
            return false;
        var parts = text.Split('$');
        if (parts.Length != 4 || parts[0] != Scheme)
            return false;
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations is < MinIterations or > MaxIterations)
            return false;
        if (!TryDecode(parts[2], out var salt) || salt.Length is < 8 or > 64)
            return false;
        if (!TryDecode(parts[3], out var derived) || derived.Length != HashLength)
            return false;
        hash = new PasswordHash(iterations, salt, derived);
        return true;
    }

    /// <inheritdoc cref="TryParse"/>
    /// <exception cref="FormatException">It is no such hash, or its cost is out of bounds. The text is not repeated.</exception>
    public static PasswordHash Parse(string text) =>
        TryParse(text, out var hash) ? hash : throw new FormatException($"Not a password hash of the form {Scheme}$iterations$salt$hash.");

    /// <summary>The text for a configuration file.</summary>
    public override string Encode() => string.Create(
        CultureInfo.InvariantCulture, $"{Scheme}${Iterations}${Convert.ToBase64String(_salt)}${Convert.ToBase64String(_hash)}");

    /// <inheritdoc/>
    public override bool Verify(string password)
    {
        Span<byte> derived = stackalloc byte[HashLength];
        Derive(password, _salt, Iterations, derived);
        return CryptographicOperations.FixedTimeEquals(derived, _hash);
    }

    /// <summary>Takes the time that a check of that cost takes, for nothing.</summary>
    internal static void Spend(string password, int iterations)
    {
        Span<byte> derived = stackalloc byte[HashLength];
        Derive(password, stackalloc byte[NewSaltLength], iterations, derived);
    }

    /// <inheritdoc/>
    public bool Equals(PasswordHash? other) =>
        other is not null
        && Iterations == other.Iterations
        && _salt.AsSpan().SequenceEqual(other._salt)
        && CryptographicOperations.FixedTimeEquals(_hash, other._hash);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PasswordHash);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Iterations, _salt[0], _salt[1]);

    private static void Derive(string password, ReadOnlySpan<byte> salt, int iterations, Span<byte> derived)
    {
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, derived, iterations, HashAlgorithmName.SHA256);
    }

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
            return false;
        Array.Resize(ref bytes, length);
        return true;
    }
}
