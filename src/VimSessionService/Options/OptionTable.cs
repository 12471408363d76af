using System.Globalization;
using VimSessionService.Certificates;
using VimSessionService.Vim25;

namespace VimSessionService.Options;

/// <summary>Every option that has a single value, in the order of the help. Declared here and nowhere else.</summary>
internal static class OptionTable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly ServiceOptions Defaults = new();

    /// <summary>The options.</summary>
    public static IReadOnlyList<OptionDefinition> All { get; } =
    [
        Text("listen", "ADDRESS", Defaults.Transport.Listen, "Where to listen: HOST:PORT, :PORT or *:PORT for every address, [::]:PORT. Port 0 takes a free one.") with { VcsimName = "l" },
        Text("username", "NAME", null, "The administrator's user name. Without it, and without declared users, Administrator@vsphere.local (root with --esx)."),
        Text("password", "PASSWORD", null, "The administrator's password. Without it one is generated and printed at start. The environment variable keeps it out of process lists."),
        Flag("tls", Defaults.Tls.Enabled, "Serve HTTPS; false serves plain HTTP."),
        Text("tls-cert", "FILE", null, "The certificate: PEM with its chain, or PFX. Without it a self-signed one is generated and kept.") with { VcsimName = "tlscert" },
        Text("tls-key", "FILE", null, "The private key of --tls-cert as PEM, unless that file holds it too.") with { VcsimName = "tlskey" },
        Text("tls-cert-password", "PASSWORD", null, "The password of the PFX file or of the encrypted key."),
        Choice("tls-key-type", "TYPE", Lower(Defaults.Tls.TlsKeyType), Enum.GetValues<TlsKeyType>().Select(Lower), "The key of a certificate that is generated: P-256 (ECDSA), or RSA of 2048 bits for clients that know no ECDSA. A kept certificate stays in use."),
        Text("tunnel-listen", "ADDRESS", null, "Where to serve the SDK tunnel, through which extensions log in: HOST:PORT, or PORT for the host of --listen. With --tls false --listen serves it too.") with { VcsimName = "tunnel" },
        Text("extension-ca", "FILE", null, "PEM certificates of the authorities that issue the certificates of extensions that log in by subject name. Without it no extension can log in so."),
        Flag("esx", Defaults.Emulation.Esx, "Emulate an ESX host instead of a vCenter."),
        Version("api-version", Defaults.Emulation.ApiVersion, "The version of the API to emulate. 8.0 means the newest 8.0.x.y."),
        Text("product-version", "VERSION", null, "The release of the product, such as 9.0.2, which the service names with its build. Without --api-version it is also the API version of that release. Without this option it is the release of the API version."),
        Version("unversioned-api-version", Defaults.Emulation.UnversionedApiVersion, "The version of a call without a SOAPAction header."),
        Flag("federated", Defaults.Emulation.Federated, "Play a vCenter, from 9.0 on, whose users come from a federated identity provider: passwords of user names without a domain are refused, and REST takes user@domain only."),
        Flag("permissive", Defaults.Accounts.Permissive, "Accept any user name and any password that is not empty, with every privilege."),
        new() { Name = "config", Kind = OptionKind.Text, ValueName = "FILE", NamesConfigurationFile = true, Description = "A JSON file with options, by the names in brackets, and with Users, Roles and Permissions. It takes precedence over appsettings.json." },
        Text("users-file", "FILE", null, "A JSON file with users, roles and permissions, read again when it changes."),
        Text("authenticator", "URL", null, "The web hook that checks the passwords of users who are not declared with one (docs/web-hooks.md): https, or http with a secret."),
        Duration("authenticator-cache", Defaults.Hooks.AuthenticatorCache, Durations.Seconds, (TimeSpan.Zero, Day), "How long a password that --authenticator found right is accepted without asking again. 0 asks at each login."),
        Text("authorizer", "URL", null, "The web hook that says what users may do whom no permission reaches (docs/web-hooks.md): https, or http with a secret."),
        Duration("authorizer-cache", Defaults.Hooks.AuthorizerCache, Durations.Seconds, (TimeSpan.Zero, Day), "How long an answer of --authorizer holds. 0 asks at each call."),
        Text("hook-secret", "SECRET", null, "The secret that requests to web hooks and their answers are signed with, at least 16 bytes. The environment variable keeps it out of process lists."),
        Text("hook-secret-file", "FILE", null, "The file with that secret, in place of --hook-secret. A line break at its end is not part of it."),
        Text("hook-ca", "FILE", null, "PEM certificates of the authorities that the certificates of web hooks are verified with. Without it those of the system."),
        Duration("hook-timeout", Defaults.Hooks.HookTimeout, Durations.Seconds, (Second, Durations.Minutes.Length * 5), "How long a web hook may take to answer. A login or call that it does not answer in time is refused."),
        Integer("hook-requests", "COUNT", Defaults.Hooks.HookRequests, 1, 10_000, "How many requests to a web hook may be under way at once. Clients of one address, or questions about one user, have a quarter of them; --password-queue more wait."),
        Text("ldap", "URL", null, "The LDAP server that checks the passwords of users who are not declared with one (docs/ldap.md): ldap://HOST:PORT or ldaps://HOST:PORT."),
        Flag("ldap-starttls", Defaults.Ldap.LdapStarttls, "Encrypt the connection of an ldap URL by StartTLS; false sends passwords that can be read on the way."),
        Text("ldap-ca", "FILE", null, "PEM certificates of the authorities that the certificate of the LDAP server is verified with. Without it those of the system."),
        Text("ldap-base-dn", "DN", null, "Where users are searched, such as dc=example,dc=com."),
        Text("ldap-domain", "LIST", null, "The domains of the users, separated by commas; sessions and permissions show the first. Without it the domain of the components dc of --ldap-base-dn."),
        Text("ldap-bind-dn", "DN", null, "Who searches for users and groups. Without it nobody, or the user with --ldap-user-dn."),
        Text("ldap-bind-password", "PASSWORD", null, "The password of --ldap-bind-dn. The environment variable keeps it out of process lists."),
        Text("ldap-bind-password-file", "FILE", null, "The file with that password, in place of --ldap-bind-password. A line break at its end is not part of it."),
        Text("ldap-user-filter", "FILTER", Defaults.Ldap.LdapUserFilter, "The filter that finds a user; {user} is the name without its domain."),
        Text("ldap-user-dn", "DN", null, "The distinguished name of users, such as uid={user},ou=people,dc=example,dc=com, in place of the search."),
        Text("ldap-group-filter", "FILTER", null, "The filter that finds the groups of a user, such as (member={dn}). Without it the groups are those in the attribute memberOf of the user."),
        Text("ldap-group-base-dn", "DN", null, "Where groups are searched. Without it --ldap-base-dn."),
        Flag("ldap-nested-groups", Defaults.Ldap.LdapNestedGroups, "Search for the groups of groups too; needs --ldap-group-filter."),
        Duration("ldap-timeout", Defaults.Ldap.LdapTimeout, Durations.Seconds, (Second, Durations.Minutes.Length * 5), "How long the LDAP server may take for one login. A login beyond that is refused."),
        Integer("ldap-connections", "COUNT", Defaults.Ldap.LdapConnections, 1, 10_000, "How many connections to the LDAP server may be open at once. Clients of one address have a quarter of them; --password-queue more wait."),
        Duration("ldap-cache", Defaults.Ldap.LdapCache, Durations.Seconds, (TimeSpan.Zero, Day), "How long a password that the LDAP server found right is accepted without asking again. 0 asks at each login."),
        Text("data-directory", "DIRECTORY", null, "Where the generated certificate and the UUID of the instance are kept. Without it $XDG_DATA_HOME/vim-session-service or ~/.local/share/vim-session-service."),
        Text("store", "URL", null, "Where replicas share sessions and tickets (docs/replicas.md): redis://[USER:PASSWORD@]HOST:PORT/DATABASE?prefix=NAME of Redis, Valkey or Garnet, rediss for TLS. Without it each process keeps its own. The environment variable keeps a password out of process lists."),
        Text("store-key", "SECRET", null, "The secret that all replicas of --store have and the engine has not, at least 16 bytes. The environment variable keeps it out of process lists."),
        Text("store-key-file", "FILE", null, "The file with that secret, in place of --store-key. A line break at its end is not part of it."),
        Integer("store-wait", "COUNT", Defaults.Store.StoreWait, 0, 100, "How many replicas of the engine of --store must have a change that must not be lost, such as a login, before it is answered. Without them it is answered with 503 after two seconds. 0 waits for none."),
        Duration("session-timeout", Defaults.Sessions.SessionTimeout, Durations.Minutes, (Second, 365 * Day), "How long a session may be idle."),
        Integer("max-sessions", "COUNT", Defaults.Sessions.MaxSessions, 1, 10_000_000, "How many sessions may be open at once. A login beyond that is answered with 503."),
        Integer("reserved-sessions", "COUNT", Defaults.Sessions.ReservedSessions, 0, 10_000_000, "How many of these sessions only users with the privilege Sessions.TerminateSession can open, such as administrators; at most a tenth."),
        Integer("max-user-sessions", "COUNT", Defaults.Sessions.MaxUserSessions, 0, 10_000_000, "How many sessions a user without Sessions.TerminateSession may have open; beyond it the answer is 503. 0 is no limit."),
        Integer("max-vapi-user-sessions", "COUNT", Defaults.Sessions.MaxVapiUserSessions, 1, 10_000_000, "How many REST and JSON-RPC sessions a user may have open on a vCenter before 8.0.3.0, where they are apart from those of SOAP; beyond it the answer is 503."),
        Duration("vapi-session-lifetime", Defaults.Sessions.VapiSessionLifetime, Durations.Seconds, (Second, 365 * Day), "How long a REST or JSON-RPC session of a vCenter before 8.0.3.0 lives at most, however much it is used."),
        Integer("password-queue", "COUNT", Defaults.Sessions.PasswordQueue, 1, 1_000_000, "How many passwords from one address may wait to be checked; beyond it the answer is 503. Of all addresses together sixteen times as many."),
        Integer("max-negotiations", "COUNT", Defaults.Sessions.MaxNegotiations, 1, 1_000_000, "How many logins of one address may wait for their next token at LoginBySSPI, and as many at the security token service; one more ends the oldest of the address. Of all addresses together sixteen times as many."),
        Integer("max-session-bytes", "BYTES", Defaults.Sessions.MaxSessionBytes, 65_536, int.MaxValue, "How much memory the views, filters, collectors and pages of one session may take. A call that needs more is answered with SystemError."),
        Flag("adopt-cookies", Defaults.Sessions.AdoptCookies, "A login takes over the session cookie that this service gave the same address in the last ten minutes, for clients that keep their first cookie."),
        Duration("service-ticket-lifetime", Defaults.Tickets.ServiceTicketLifetime, Durations.Seconds, (Second, Day), "How long a generic service ticket is valid."),
        Integer("max-user-tickets", "COUNT", Defaults.Tickets.MaxUserTickets, 1, 10_000_000, "How many clone and service tickets a user may have; one more ends the one of the user that expires first. Of all users together ten times as many."),
        Text("ticketed-paths", "PATHS", Defaults.Tickets.TicketedPaths, "The paths that generic service tickets give access to, separated by commas. Files that clients upload there are kept in memory."),
        Integer("max-resource-bytes", "BYTES", Defaults.Tickets.MaxResourceBytes, 0, 1_073_741_824, "The largest file at a ticketed path."),
        Integer("max-total-resource-bytes", "BYTES", Defaults.Tickets.MaxTotalResourceBytes, 0, int.MaxValue, "The size of all files at ticketed paths together."),
        Choice("local-tickets", "MODE", Lower(Defaults.Tickets.LocalTickets), Enum.GetValues<LocalTicketMode>().Select(Lower), "Local tickets, with which users of this machine log in without a password; auto is on with --esx outside of containers."),
        Text("local-ticket-directory", "DIRECTORY", null, "Where the files of local tickets are. Without it local-tickets in the data directory."),
        Duration("local-ticket-lifetime", Defaults.Tickets.LocalTicketLifetime, Durations.Seconds, (Second, Day), "How long a local ticket is valid."),
        Integer("max-user-local-tickets", "COUNT", Defaults.Tickets.MaxUserLocalTickets, 1, 1_000_000, "How many local tickets a user may have, each of them a file; one more ends the oldest of the user. Of all users together ten times as many."),
        Flag("sts", true, "Serve single sign-on: the security token service and the lookup service. Not with --esx."),
        Text("sts-cert", "FILE", null, "The RSA certificate that signs tokens: PEM with its chain, or PFX. Without it one is generated at its first use and kept."),
        Text("sts-key", "FILE", null, "The private key of --sts-cert as PEM, unless that file holds it too."),
        Text("sts-cert-password", "PASSWORD", null, "The password of the PFX file or of the encrypted key."),
        Flag("sts-expired-certificate", Defaults.Sso.StsExpiredCertificate, "Play a vCenter whose signing certificate expired yesterday: every request for a token is refused with InvalidTimeRange."),
        Duration("sts-key-lifetime", Defaults.Sso.StsKeyLifetime, Durations.Days, (Day, 36_500 * Day), "How long a generated key signs tokens. Then a new key is generated; tokens that the old key signed stay valid."),
        Duration("max-bearer-lifetime", Defaults.Sso.MaxBearerLifetime, Durations.Seconds, (Second, 365 * Day), "The longest lifetime of a bearer token. A request for more gets this."),
        Duration("max-hok-lifetime", Defaults.Sso.MaxHokLifetime, Durations.Seconds, (Second, 3650 * Day), "The longest lifetime of a holder-of-key token. A request for more gets this."),
        Text("trusted-sts", "FILE", null, "PEM certificates of other security token services whose tokens may log in, read again when the file changes."),
        Text("token-audiences", "LIST", null, "The audiences that a token may be restricted to, separated by commas. Without it the URLs with a name or address of this service."),
        Integer("max-token-bytes", "BYTES", Defaults.Sso.MaxTokenBytes, 1024, 16_777_216, "The largest token that may log in."),
        Integer("max-canonical-multiple", "NUMBER", Defaults.Sso.MaxCanonicalMultiple, 2, 10_000, "How many times as large as a message the canonical form of what is signed in it may be, beyond 32 KiB; never more than 64 MiB. Others are refused."),
        Integer("max-user-messages", "COUNT", Defaults.Sso.MaxUserMessages, 100, 10_000_000, "How many signed messages, and tokens for one use, of a user are remembered until they expire, against replays; beyond it those of the user that expire sooner are refused. Of all users together twice as many."),
        Flag("allow-sha1-tokens", Defaults.Sso.AllowSha1Tokens, "Accept tokens, and signed logins and requests for tokens, with RSA-SHA1 and SHA-1 digests, for clients that support nothing else."),
        Flag("allow-md5-tokens", Defaults.Sso.AllowMd5Tokens, "The same for RSA-MD5 and MD5 digests. Signatures with MD5 can be forged: use it only for tests of such clients."),
        Duration("clock-tolerance", Defaults.Sso.ClockTolerance, Durations.Seconds, (TimeSpan.Zero, Day), "How much the clocks of clients and token issuers may differ from the clock of the service."),
        Text("openid-issuer", "URL", null, "The OpenID provider whose access tokens are exchanged for SAML tokens and, from API 9.1 on, open sessions: the issuer, exactly as its tokens name it."),
        Text("openid-jwks", "FILE|URL", null, "The keys of the OpenID provider (JWKS): a file, which is read again when it changes, or an https URL."),
        Text("openid-ca", "FILE", null, "PEM certificates of the authorities that the certificate of --openid-jwks is verified with. Without it those of the system."),
        Text("openid-audience", "LIST", null, "The audiences of which an access token must have one, separated by commas. Without it any."),
        Text("openid-user-claim", "CLAIM", Defaults.OpenId.OpenidUserClaim, "The claim of an access token that names the user as user@domain."),
        Text("openid-group-claim", "CLAIM", Defaults.OpenId.OpenidGroupClaim, "The claim of an access token with the groups of the user; one without a domain is of the user's."),
        Text("shared-session-path", "PATH", null, "Where drivers of Kubernetes get clone tickets of one common session (docs/doors.md): a path such as /shared-session. Without it there is no such endpoint."),
        Text("shared-session-token", "TOKEN", null, "The secret that clients of --shared-session-path show, at least 16 characters. The environment variable keeps it out of process lists."),
        Text("shared-session-token-file", "FILE", null, "The file with that secret, in place of --shared-session-token. A line break at its end is not part of it."),
        Text("shared-session-user", "NAME", null, "The user of the common session. Without it the administrator."),
        Choice("sspi", "MODE", Lower(Defaults.Sspi.Mode), Enum.GetValues<SspiMode>().Select(Lower), "LoginBySSPI: kerberos takes Kerberos tickets, plain or in SPNEGO, and needs the library libgssapi_krb5; scripted takes made-up tokens that prove nothing, for tests of clients without a domain."),
        Text("keytab", "FILE", null, "The keys of the service, for --sspi kerberos."),
        Text("sspi-principal", "NAME", null, "Accept tickets for this service only, such as host/vc.example.com, with or without @REALM. Without it tickets for every service in the keytab."),
        Text("sspi-realm-domain", "LIST", null, "The domains of the users of Kerberos realms: REALM=domain, separated by commas. The domain of any other realm is its name in lower case."),
        Integer("sspi-script-legs", "COUNT", Defaults.Sspi.SspiScriptLegs, 0, 16, "How many challenges --sspi scripted makes."),
        Text("sspi-script-user", "NAME", null, "The user whom --sspi scripted logs in. Without it the user whom the client's first token names."),
        Text("default-locale", "LOCALE", Defaults.Emulation.DefaultLocale, "The locale of a session whose client asks for none."),
        Text("instance-uuid", "UUID", null, "The instanceUuid to show. Without it one is generated at the first start and kept."),
        Text("datacenter", "NAME", null, "Have one datacenter of that name, with its four folders. Without it the inventory is the root folder only. An ESX host always has ha-datacenter."),
        Text("inventory", "PATH", null, "An inventory to serve (docs/inventory.md): what record or govc object.save wrote, as a directory, .tar.gz, .zip or .json, or builtin:small, builtin:medium or builtin:large, with other numbers as in 'builtin:small?clusters=2&machines=20'. May be given more than once; elsewhere names are separated by commas. Without it there is the root folder, and --datacenter.") with { IsRepeatable = true },
        Flag("inventory-lenient", Defaults.Emulation.InventoryLenient, "Serve the rest of an inventory that has problems, and log them."),
        Text("stubs", "LIST", null, "Implement methods of the virtual machines of --inventory (docs/stubs.md): builtin:power, builtin:snapshots, builtin:lifecycle and builtin:settings, separated by commas, or builtin:machines for all of them."),
        Integer("event-log-size", "COUNT", Defaults.Emulation.EventLogSize, 1, 10_000_000, "How many of the latest events are kept."),
        Integer("event-log-bytes", "BYTES", Defaults.Emulation.EventLogBytes, 65_536, int.MaxValue, "About how much memory the events may take; beyond it fewer are remembered."),
        Integer("max-connections", "COUNT", Defaults.Transport.MaxConnections, 0, 1_000_000, "How many connections may be open at once. Beyond it the address with the most connections loses its oldest one. 0 is one for each 256 KiB of the memory of the process, from 256 to 16384."),
        Integer("max-request-bytes", "BYTES", Defaults.Transport.MaxRequestBytes, 1024, 1_073_741_824, "The largest request."),
        Integer("max-response-bytes", "BYTES", Defaults.Transport.MaxResponseBytes, 65_536, 1_073_741_824, "The largest response to a call, before compression. A call that needs more is answered with SystemError."),
        Integer("max-request-work", "COUNT", Defaults.Transport.MaxRequestWork, 10_000, int.MaxValue, "How many values a call may read and references it may follow. A call that needs more is answered with SystemError."),
        Duration("max-request-time", Defaults.Transport.MaxRequestTime, Durations.Seconds, (Second, Day), "How long a call may be worked on, without the time that it waits. A call that needs more is answered with SystemError."),
        Integer("work-queue", "COUNT", Defaults.Transport.WorkQueue, 1, 1_000_000, "How many calls of one address that take much work may wait for a processor; beyond it the answer is 503. Of all addresses together four times as many."),
        Integer("memory-share", "PERCENT", Defaults.Transport.MemoryShare, 1, 100, "The part of the memory for requests and responses that one address may have, and of the memory for the objects of sessions that one user may have, in percent."),
        Integer("min-response-rate", "BYTES", Defaults.Transport.MinResponseRate, 0, int.MaxValue, "How many bytes of a response a client must read each second. A slower one is disconnected. 0 is no limit."),
        Integer("max-depth", "COUNT", Defaults.Transport.MaxDepth, 8, 1_000, "How deep the elements of a request may be nested."),
        Integer("max-elements", "COUNT", Defaults.Transport.MaxElements, 100, 10_000_000, "How many elements a request may have."),
        Integer("max-attributes", "COUNT", Defaults.Transport.MaxAttributes, 8, 10_000, "How many attributes an element of a request may have, without namespace declarations."),
        Integer("max-namespaces", "COUNT", Defaults.Transport.MaxNamespaces, 16, 10_000, "How many namespace declarations may be in force at one place of a request."),
        Flag("lenient-member-order", Defaults.Emulation.LenientMemberOrder, "Accept the members of a request in any order; real servers refuse them out of order."),
        Integer("gzip-minimum-bytes", "BYTES", Defaults.Transport.GzipMinimumBytes, 0, int.MaxValue, "Responses smaller than this are not compressed."),
        Duration("header-timeout", Defaults.Transport.HeaderTimeout, Durations.Seconds, (Second, Day), "How long a client may take to send the headers of a request."),
        Duration("body-timeout", Defaults.Transport.BodyTimeout, Durations.Seconds, (2 * Second, Day), "How long a client may take to send the body of a request."),
        Duration("keep-alive-timeout", Defaults.Transport.KeepAliveTimeout, Durations.Seconds, (Second, Day), "How long an idle connection is kept."),
        Duration("shutdown-timeout", Defaults.Transport.ShutdownTimeout, Durations.Seconds, (TimeSpan.Zero, Day), "How long the service waits at its end for calls that are being answered."),
        Text("admin-listen", "ADDRESS|off", null, "Where to serve the admin API (docs/admin.md): HOST:PORT, or PORT on 127.0.0.1; off for nowhere. Without it 127.0.0.1:8990, or a free port when that one is in use or --listen has port 0."),
        Text("admin-token", "TOKEN|none", null, "The token that requests to the admin API must bring, at least 16 characters; none asks for no token, on a loopback address only. Without it one is generated at start and kept in the data directory. The environment variable keeps it out of process lists."),
        Integer("journal-calls", "COUNT", Defaults.Admin.JournalCalls, 0, 1_000_000, "How many calls the journal of the admin API keeps (docs/lab.md), in 8 MiB at most; 0 for no journal."),
        Text("scenario", "FILE", null, "A scenario that is applied at the start (docs/scenarios.md), as YAML or JSON. May be given more than once; elsewhere names are separated by commas.") with { IsRepeatable = true },
        new() { Name = "seed", Kind = OptionKind.Integer, ValueName = "NUMBER", Description = "Make keys of sessions, cookies, tickets and the UUID of the instance the same at each start, from this number. FOR TESTS ONLY: whoever knows the number knows every cookie. A cookie has the time of its making in it, which the admin API can set." },
        Text("env-file", "FILE|-", null, "Write the line 'export GOVC_URL=...' to this file (a named pipe will do) or, with -, to standard output, once the service listens. It holds the password where the service knows it.") with { VcsimName = "E" },
        Flag("stdin-exit", Defaults.Process.StdinExit, "Stop when standard input is closed or a key is pressed, so that the service ends with the process that started it.") with { VcsimName = "stdinexit" },
        Choice("log-level", "LEVEL", Lower(Defaults.Log.LogLevel), Enum.GetValues<LogLevel>().Select(Lower), "The lowest level that is logged."),
        Choice("log-format", "FORMAT", Lower(Defaults.Log.LogFormat), Enum.GetValues<LogFormat>().Select(Lower), "Log lines as text for people or as JSON for programs."),
        Flag("log-calls", Defaults.Log.LogCalls, "Log one line for each call."),
    ];

    /// <summary>The option that says which API version the service emulates.</summary>
    public static OptionDefinition ApiVersion { get; } = Find("ApiVersion")!;

    /// <summary>Finds an option by its key, whatever the case.</summary>
    public static OptionDefinition? Find(string key) => All.FirstOrDefault(o => o.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static OptionDefinition Text(string name, string valueName, string? defaultValue, string description) =>
        new() { Name = name, Kind = OptionKind.Text, ValueName = valueName, Default = defaultValue, Description = description };

    private static OptionDefinition Flag(string name, bool defaultValue, string description) =>
        new() { Name = name, Kind = OptionKind.Flag, ValueName = "true|false", Default = defaultValue ? "true" : "false", Description = description };

    private static OptionDefinition Choice(string name, string valueName, string defaultValue, IEnumerable<string> choices, string description) =>
        new() { Name = name, Kind = OptionKind.Choice, ValueName = valueName, Default = defaultValue, Choices = [.. choices], Description = description };

    private static OptionDefinition Version(string name, string defaultValue, string description) =>
        new() { Name = name, Kind = OptionKind.Version, ValueName = "VERSION", Default = defaultValue, Choices = ApiVersions.All, Description = description };

    private static OptionDefinition Duration(string name, TimeSpan defaultValue, DurationUnit unit, (TimeSpan Shortest, TimeSpan Longest) bounds, string description) => new()
    {
        Name = name,
        Kind = OptionKind.Duration,
        ValueName = "TIME",
        Default = Durations.Format(defaultValue),
        Unit = unit,
        Bounds = bounds,
        Description = description,
    };

    private static OptionDefinition Integer(string name, string valueName, int defaultValue, int minimum, int maximum, string description) => new()
    {
        Name = name,
        Kind = OptionKind.Integer,
        ValueName = valueName,
        Default = defaultValue.ToString(CultureInfo.InvariantCulture),
        Minimum = minimum,
        Maximum = maximum,
        Description = description,
    };
}
