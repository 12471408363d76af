using Microsoft.Extensions.Configuration;
using VimSessionService.Certificates;
using VimSessionService.Vim25;

namespace VimSessionService.Options;

/// <summary>Everything that can be set, by feature. The names users know, and how each is set, are in <see cref="OptionTable"/>.</summary>
internal sealed record ServiceOptions
{
    /// <summary>Address, limits and timeouts of the HTTP server.</summary>
    public TransportOptions Transport { get; init; } = new();

    /// <summary>The admin API.</summary>
    public AdminApiOptions Admin { get; init; } = new();

    /// <summary>The certificate.</summary>
    public TlsOptions Tls { get; init; } = new();

    /// <summary>Which server to be.</summary>
    public EmulationOptions Emulation { get; init; } = new();

    /// <summary>How long and how many sessions live.</summary>
    public SessionLimitOptions Sessions { get; init; } = new();

    /// <summary>Tickets, and what they open.</summary>
    public TicketFileOptions Tickets { get; init; } = new();

    /// <summary>Single sign-on.</summary>
    public SsoOptions Sso { get; init; } = new();

    /// <summary>Users, roles and permissions.</summary>
    public AccountOptions Accounts { get; init; } = new();

    /// <summary>Web hooks.</summary>
    public HookOptions Hooks { get; init; } = new();

    /// <summary>An LDAP server.</summary>
    public LdapServerOptions Ldap { get; init; } = new();

    /// <summary>An OpenID provider.</summary>
    public OpenIdProviderOptions OpenId { get; init; } = new();

    /// <summary>The shared session.</summary>
    public SharedSessionPathOptions SharedSession { get; init; } = new();

    /// <summary>Logins by SSPI.</summary>
    public SspiOptions Sspi { get; init; } = new();

    /// <summary>What is logged.</summary>
    public LogOptions Log { get; init; } = new();

    /// <summary>What is kept between starts.</summary>
    public StorageOptions Storage { get; init; } = new();

    /// <summary>What replicas share.</summary>
    public StoreOptions Store { get; init; } = new();

    /// <summary>How the process works together with the one that starts it.</summary>
    public ProcessOptions Process { get; init; } = new();
}

/// <summary>Address, limits and timeouts of the HTTP server.</summary>
internal sealed record TransportOptions : RequestOptions
{
    /// <summary>Where to listen; see <see cref="ListenAddress"/>.</summary>
    public string Listen { get; set; } = "127.0.0.1:8989";

    /// <summary>Where the SDK tunnel is served besides; null for nowhere.</summary>
    public string? TunnelListen { get; set; }

    /// <summary>How many connections may be open at once; 0 for as many as the memory of the process allows.</summary>
    public int MaxConnections { get; set; }

    /// <summary>How fast a client must read an answer, in bytes for each second; 0 for as slowly as it likes.</summary>
    public int MinResponseRate { get; set; } = 16 * 1024;

    /// <summary>How long a client may take to send the headers of a request.</summary>
    public TimeSpan HeaderTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may take to send the body of a request.</summary>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an idle connection is kept.</summary>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>How long a stop waits for calls in flight.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>The admin API.</summary>
internal sealed record AdminApiOptions
{
    /// <summary>Where it is served; <c>off</c> for nowhere, null for the usual port.</summary>
    public string? AdminListen { get; set; }

    /// <summary>The token that its requests bring; <c>none</c> to ask for none, null for a generated one.</summary>
    public string? AdminToken { get; set; }

    /// <summary>How many calls the journal keeps; 0 for no journal.</summary>
    public int JournalCalls { get; set; } = 10_000;

    /// <summary>The files of the scenarios of the start, separated by commas; null for none.</summary>
    public string? Scenario { get; set; }

    /// <summary>Nothing of the token.</summary>
    public override string ToString() => $"{nameof(AdminApiOptions)} {{ {nameof(AdminListen)} = {AdminListen} }}";
}

/// <summary>The certificate. Without one of the user's own a self-signed one is made and kept.</summary>
internal sealed record TlsOptions
{
    /// <summary>HTTPS rather than plain HTTP.</summary>
    [ConfigurationKeyName("Tls")]
    public bool Enabled { get; set; } = true;

    /// <summary>A PEM file, with its chain if any, or a PFX file; null for a self-signed certificate.</summary>
    public string? TlsCert { get; set; }

    /// <summary>The private key as PEM; null when it is in <see cref="TlsCert"/>.</summary>
    public string? TlsKey { get; set; }

    /// <summary>The password of the PFX file or of an encrypted key.</summary>
    public string? TlsCertPassword { get; set; }

    /// <summary>The type of the key of a self-signed certificate when one is made; one that was kept stays in use.</summary>
    public TlsKeyType TlsKeyType { get; set; } = TlsKeyType.P256;

    /// <summary>Nothing of the password.</summary>
    public override string ToString() => $"{nameof(TlsOptions)} {{ {nameof(Enabled)} = {Enabled}, {nameof(TlsCert)} = {TlsCert} }}";
}

/// <summary>Tickets, and what they open (docs/facts/sessions.md).</summary>
internal sealed record TicketFileOptions : TicketOptions
{
    /// <summary>Whether local tickets are given.</summary>
    public LocalTicketMode LocalTickets { get; set; } = LocalTicketMode.Auto;

    /// <summary>Where the files of local tickets are; null for a directory of their own in the data directory.</summary>
    public string? LocalTicketDirectory { get; set; }

}

/// <summary>Whether local tickets are given.</summary>
internal enum LocalTicketMode
{
    /// <summary>By an ESX host, unless it runs in a container: a file there is of no use to the users outside.</summary>
    Auto,

    /// <summary>By a vCenter and in a container too.</summary>
    On,

    /// <summary>Never.</summary>
    Off,
}

/// <summary>Single sign-on: the security token service and its keys.</summary>
internal sealed record SsoOptions : SingleSignOnOptions
{
    /// <summary>The certificate that signs tokens, PEM with its chain or PFX; null for one made at its first use.</summary>
    public string? StsCert { get; set; }

    /// <summary>The private key as PEM; null when it is in <see cref="StsCert"/>.</summary>
    public string? StsKey { get; set; }

    /// <summary>The password of the PFX file or of an encrypted key.</summary>
    public string? StsCertPassword { get; set; }

    /// <summary>Whether the made certificate that signs tokens has expired, so that no token is issued: the commonest outage of single sign-on.</summary>
    public bool StsExpiredCertificate { get; set; }

    /// <summary>A PEM file of other services' certificates whose tokens may log in, read again when it changes; null for none.</summary>
    public string? TrustedSts { get; set; }

    /// <summary>Nothing of the password.</summary>
    public override string ToString() => $"{nameof(SsoOptions)} {{ {nameof(Sts)} = {Sts}, {nameof(StsCert)} = {StsCert} }}";
}

/// <summary>Users, roles and permissions.</summary>
internal sealed record AccountOptions
{
    /// <summary>The administrator's name; null for none by option, or the usual one when no user is declared at all.</summary>
    public string? Username { get; set; }

    /// <summary>The administrator's password; null for a generated one.</summary>
    public string? Password { get; set; }

    /// <summary>Any user name with any password that is not empty may log in, with every privilege.</summary>
    public bool Permissive { get; set; }

    /// <summary>A JSON file with more users, roles and permissions, read again when it changes.</summary>
    public string? UsersFile { get; set; }

    /// <summary>A PEM file of the authorities that extensions' certificates are verified against; null for none.</summary>
    public string? ExtensionCa { get; set; }

    /// <summary>The extensions declared by options.</summary>
    public ExtensionEntry[] Extensions { get; set; } = [];

    /// <summary>The users declared by options.</summary>
    public UserEntry[] Users { get; set; } = [];

    /// <summary>The roles declared by options.</summary>
    public RoleEntry[] Roles { get; set; } = [];

    /// <summary>The permissions declared by options.</summary>
    public PermissionDeclaration[] Permissions { get; set; } = [];

    /// <summary>Nothing of the password.</summary>
    public override string ToString() => $"{nameof(AccountOptions)} {{ {nameof(Username)} = {Username}, {nameof(UsersFile)} = {UsersFile} }}";
}

/// <summary>Web hooks: other servers that are asked about users.</summary>
internal sealed record HookOptions
{
    /// <summary>The URL that checks passwords; null for none.</summary>
    public string? Authenticator { get; set; }

    /// <summary>How long a right password is remembered.</summary>
    public TimeSpan AuthenticatorCache { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The URL that says what users may do; null for none.</summary>
    public string? Authorizer { get; set; }

    /// <summary>How long its answers hold.</summary>
    public TimeSpan AuthorizerCache { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The secret of the signatures; null for none, or the one in <see cref="HookSecretFile"/>.</summary>
    public string? HookSecret { get; set; }

    /// <summary>The file with the secret.</summary>
    public string? HookSecretFile { get; set; }

    /// <summary>A PEM file of the authorities of the web hooks' certificates; null for the system's.</summary>
    public string? HookCa { get; set; }

    /// <summary>How long an answer may take.</summary>
    public TimeSpan HookTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many requests may be under way.</summary>
    public int HookRequests { get; set; } = 16;

    /// <summary>Nothing of the secret, nor of the URL, which may hold one too.</summary>
    public override string ToString() => $"{nameof(HookOptions)} {{ {nameof(HookTimeout)} = {HookTimeout} }}";
}

/// <summary>Logins by SSPI, which are GSS-API's on this side.</summary>
internal sealed record SspiOptions
{
    /// <summary>What proves who a client is.</summary>
    [ConfigurationKeyName("Sspi")]
    public SspiMode Mode { get; set; }

    /// <summary>The keys of the service; needed for Kerberos.</summary>
    public string? Keytab { get; set; }

    /// <summary>The only service whose tickets are accepted; null for every service of the keytab.</summary>
    public string? SspiPrincipal { get; set; }

    /// <summary>The domains of realms: <c>REALM=domain</c>, separated by commas.</summary>
    public string SspiRealmDomain { get; set; } = "";

    /// <summary>How many challenges a scripted negotiation has.</summary>
    public int SspiScriptLegs { get; set; } = 1;

    /// <summary>Whom a scripted negotiation proves; null for whom the client names.</summary>
    public string? SspiScriptUser { get; set; }
}

/// <summary>What proves who a client of LoginBySSPI is.</summary>
internal enum SspiMode
{
    /// <summary>Nothing: the service does not support it.</summary>
    Off,

    /// <summary>A Kerberos ticket, within SPNEGO or without.</summary>
    Kerberos,

    /// <summary>Nothing, yet the login is played: for authors of clients who have no domain.</summary>
    Scripted,
}

/// <summary>What is logged, on standard error.</summary>
internal sealed record LogOptions
{
    /// <summary>The least level that is logged.</summary>
    public LogLevel LogLevel { get; set; } = LogLevel.Information;

    /// <summary>Lines for people or for programs.</summary>
    public LogFormat LogFormat { get; set; } = LogFormat.Text;

    /// <summary>Whether each call is logged, at level information.</summary>
    public bool LogCalls { get; set; } = true;
}

/// <summary>The form of a log line.</summary>
internal enum LogFormat
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>One compact JSON object (CLEF).</summary>
    Json,
}

/// <summary>What is kept between starts.</summary>
internal sealed record StorageOptions
{
    /// <summary>The directory of the generated certificate and the instance's UUID; null for the user's usual one.</summary>
    public string? DataDirectory { get; set; }
}

/// <summary>How the process works together with the one that starts it.</summary>
internal sealed record ProcessOptions
{
    /// <summary>The name of standard output in <see cref="EnvFile"/>.</summary>
    internal const string StandardOutput = "-";

    /// <summary>Where the line with the variables of govc goes: a file, or <see cref="StandardOutput"/>; null for nowhere.</summary>
    public string? EnvFile { get; set; }

    /// <summary>Whether the service stops when standard input is closed or something comes from it.</summary>
    public bool StdinExit { get; set; }
}
