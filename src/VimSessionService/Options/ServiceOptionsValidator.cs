using VimSessionService.Core;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Messages;
using VimSessionService.Identity.Negotiation;
using VimSessionService.ManagedObjects.Machines;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.Storage;
using VimSessionService.Vim25;

namespace VimSessionService.Options;

/// <summary>
/// Checks the formats of options, the files that they name, and combinations of options. Each error is one line that names the
/// option and says what to do.
/// </summary>
internal static class ServiceOptionsValidator
{
    /// <summary>What is wrong; empty when nothing is.</summary>
    public static IEnumerable<string> Validate(ServiceOptions options) =>
    [
        .. Transport(options.Transport),
        .. AdminAddress.Validate(options),
        .. Extensions(options),
        .. Tls(options.Tls),
        .. Sso(options),
        .. Emulation(options.Emulation),
        .. Tickets(options.Tickets),
        .. Accounts(options.Accounts),
        .. Federation(options),
        .. HookOptionsValidator.Validate(options),
        .. LdapOptionsValidator.Validate(options),
        .. SharingOptionsValidator.Validate(options),
        .. StoreOptionsValidator.Validate(options),
        .. Sspi(options),
        .. Process(options.Process),
    ];

    private static IEnumerable<string> Process(ProcessOptions options)
    {
        if (options.EnvFile is not { Length: > 0 } file || file == ProcessOptions.StandardOutput)
            yield break;
        if (Directory.Exists(file))
            yield return $"--env-file: '{file}' is a directory. Name a file, which is written when the service listens.";
        else if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } directory && !Directory.Exists(directory))
            yield return $"--env-file: the directory '{directory}' does not exist. Make it, or name a file in one that exists.";
    }

    private static IEnumerable<string> Transport(TransportOptions options)
    {
        if (!ListenAddress.TryParse(options.Listen, out _))
            yield return $"--listen: '{options.Listen}' is no address to listen on. Write HOST:PORT, :PORT for every address, or [::1]:PORT.";
        if (options.TunnelListen is { } tunnel
            && ListenAddress.TryParse(options.Listen, out var listen)
            && TunnelAddress.TryParse(tunnel, options.Listen, out var beside)
            && beside.Port != 0
            && beside == listen)
        {
            yield return $"--tunnel-listen: {tunnel} is where --listen serves. Name another port, or 0 for a free one.";
        }
    }

    private static IEnumerable<string> Extensions(ServiceOptions options)
    {
        var listen = options.Transport.TunnelListen;
        if (listen is not null && ListenAddress.TryParse(options.Transport.Listen, out _) && !TunnelAddress.TryParse(listen, options.Transport.Listen, out _))
            yield return $"--tunnel-listen: '{listen}' is no address to listen on. Write HOST:PORT, :PORT for every address, [::1]:PORT, or PORT for the host of --listen.";
        if (options.Emulation.Esx && (listen is not null || options.Accounts.ExtensionCa is not null || options.Accounts.Extensions.Length > 0))
            yield return "--esx: an ESX host has no extensions. Leave out --tunnel-listen, --extension-ca and Extensions.";
        if (Unreadable(options.Accounts.ExtensionCa) is { } authorities)
            yield return $"--extension-ca: {authorities}";
    }

    private static IEnumerable<string> Tls(TlsOptions options)
    {
        if (options.TlsKey is not null && options.TlsCert is null)
            yield return "--tls-key needs the certificate it belongs to: name it with --tls-cert.";
        if (!options.Enabled && (options.TlsCert ?? options.TlsKey ?? options.TlsCertPassword) is not null)
            yield return "--tls false serves plain HTTP, which shows no certificate. Leave out --tls false, or leave out --tls-cert, --tls-key and --tls-cert-password.";
        if (options.TlsCertPassword is not null && options.TlsCert is null)
            yield return "--tls-cert-password needs the file it opens: name it with --tls-cert.";
        if (Unreadable(options.TlsCert) is { } certificate)
            yield return $"--tls-cert: {certificate}";
        if (Unreadable(options.TlsKey) is { } key)
            yield return $"--tls-key: {key}";
    }

    private static IEnumerable<string> Sso(ServiceOptions options)
    {
        var sso = options.Sso;
        if (options.Emulation.Esx && sso.Sts == true)
            yield return "--sts: an ESX host has no single sign-on. Leave out --sts or --esx.";
        if (options.Emulation.Esx && (sso.StsCert ?? sso.StsKey ?? sso.StsCertPassword) is not null)
            yield return "--sts-cert: an ESX host issues no tokens. Leave out --sts-cert, --sts-key and --sts-cert-password, or --esx.";
        if (options.Emulation.Esx && sso.TokenAudiences is not null)
            yield return "--token-audiences: an ESX host has no logins by token. Leave out --token-audiences or --esx.";
        if (options.Emulation.Esx && sso.TrustedSts is not null)
            yield return "--trusted-sts: an ESX host has no logins by token. Leave out --trusted-sts or --esx.";
        if (Unreadable(sso.TrustedSts) is { } trusted)
            yield return $"--trusted-sts: {trusted}";
        if (sso.TokenAudiences is { } audiences && TokenAudiences.Split(audiences).Length == 0)
            yield return "--token-audiences names none. Name the audiences, separated by commas, or leave the option out.";
        if (sso.Sts == false && sso.StsCert is not null)
            yield return "--sts-cert: with --sts false nothing is signed. Leave out one of the two.";
        if (sso.StsExpiredCertificate && sso.StsCert is not null)
            yield return "--sts-expired-certificate makes a certificate, and --sts-cert brings one, which may have expired too. Leave out one of the two.";
        if (sso.StsExpiredCertificate && (options.Emulation.Esx || sso.Sts == false))
            yield return "--sts-expired-certificate needs the security token service: leave out --esx and --sts false.";
        if (sso.StsKey is not null && sso.StsCert is null)
            yield return "--sts-key needs the certificate it belongs to: name it with --sts-cert.";
        if (sso.StsCertPassword is not null && sso.StsCert is null)
            yield return "--sts-cert-password needs the file it opens: name it with --sts-cert.";
        if (Unreadable(sso.StsCert) is { } certificate)
            yield return $"--sts-cert: {certificate}";
        if (Unreadable(sso.StsKey) is { } key)
            yield return $"--sts-key: {key}";
    }

    private static IEnumerable<string> Emulation(EmulationOptions options)
    {
        if (options.InstanceUuid is { } uuid && !Guid.TryParseExact(uuid, "D", out _))
            yield return $"--instance-uuid: '{uuid}' is no UUID. Write it as 6a1f7a3e-0c1b-4f0e-9d2a-3b5c7d9e1f20.";
        if (options.Datacenter is { } datacenter && (string.IsNullOrWhiteSpace(datacenter) || datacenter.Length > 80))
            yield return "--datacenter: a name has 1 to 80 characters. Give one, or leave the option out.";
        if (options.Federated && (options.Esx || (ApiVersions.TryParse(options.ApiVersion, out var version) && version < ApiVersion.V9_0_0_0)))
            yield return "--federated: only a vCenter from version 9.0.0.0 of the API on can be federated. Leave out --federated or --esx, or name a newer --api-version.";
        if (Release(options) is { } release)
            yield return $"--product-version: {release}";
        if (options is { Esx: true, Datacenter: not null })
            yield return "--datacenter: the datacenter of an ESX host is always ha-datacenter. Leave out --datacenter or --esx.";
        if (options is { Inventory: not null, Datacenter: not null })
            yield return "--datacenter: the datacenters are those of --inventory. Leave out one of the two.";
        if (options is { Esx: true, Inventory: { } inventories } && Inventories.Split(inventories).Length > 1)
            yield return "--inventory: an ESX host has one inventory. Leave out --esx, so that a vCenter shows all of them, or name one.";
        if (options is { Inventory: null, InventoryLenient: true })
            yield return "--inventory-lenient: there is no inventory. Name one with --inventory, or leave out --inventory-lenient.";
        if (options.Stubs is { } stubs)
        {
            if (options.Inventory is null)
                yield return "--stubs: there is no inventory whose machines have methods. Name one with --inventory, or leave out --stubs.";
            if (ImplementedMethods.Unknown(stubs) is { } unknown)
                yield return $"--stubs: '{unknown}' is not known.{NearestNames.Hint(unknown, ImplementedMethods.Known)} Write one of {string.Join(", ", ImplementedMethods.Known)}, or several with commas between them.";
        }

        var locales = new LocaleCatalog().SupportedLocales;
        if (!locales.Contains(options.DefaultLocale, StringComparer.OrdinalIgnoreCase))
            yield return $"--default-locale: '{options.DefaultLocale}' is not a locale of the service.{NearestNames.Hint(options.DefaultLocale, locales)} Write a language such as en, or with a country such as en_US.";
    }

    private static string? Release(EmulationOptions options)
    {
        if (options.ProductVersion is not { } name)
            return null;
        if (ProductRelease.Find(name) is not { } release || (options.Esx && release.HostBuild is null))
            return $"'{name}' is not a known release of {(options.Esx ? "an ESX host" : "a vCenter")}. Known are {string.Join(", ", ProductRelease.Names(options.Esx))}.";
        return ApiVersions.TryParse(options.ApiVersion, out var version) && ProductRelease.Of(version).Version != release.Version
            ? $"{name} has version {release.Version.Name()} of the API, not {version.Name()}. Leave out --api-version or --product-version."
            : null;
    }

    private static IEnumerable<string> Tickets(TicketFileOptions options)
    {
        foreach (var path in TicketedPaths.Split(options.TicketedPaths))
        {
            if (TicketedPaths.IsTaken(path))
                yield return $"--ticketed-paths: '{path}' is a path that the service serves itself. Taken are {string.Join(", ", TicketedPaths.Taken)} and what is below them.";
            else if (!TicketedPaths.IsPath(path))
                yield return $"--ticketed-paths: '{path}' is not a path to serve. Write paths of letters, digits, '-', '_' and '.', such as /folder,/nfc.";
        }

        if (options is { LocalTickets: LocalTicketMode.Off, LocalTicketDirectory: not null })
            yield return "--local-ticket-directory: with --local-tickets off there are no files to keep there. Leave out one of the two.";
        if (options.LocalTickets == LocalTicketMode.On && OperatingSystem.IsWindows())
            yield return "--local-tickets: a file that its owner alone may read cannot be made on Windows. Leave the option out.";
    }

    private static IEnumerable<string> Accounts(AccountOptions options)
    {
        if (options.Username is { } name && string.IsNullOrWhiteSpace(name))
            yield return "--username is empty: name the administrator, or leave the option out.";
        if (options.Password is { Length: 0 })
            yield return "--password is empty: give a password, or leave the option out to have one made.";
        if (Unreadable(options.UsersFile) is { } file)
            yield return $"--users-file: {file}";
        if (options.Username is { } administrator && options.Users.Any(u => u.Name.Equals(administrator, StringComparison.OrdinalIgnoreCase)))
            yield return $"--username: '{administrator}' is declared in Users too. Leave one of the two out.";

        // With a users file the two are checked together, as each may use the other's roles.
        if (options.UsersFile is null)
        {
            foreach (var problem in AccountsValidator.Validate(new Accounts { Users = options.Users, Roles = options.Roles, Permissions = options.Permissions, Extensions = options.Extensions }))
                yield return problem.ToString();
        }
    }

    private static IEnumerable<string> Federation(ServiceOptions options)
    {
        if (options.Accounts.Username is { } name && new AccessOptions { IsFederated = options.Emulation.Federated }.PasswordProblem(name) is not null)
            yield return $"--username: '{name}' has no domain, so with --federated it cannot log in with its password. Write {name}@vsphere.local, or leave out --federated.";
    }

    private static IEnumerable<string> Sspi(ServiceOptions options)
    {
        var sspi = options.Sspi;
        if (options.Emulation.Esx && sspi.Mode != SspiMode.Off)
            yield return "--esx: an ESX host has no LoginBySSPI. Leave out --sspi.";
        if (sspi is { Mode: SspiMode.Kerberos, Keytab: null })
            yield return "--sspi kerberos needs the keys of the service: name their file with --keytab.";
        if (sspi.Mode == SspiMode.Kerberos && !OperatingSystem.IsLinux())
            yield return "--sspi kerberos is for Linux alone. Leave the option out.";
        if (sspi.Mode != SspiMode.Kerberos && (sspi.Keytab ?? sspi.SspiPrincipal) is not null)
            yield return "--keytab and --sspi-principal are for --sspi kerberos. Give it too, or leave them out.";
        if (sspi is { Mode: not SspiMode.Scripted, SspiScriptUser: not null })
            yield return "--sspi-script-user is for --sspi scripted. Give it too, or leave it out.";
        if (Unreadable(sspi.Keytab) is { } keytab)
            yield return $"--keytab: {keytab}";
        if (RealmsProblem(sspi.SspiRealmDomain) is { } realms)
            yield return $"--sspi-realm-domain: {realms} Write EXAMPLE.COM=example.com,LAB=vsphere.local.";
        else if (sspi is { Mode: not SspiMode.Kerberos, SspiRealmDomain.Length: > 0 })
            yield return "--sspi-realm-domain is for --sspi kerberos. Give it too, or leave it out.";
    }

    private static string? RealmsProblem(string text)
    {
        try
        {
            RealmDomains.Parse(text);
            return null;
        }
        catch (FormatException failure)
        {
            return failure.Message;
        }
    }

    /// <summary>Why a file cannot be read and what to do, as the part of a sentence that follows a colon; null when it can.</summary>
    internal static string? Unreadable(string? path)
    {
        if (path is null)
            return null;
        try
        {
            OperatorFile.Check(path);
            return null;
        }
        catch (OperatorFileException failure)
        {
            return $"'{path}' cannot be read: {failure.Message}. Name a file that exists and that this user may read.";
        }
    }
}
