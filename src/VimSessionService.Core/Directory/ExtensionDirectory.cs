using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core.Directory.Extensions;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Directory;

/// <summary>An extension that the operator declares.</summary>
/// <param name="Description">As clients see it; its last heartbeat becomes the time it is declared at.</param>
/// <param name="Role">The name of the role that its sessions have; null for an administrator's. One whose role was removed through the API may do nothing.</param>
/// <param name="Certificate">The certificate it logs in by; null for none.</param>
public sealed record DeclaredExtension(Extension Description, string? Role, CertificateHash? Certificate);

/// <summary>
/// The registered extensions of the ExtensionManager. Changes are atomic for readers. The number and size of the extensions that clients
/// can register are limited.
/// </summary>
internal sealed class ExtensionDirectory
{
    private const int MaxExtensions = 1_000;
    private const int MaxKeyLength = 256;
    private const int MaxPemLength = 16_384;
    private const long MaxBytes = 32L * 1024 * 1024;

    private readonly DirectoryStateStore _cell;
    private readonly TimeProvider _time;
    private readonly string _ssoDomain;

    /// <summary>Makes a directory of its own, without accounts and roles.</summary>
    /// <param name="time">The clock of heartbeats.</param>
    public ExtensionDirectory(TimeProvider time)
        : this(new DirectoryStateStore(), time, AccountDirectory.UsualSsoDomain)
    {
    }

    internal ExtensionDirectory(DirectoryStateStore cell, TimeProvider time, string ssoDomain)
    {
        _cell = cell;
        _time = time;
        _ssoDomain = ssoDomain;
        cell.Changed += OnChanged;
    }

    /// <summary>Raised after a change. Handlers do not block and do not throw.</summary>
    public event Action? Changed;

    /// <summary>Every extension, by key.</summary>
    public IReadOnlyList<RegisteredExtension> All => [.. _cell.Current.Extensions.All];

    /// <summary>Finds an extension by its key, exactly as it was registered.</summary>
    public RegisteredExtension? Find(string key) => _cell.Current.Extensions.Find(key);

    /// <summary>Registers an extension, which acts as an administrator.</summary>
    /// <exception cref="VimFaultException">
    /// InvalidArgument(extension.key): the key is malformed, taken, or the name of an account; InvalidArgument(extension.privilegeList);
    /// SystemError beyond the bounds.
    /// </exception>
    public void Register(Extension extension)
    {
        if (KeyProblem(extension.Key) is { } problem)
            throw Invalid("extension.key", problem);
        RequirePrivileges(extension);
        Change(extension.Key, (old, accounts) =>
        {
            if (old is not null)
                throw Invalid("extension.key", $"the extension {extension.Key} is registered already");
            if (IsAccount(accounts, extension.Key))
                throw Invalid("extension.key", $"{extension.Key} is the name of an account");
            return Described(extension, SystemRoles.Admin.RoleId);
        });
    }

    /// <summary>Replaces what is registered. Another subject name takes the place of a certificate, as the two exclude each other.</summary>
    /// <exception cref="VimFaultException">NotFound; InvalidArgument(extension.privilegeList); SystemError beyond the bounds.</exception>
    public void Update(Extension extension)
    {
        RequirePrivileges(extension);
        ChangeKnown(extension.Key, old => Described(extension, old.Identity.RoleId) with
        {
            Certificate = old.Description.SubjectName == extension.SubjectName ? old.Certificate : null,
            ServiceAccount = old.ServiceAccount,
            IsDeclared = old.IsDeclared,
        });
    }

    /// <summary>Takes an extension out. Its sessions stay open.</summary>
    /// <exception cref="VimFaultException">NotFound.</exception>
    public void Unregister(string key) => Change(key, (old, _) => old is null ? throw NotRegistered(key) : null);

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
    /// and the key is checked and not kept.
    /// </summary>
    /// <exception cref="VimFaultException">InvalidArgument: publicKey is no public key in PEM form, or extensionKey is not registered.</exception>
    public void SetPublicKey(string key, string publicKey)
    {
        if (Find(key) is null)
            throw Invalid("extensionKey", $"no extension {key.Truncate(MaxKeyLength)} is registered");
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
            Change(key, (old, _) => old is null ? null : old with { Description = Beating(old.Description) });
    }

    /// <summary>
    /// Replaces every declared extension by others. What clients registered stays, unless its key is declared, or is the name of an
    /// account by now.
    /// </summary>
    /// <exception cref="ArgumentException">A key is none, or the name of an account. Nothing is replaced.</exception>
    public void Declare(IEnumerable<DeclaredExtension> declared)
    {
        DeclaredExtension[] wanted = [.. declared];
        _cell.Change(state => Declare(state, wanted));
    }

    /// <summary>What is wrong with a key, in a few words; null for one that can be a key of an extension.</summary>
    /// <remarks>
    /// An extension's sessions and tokens bear its key as their user name: a key that could be a user's would pass the extension off as
    /// the user.
    /// </remarks>
    public static string? KeyProblem(string key)
    {
        if (key.Length is 0 or > MaxKeyLength)
            return $"a key has 1 to {MaxKeyLength} characters";
        if (key.Any(static character => char.IsWhiteSpace(character) || char.IsControl(character)))
            return "a key has no spaces and no control characters";
        return key.AsSpan().ContainsAny('\\', '@') ? "a key has neither '\\' nor '@', which stand in names of users" : null;
    }

    /// <summary>An extension as it was registered elsewhere.</summary>
    internal static RegisteredExtension Known(Extension description, int? roleId) =>
        new() { Description = description, Identity = IdentityOf(description, roleId), Bytes = ObjectSize.Of(description) };

    /// <summary>A state with other declared extensions.</summary>
    /// <exception cref="ArgumentException">A key is none, or the name of an account.</exception>
    internal DirectoryState Declare(DirectoryState state, IReadOnlyCollection<DeclaredExtension> declared)
    {
        var access = state.Access;
        var next = ExtensionSet.Empty;
        foreach (var registered in state.Extensions.All.Where(extension => !extension.IsDeclared && !IsAccount(access.Accounts, extension.Description.Key)))
            next = next.With(registered);
        foreach (var (description, role, certificate) in declared)
        {
            if (KeyProblem(description.Key) is { } problem)
                throw new ArgumentException($"The extension key '{description.Key.Truncate(MaxKeyLength)}' is not valid: {problem}.", nameof(declared));
            if (IsAccount(access.Accounts, description.Key))
                throw new ArgumentException($"The extension key '{description.Key}' is the name of an account.", nameof(declared));
            var roleId = role is null ? SystemRoles.Admin.RoleId : (access.Roles.FindDeclared(role) ?? SystemRoles.NoAccess).RoleId;
            next = next.With(Described(description, roleId) with { Certificate = certificate, IsDeclared = true });
        }

        var privileges = access.Privileges;
        foreach (var gone in state.Extensions.All.Where(extension => next.Find(extension.Description.Key) is null))
            privileges = privileges.Define(gone.Description.Key, []);
        foreach (var extension in next.All)
            privileges = privileges.Define(extension.Description.Key, ExtensionPrivileges.Of(extension.Description));
        return state with { Access = ReferenceEquals(privileges, access.Privileges) ? access : access with { Privileges = privileges }, Extensions = next };
    }

    /// <summary>A state with the same extensions as before: those that are there still stay as they are, others are registered anew or taken out.</summary>
    internal DirectoryState Restore(DirectoryState state, IReadOnlyList<SavedExtension> saved)
    {
        var kept = saved.Where(extension => state.Extensions.Find(extension.Key) is { } there && SavedExtension.Of(there) == extension).Select(static extension => extension.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in state.Extensions.All.Where(extension => !kept.Contains(extension.Description.Key)))
        {
            var key = gone.Description.Key;
            state = state with { Extensions = state.Extensions.Without(key) };
            state = state.With(access => access with { Privileges = access.Privileges.Define(key, []) });
        }

        foreach (var extension in saved.Where(extension => !kept.Contains(extension.Key)))
        {
            var registered = Described(extension.ToExtension(), extension.RoleId) with
            {
                Certificate = extension.Certificate is { } hash ? CertificateHash.TryParse(hash) : null,
                ServiceAccount = extension.ServiceAccount,
                IsDeclared = extension.IsDeclared,
            };
            state = state with { Extensions = state.Extensions.With(registered) };
        }

        return state;
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
        new(extension.Key, extension.Description.Label is { Length: > 0 } label ? label.Truncate(Truncation.UserName) : extension.Key, []) { RoleId = roleId };

    private static VimFaultException Invalid(string argument, string reason) => new(new InvalidArgument { InvalidProperty = argument }, reason);

    private static VimFaultException NotRegistered(string key) => new(new NotFound(), $"no extension {key.Truncate(MaxKeyLength)} is registered");

    private bool IsAccount(AccountSet accounts, string key) => AccountName.TryParse(key, out var name) && accounts.Find(name, _ssoDomain) is not null;

    private RegisteredExtension Described(Extension extension, int? roleId) => Known(Beating(extension), roleId);

    private Extension Beating(Extension extension) => extension with { LastHeartbeatTime = _time.GetUtcNow().UtcDateTime };

    private void ChangeKnown(string key, Func<RegisteredExtension, RegisteredExtension> change) =>
        Change(key, (old, _) => old is null ? throw NotRegistered(key) : change(old));

    /// <summary>
    /// Replaces the extension of a key by what <paramref name="change"/> makes of it, null being none, together with the privileges that
    /// it brings.
    /// </summary>
    private void Change(string key, Func<RegisteredExtension?, AccountSet, RegisteredExtension?> change) => _cell.Change(state =>
    {
        var old = state.Extensions.Find(key);
        var changed = change(old, state.Access.Accounts);
        var next = changed is null ? state.Extensions.Without(key) : state.Extensions.With(changed);
        if (changed is not null && (next.Count > MaxExtensions || next.Bytes > MaxBytes))
            throw new VimFaultException(new SystemError { Reason = "There are too many extensions, or they are too large." }, "the bounds of the extensions are reached");
        if (ReferenceEquals(old?.Description.PrivilegeList, changed?.Description.PrivilegeList))
            return state with { Extensions = next }; // most changes, such as a heartbeat, are none of privileges
        var own = changed is null ? [] : ExtensionPrivileges.Of(changed.Description);
        return (state with { Extensions = next }).With(access => access.Privileges.Define(key, own) is var privileges && ReferenceEquals(privileges, access.Privileges)
            ? access
            : access with { Privileges = privileges });
    });

    private void OnChanged(DirectoryState before, DirectoryState after)
    {
        if (!ReferenceEquals(before.Extensions, after.Extensions))
            Changed.CallAll();
    }
}
