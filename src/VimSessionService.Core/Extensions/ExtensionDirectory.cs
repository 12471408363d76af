using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Extensions;

/// <summary>An extension that the operator declares.</summary>
/// <param name="Description">As clients see it; its last heartbeat becomes the time it is declared at.</param>
/// <param name="RoleId">The role that its sessions have.</param>
/// <param name="Certificate">The certificate it logs in by; null for none.</param>
public sealed record DeclaredExtension(Extension Description, int RoleId, CertificateHash? Certificate);

/// <summary>
/// The registered extensions, as ExtensionManager keeps them. A reader sees all of a change or nothing of it. What clients may
/// register is bounded in number and in size.
/// </summary>
/// <param name="time">The clock of heartbeats.</param>
public sealed class ExtensionDirectory(TimeProvider time)
{
    private const int MaxExtensions = 1_000;
    private const int MaxKeyLength = 256;
    private const int MaxPemLength = 16_384;
    private const long MaxBytes = 32L * 1024 * 1024;

    private readonly Lock _lock = new();
    private FrozenDictionary<string, RegisteredExtension> _byKey = FrozenDictionary<string, RegisteredExtension>.Empty;

    /// <summary>Raised after a change. Handlers do not block and do not throw.</summary>
    public event Action? Changed;

    /// <summary>Every extension, by key.</summary>
    public IReadOnlyList<RegisteredExtension> All =>
        [.. Volatile.Read(ref _byKey).Values.OrderBy(extension => extension.Description.Key, StringComparer.Ordinal)];

    /// <summary>Finds an extension by its key, exactly as it was registered.</summary>
    public RegisteredExtension? Find(string key) => Volatile.Read(ref _byKey).GetValueOrDefault(key);

    /// <summary>Registers an extension, which acts as an administrator.</summary>
    /// <exception cref="VimFaultException">InvalidArgument(extension.key): the key is malformed or taken; InvalidArgument(extension.privilegeList); SystemError beyond the bounds.</exception>
    public void Register(Extension extension)
    {
        RequireKey(extension.Key);
        RequirePrivileges(extension);
        Change(extension.Key, old => old is null
            ? new RegisteredExtension { Description = Beating(extension), Identity = IdentityOf(extension, SystemRoles.Admin.RoleId) }
            : throw Invalid("extension.key", $"the extension {extension.Key} is registered already"));
    }

    /// <summary>Replaces what is registered. Another subject name takes the place of a certificate, as the two exclude each other.</summary>
    /// <exception cref="VimFaultException">NotFound; InvalidArgument(extension.privilegeList); SystemError beyond the bounds.</exception>
    public void Update(Extension extension)
    {
        RequirePrivileges(extension);
        ChangeKnown(extension.Key, old => old with
        {
            Description = Beating(extension),
            Identity = IdentityOf(extension, old.Identity.RoleId),
            Certificate = old.Description.SubjectName == extension.SubjectName ? old.Certificate : null,
        });
    }

    /// <summary>Takes an extension out. Its live sessions go on.</summary>
    /// <exception cref="VimFaultException">NotFound.</exception>
    public void Unregister(string key) => Change(key, old => old is null ? throw NotRegistered(key) : null);

    /// <summary>Has an extension log in by a certificate from now on, and by nothing else.</summary>
    /// <param name="key">The extension.</param>
    /// <param name="certificatePem">The certificate; null for the one of the client's own connection.</param>
    /// <param name="shown">The certificate of the client's own connection; null for none.</param>
    /// <exception cref="VimFaultException">NotFound; NoClientCertificate; InvalidArgument(certificatePem): it is no certificate.</exception>
    public void SetCertificate(string key, string? certificatePem, X509Certificate2? shown)
    {
        if (Find(key) is null)
            throw NotRegistered(key);
        CertificateHash certificate;
        if (certificatePem is not null)
            certificate = CertificateHash.OfPem(certificatePem) ?? throw Invalid("certificatePem", "the text holds no certificate in PEM form");
        else if (shown is not null)
            certificate = CertificateHash.Of(shown);
        else
            throw new VimFaultException(new NoClientCertificate(), "there is neither a certificatePem nor a certificate of the connection");
        ChangeKnown(key, old => old with { Description = old.Description with { SubjectName = null }, Certificate = certificate });
    }

    /// <summary>
    /// Has an extension log in by a public key, which no server since 5.0 offers a login for: certificate and subject name are gone,
    /// and the key is checked and let go.
    /// </summary>
    /// <exception cref="VimFaultException">InvalidArgument: publicKey is no public key in PEM form, or extensionKey is not registered.</exception>
    public void SetPublicKey(string key, string publicKey)
    {
        if (Find(key) is null)
            throw Invalid("extensionKey", $"no extension {key.To(MaxKeyLength)} is registered");
        if (publicKey.Length > MaxPemLength || !IsPublicKey(publicKey))
            throw Invalid("publicKey", "the text holds no public key in PEM form");
        ChangeKnown(key, old => old with { Description = old.Description with { SubjectName = null }, Certificate = null });
    }

    /// <summary>Notes the account of an extension, in the form <c>user@domain</c>.</summary>
    /// <exception cref="VimFaultException">NotFound; InvalidArgument(serviceAccount): it is no such name.</exception>
    public void SetServiceAccount(string key, string serviceAccount)
    {
        if (Find(key) is null)
            throw NotRegistered(key);
        if (!AccountName.TryParse(serviceAccount, out var name) || name.Domain is null)
            throw Invalid("serviceAccount", "the text is no account of a domain");
        ChangeKnown(key, old => old with { ServiceAccount = serviceAccount });
    }

    /// <summary>The extension was heard of: it has logged in.</summary>
    public void Beat(string key)
    {
        if (Find(key) is not null)
            Change(key, old => old is null ? null : old with { Description = Beating(old.Description) });
    }

    /// <summary>Replaces every declared extension by others. What clients registered stays, unless its key is declared.</summary>
    public void Declare(IEnumerable<DeclaredExtension> declared)
    {
        lock (_lock)
        {
            var next = _byKey.Values.Where(extension => !extension.IsDeclared).ToDictionary(extension => extension.Description.Key, StringComparer.Ordinal);
            foreach (var (description, roleId, certificate) in declared)
            {
                next[description.Key] = new RegisteredExtension
                {
                    Description = Beating(description),
                    Identity = IdentityOf(description, roleId),
                    Certificate = certificate,
                    IsDeclared = true,
                };
            }

            Volatile.Write(ref _byKey, next.ToFrozenDictionary(StringComparer.Ordinal));
        }

        Changed?.Invoke();
    }

    /// <summary>Whether a text can be a key: not empty, not too long, and of characters that show.</summary>
    public static bool IsKey(string key) =>
        key.Length is > 0 and <= MaxKeyLength && !key.Any(character => char.IsWhiteSpace(character) || char.IsControl(character));

    private static void RequireKey(string key)
    {
        if (!IsKey(key))
            throw Invalid("extension.key", "the text is no extension key");
    }

    private static void RequirePrivileges(Extension extension)
    {
        if (!ExtensionPrivileges.AreValid(extension.PrivilegeList))
            throw Invalid("extension.privilegeList", "there are too many privileges, or one has no proper id or group");
    }

    private static bool IsPublicKey(string pem)
    {
        if (!PemEncoding.TryFind(pem, out var fields) || pem[fields.Label] != "PUBLIC KEY")
            return false;
        try
        {
            PublicKey.CreateFromSubjectPublicKeyInfo(Convert.FromBase64String(pem[fields.Base64Data]), out _);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static UserIdentity IdentityOf(Extension extension, int? roleId) =>
        new(extension.Key, extension.Description.Label is { Length: > 0 } label ? label.To(Clip.UserName) : extension.Key, []) { RoleId = roleId };

    private static VimFaultException Invalid(string argument, string reason) => new(new InvalidArgument { InvalidProperty = argument }, reason);

    private static VimFaultException NotRegistered(string key) => new(new NotFound(), $"no extension {key.To(MaxKeyLength)} is registered");

    private Extension Beating(Extension extension) => extension with { LastHeartbeatTime = time.GetUtcNow().UtcDateTime };

    private void ChangeKnown(string key, Func<RegisteredExtension, RegisteredExtension> change) =>
        Change(key, old => old is null ? throw NotRegistered(key) : change(old));

    /// <summary>Replaces the extension of a key by what <paramref name="change"/> makes of it, null being none.</summary>
    private void Change(string key, Func<RegisteredExtension?, RegisteredExtension?> change)
    {
        lock (_lock)
        {
            var next = new Dictionary<string, RegisteredExtension>(_byKey, StringComparer.Ordinal);
            next.Remove(key, out var old);
            if (change(old) is { } changed)
            {
                if (next.Count >= MaxExtensions || next.Values.Sum(other => ExtensionSize.Of(other.Description)) + ExtensionSize.Of(changed.Description) > MaxBytes)
                    throw new VimFaultException(new SystemError { Reason = "There are too many extensions, or they are too large." }, "the bounds of the extensions are reached");
                next.Add(key, changed);
            }

            Volatile.Write(ref _byKey, next.ToFrozenDictionary(StringComparer.Ordinal));
        }

        Changed?.Invoke();
    }
}
