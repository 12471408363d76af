using System.Text;
using VimSessionService.Core.Authentication;
using VimSessionService.Ldap;
using VimSessionService.Options;
using VimSessionService.Storage;

namespace VimSessionService.RemoteUsers;

/// <summary>Makes the client of the LDAP server that the options ask for.</summary>
internal static partial class LdapFactory
{
    private const int MostPasswordBytes = 4096;

    /// <summary>Whether the certificate of the server is verified with the authorities of the system.</summary>
    public static bool NeedsSystemRoots(LdapServerOptions options) =>
        options is { LdapCa: null, Ldap: { } url } && (options.LdapStarttls || url.StartsWith("ldaps", StringComparison.OrdinalIgnoreCase));

    /// <summary>Checks passwords at the server of <c>--ldap</c>; null without it.</summary>
    /// <exception cref="StartupException">The options, or a file of them, cannot be used.</exception>
    public static RemoteAuthenticator? Authenticator(ServiceOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        var ldap = options.Ldap;
        if (ldap.Ldap is not { } url || LdapOptionsValidator.ServerOf(url) is not { } server)
            return null;
        var settings = new LdapOptions
        {
            Host = server.Host,
            Port = server.Port,
            Encryption = server.IsTls ? LdapEncryption.Tls : ldap.LdapStarttls ? LdapEncryption.StartTls : LdapEncryption.None,
            Authorities = ldap.LdapCa is { } authorities ? [.. OptionFile.Read("--ldap-ca", authorities, "a PEM file of certificates", static file => PemFile.ReadCertificates(file))] : [],
            BaseDn = ldap.LdapBaseDn!,
            Domains = LdapOptionsValidator.DomainsOf(ldap),
            BindDn = ldap.LdapBindDn,
            BindPassword = ldap.LdapBindPasswordFile is { } password ? OptionFile.Read("--ldap-bind-password-file", password, "a file with the password", static file => Encoding.UTF8.GetString(OptionFile.Secret(file, MostPasswordBytes))) : ldap.LdapBindPassword,
            UserFilter = ldap.LdapUserFilter,
            UserDn = ldap.LdapUserDn,
            GroupFilter = ldap.LdapGroupFilter,
            GroupBaseDn = ldap.LdapGroupBaseDn,
            NestedGroups = ldap.LdapNestedGroups,
        };
        if (settings.Encryption == LdapEncryption.None && new Uri(url) is { IsLoopback: false })
            Log.PlainText(loggers.CreateLogger(typeof(LdapFactory)), settings.ShownUrl);
        var limits = new RemoteCheckLimits
        {
            Timeout = ldap.LdapTimeout,
            CacheTime = ldap.LdapCache,
            Concurrency = ldap.LdapConnections,
            Queue = PasswordQueueLimits.For(options.Sessions.PasswordQueue),
        };
        try
        {
            var validator = new RemoteCredentialValidator(new LdapCredentialValidator(settings), limits, time, loggers.CreateLogger<RemoteCredentialValidator>());
            return new RemoteAuthenticator(validator, connection: null, $"the LDAP server {settings.ShownUrl}");
        }
        catch (ArgumentException refused)
        {
            throw new StartupException($"--ldap: {refused.Message.Split(" (Parameter", 2)[0]} Correct the options that begin with --ldap-.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "--ldap-starttls false: passwords are sent to {Url} without encryption. Use it in tests only")]
        public static partial void PlainText(ILogger logger, string url);
    }
}
