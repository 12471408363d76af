using Microsoft.Extensions.Logging;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Options;

namespace VimSessionService.Tests.Options;

public sealed class OptionsLoaderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, string> _commandLine = [];
    private readonly Dictionary<string, string> _environment = [];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Without_any_source_the_defaults_hold()
    {
        var options = Options();

        Assert.Equal("127.0.0.1:8989", options.Transport.Listen);
        Assert.Equal(1_048_576, options.Transport.MaxRequestBytes);
        Assert.True(options.Tls.Enabled);
        Assert.False(options.Emulation.Esx);
        Assert.Equal("8.0.3.0", options.Emulation.ApiVersion);
        Assert.Equal(TimeSpan.FromMinutes(30), options.Sessions.SessionTimeout);
        Assert.Equal(3000, options.Sessions.MaxSessions);
        Assert.False(options.Accounts.Permissive);
        Assert.Equal(LogFormat.Text, options.Log.LogFormat);
    }

    [Fact]
    public void The_command_line_goes_before_the_environment_before_the_named_file_before_appsettings()
    {
        _directory.Write("appsettings.json", """{ "MaxSessions": 1, "MaxDepth": 11, "EventLogSize": 11, "SessionTimeout": 11 }""");
        var file = _directory.Write("lab.json", """{ "MaxSessions": 2, "MaxDepth": 12, "EventLogSize": 12 }""");
        _environment["VIMSESSION_MAX_SESSIONS"] = "3";
        _environment["VIMSESSION_MAX_DEPTH"] = "13";
        _commandLine["config"] = file;
        _commandLine["max-sessions"] = "4";

        var options = Options();

        Assert.Equal(4, options.Sessions.MaxSessions);
        Assert.Equal(13, options.Transport.MaxDepth);
        Assert.Equal(12, options.Emulation.EventLogSize);
        Assert.Equal(TimeSpan.FromMinutes(11), options.Sessions.SessionTimeout);
    }

    [Theory]
    [InlineData("VIMSESSION_API_VERSION")]
    [InlineData("VIMSESSION_APIVERSION")]
    public void The_environment_may_leave_out_underscores_between_words(string variable)
    {
        _environment[variable] = "6.7";

        Assert.Equal("6.7", Options().Emulation.ApiVersion);
    }

    [Fact]
    public void An_empty_variable_counts_as_none()
    {
        _environment["VIMSESSION_TLS"] = "";
        _environment["VIMSESSION_TLS_CERT"] = "";

        Assert.True(Options().Tls.Enabled);
    }

    [Fact]
    public void An_unknown_variable_is_warned_of_and_ignored()
    {
        _environment["VIMSESSION_PORT"] = "tcp://10.0.0.1:8989";

        var loaded = Load();

        Assert.Empty(loaded.Errors);
        Assert.Equal("VIMSESSION_PORT: there is no such option; the variable is ignored.", Assert.Single(loaded.Warnings));
    }

    [Fact]
    public void The_environment_declares_users()
    {
        _environment["VIMSESSION_USERS__0__NAME"] = "alice";
        var hash = PasswordHash.Create("x", iterations: 1000).Encode();
        _environment["VIMSESSION_USERS__0__PASSWORD_HASH"] = hash;
        _environment["VIMSESSION_USERS__0__GROUPS__0"] = "ops";
        _environment["VIMSESSION_ROLES__0__NAME"] = "Terminator";
        _environment["VIMSESSION_ROLES__0__PRIVILEGES__0"] = "Sessions.TerminateSession";
        _environment["VIMSESSION_PERMISSIONS__0__PRINCIPAL"] = "ops";
        _environment["VIMSESSION_PERMISSIONS__0__GROUP"] = "true";
        _environment["VIMSESSION_PERMISSIONS__0__ROLE"] = "terminator";

        var accounts = Options().Accounts;

        var user = Assert.Single(accounts.Users);
        Assert.Equal(("alice", hash), (user.Name, user.PasswordHash));
        Assert.Equal(["ops"], user.Groups);
        Assert.Equal(["Sessions.TerminateSession"], Assert.Single(accounts.Roles).Privileges);
        var permission = Assert.Single(accounts.Permissions);
        Assert.True(permission is { Principal: "ops", Group: true, Role: "terminator", Propagate: true });
    }

    [Fact]
    public void A_file_sets_every_kind_of_value_and_what_templates_add_is_let_be()
    {
        _directory.Write("appsettings.json", """
            {
              // A comment.
              "Logging": { "LogLevel": { "Default": "Information" } },
              "AllowedHosts": "*",
              "tls": false, "LogLevel": "warning", "LogFormat": "json", "MaxSessions": 7,
              "Users": [ { "Name": "bob", "Password": "secret", "Role": "Admin" } ],
            }
            """);

        var options = Options();

        Assert.False(options.Tls.Enabled);
        Assert.Equal(LogLevel.Warning, options.Log.LogLevel);
        Assert.Equal(LogFormat.Json, options.Log.LogFormat);
        Assert.Equal(7, options.Sessions.MaxSessions);
        Assert.Equal("bob", Assert.Single(options.Accounts.Users).Name);
    }

    [Theory]
    [InlineData("""{ "Lissten": ":1" }""", "appsettings.json, line 1, column 14: 'Lissten' is not an option. --help lists them all.")]
    [InlineData("""{ "Config": "x" }""", "appsettings.json, line 1, column 13: 'Config' is not an option. --help lists them all.")]
    [InlineData("""{ "Tls": { "Cert": "x" } }""", "appsettings.json, line 1, column 10: 'Tls' takes a single value.")]
    [InlineData("""{ "MaxDepth": "deep" }""", "appsettings.json: MaxDepth: 'deep' is not a whole number from 8 to 1000.")]
    [InlineData("""{ "Users": [ { "Nmae": "x" } ] }""", "appsettings.json, line 1, column 24: 'Users:0:Nmae' is not known. Users is a list of objects with Name, Password, PasswordHash, Certificate, FullName, Role, Groups.")]
    [InlineData("""{ "Users": [ { "Groups": "x" } ] }""", "appsettings.json, line 1, column 26: 'Users:0:Groups' has to be a list of texts, in brackets.")]
    [InlineData("""{ "Users": [ { "Password": ["x"] } ] }""", "appsettings.json, line 1, column 28: 'Users:0:Password' has to be a text, in quotation marks.")]
    [InlineData("""{ "Permissions": [ { "Group": "x" } ] }""", "appsettings.json, line 1, column 31: 'Permissions:0:Group' is neither true nor false.")]
    [InlineData("""{"Users":[{}]}""", "appsettings.json, line 1, column 11: 'Users:0' is empty. Give it at least a Name, or leave it out.")]
    [InlineData("""{"Users":{}}""", "appsettings.json, line 1, column 10: 'Users' has to be a list, in brackets, of objects with Name, Password, PasswordHash, Certificate, FullName, Role, Groups.")]
    [InlineData("""{"Users":[{"Groups":{}}]}""", "appsettings.json, line 1, column 21: 'Users:0:Groups' has to be a list of texts, in brackets.")]
    [InlineData("""{"Users":[null]}""", "appsettings.json, line 1, column 11: 'Users:0' has to be an object, in braces, with Name, Password, PasswordHash, Certificate, FullName, Role, Groups.")]
    [InlineData("[null]", "appsettings.json, line 1, column 1: the file has to be an object, in braces. Correct it there.")]
    [InlineData("""{"Accounts":[]}""", "appsettings.json, line 1, column 13: 'Accounts' is not an option. --help lists them all.")]
    [InlineData("{\n  \"Tls\": oops\n}", "appsettings.json, line 2, column 10: this is not JSON. Correct it there.")]
    public void What_is_wrong_in_a_file_is_told_by_its_place(string json, string error)
    {
        _directory.Write("appsettings.json", json);

        Assert.Equal(error, Assert.Single(Load().Errors));
    }

    [Fact]
    public void A_file_that_is_not_UTF8_is_told_by_the_place_of_the_byte()
    {
        File.WriteAllBytes(Path.Combine(_directory.Path, "appsettings.json"), [.. "{\n  \"Username\": \""u8, 0xC3, 0x28, .. "\"\n}"u8]);

        Assert.Equal("appsettings.json, line 2, column 16: this is not UTF-8. Save the file in that encoding.", Assert.Single(Load().Errors));
    }

    [Fact]
    public void A_wrong_value_is_told_by_the_name_of_its_source()
    {
        _environment["VIMSESSION_ESX"] = "perhaps";
        _commandLine["api-version"] = "8.9";

        var errors = Load().Errors;

        Assert.Contains("VIMSESSION_ESX: 'perhaps' is neither true nor false.", errors);
        Assert.Contains(errors, e => e.StartsWith("--api-version: '8.9' is not known. Known are 2.0, ", StringComparison.Ordinal) && e.EndsWith("8.0.3.0, 8.0.3.1, 9.0.0.0, 9.1.0.0.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("9.0.2", null, "9.0.0.0")]
    [InlineData("9.1.1", null, "9.1.0.0")]
    [InlineData("8.0.3", "8.0.3.1", "8.0.3.1")]
    [InlineData("7.0.3", "7.0", "7.0.3.2")]
    public void A_release_of_the_product_has_its_version_of_the_API(string release, string? version, string expected)
    {
        _commandLine["product-version"] = release;
        if (version is not null)
            _commandLine["api-version"] = version;

        var loaded = Load();

        Assert.Empty(loaded.Errors);
        Assert.Equal(expected, loaded.Options.Emulation.ApiVersion);
    }

    [Theory]
    [InlineData("9.0.2", "8.0", false, "--product-version: 9.0.2 has version 9.0.0.0 of the API, not 8.0.3.0. Leave out --api-version or --product-version.")]
    [InlineData("9.0.3", null, false, "--product-version: '9.0.3' is not a known release of a vCenter. Known are 2.0.0, 2.5.0,")]
    [InlineData("9.0.2", null, true, "--product-version: '9.0.2' is not a known release of an ESX host. Known are 2.0.0, 2.5.0,")]
    public void A_release_that_is_not_known_or_not_of_the_version_is_an_error(string release, string? version, bool esx, string error)
    {
        _commandLine["product-version"] = release;
        if (version is not null)
            _commandLine["api-version"] = version;
        if (esx)
            _commandLine["esx"] = "true";

        Assert.StartsWith(error, Assert.Single(Load().Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_file_that_is_missing_is_an_error()
    {
        _commandLine["config"] = Path.Combine(_directory.Path, "none.json");

        Assert.EndsWith("none.json cannot be read: it does not exist. Name a file that exists and that this user may read.", Assert.Single(Load().Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("root", "--username: 'root' has no domain, so with --federated it cannot log in with its password. Write root@vsphere.local, or leave out --federated.")]
    [InlineData("root@vsphere.local", null)]
    [InlineData("VSPHERE.LOCAL\\root", null)]
    public void An_administrator_of_a_federated_service_has_a_domain(string name, string? error)
    {
        _commandLine["api-version"] = "9.0";
        _commandLine["federated"] = "true";
        _commandLine["username"] = name;

        Assert.Equal(error is null ? [] : [error], Load().Errors);
    }

    [Theory]
    [InlineData("listen", "8989", "--listen: '8989' is no address to listen on. Write HOST:PORT, :PORT for every address, or [::1]:PORT.")]
    [InlineData("tls-cert", "/nowhere/c.pem", "--tls-cert: '/nowhere/c.pem' cannot be read: it does not exist. Name a file that exists and that this user may read.")]
    [InlineData("sts-cert", "/nowhere/s.pem", "--sts-cert: '/nowhere/s.pem' cannot be read: it does not exist. Name a file that exists and that this user may read.")]
    [InlineData("sts-cert-password", "x", "--sts-cert-password needs the file it opens: name it with --sts-cert.")]
    [InlineData("trusted-sts", "/nowhere/sts.pem", "--trusted-sts: '/nowhere/sts.pem' cannot be read: it does not exist. Name a file that exists and that this user may read.")]
    [InlineData("token-audiences", " , ", "--token-audiences names none. Name the audiences, separated by commas, or leave the option out.")]
    [InlineData("tls-cert-password", "x", "--tls-cert-password needs the file it opens: name it with --tls-cert.")]
    [InlineData("users-file", "/nowhere/u.json", "--users-file: '/nowhere/u.json' cannot be read: it does not exist. Name a file that exists and that this user may read.")]
    [InlineData("env-file", "/nowhere/at/all.env", "--env-file: the directory '/nowhere/at' does not exist. Make it, or name a file in one that exists.")]
    [InlineData("env-file", "/tmp", "--env-file: '/tmp' is a directory. Name a file, which is written when the service listens.")]
    [InlineData("instance-uuid", "42", "--instance-uuid: '42' is no UUID. Write it as 6a1f7a3e-0c1b-4f0e-9d2a-3b5c7d9e1f20.")]
    [InlineData("default-locale", "english", "--default-locale: 'english' is not a locale of the service. Write a language such as en, or with a country such as en_US.")]
    [InlineData("default-locale", "de_DF", "--default-locale: 'de_DF' is not a locale of the service. Did you mean de_DE? Write a language such as en, or with a country such as en_US.")]
    [InlineData("ticketed-paths", "/sts", "--ticketed-paths: '/sts' is a path that the service serves itself. Taken are /sdk, /api, /rest, /sts, /websso, /lookupservice, /locale, /certificate.pem, /users-file.schema.json, /healthz, /readyz and what is below them.")]
    [InlineData("ticketed-paths", "/a b", "--ticketed-paths: '/a b' is not a path to serve. Write paths of letters, digits, '-', '_' and '.', such as /folder,/nfc.")]
    [InlineData("tunnel-listen", "127.0.0.1", "--tunnel-listen: '127.0.0.1' is no address to listen on. Write HOST:PORT, :PORT for every address, [::1]:PORT, or PORT for the host of --listen.")]
    [InlineData("tunnel-listen", "8989", "--tunnel-listen: 8989 is where --listen serves. Name another port, or 0 for a free one.")]
    [InlineData("sspi", "kerberos", "--sspi kerberos needs the keys of the service: name their file with --keytab.")]
    [InlineData("sspi-principal", "host/vc", "--keytab and --sspi-principal are for --sspi kerberos. Give it too, or leave them out.")]
    [InlineData("sspi-script-user", "alice", "--sspi-script-user is for --sspi scripted. Give it too, or leave it out.")]
    [InlineData("sspi-realm-domain", "EXAMPLE.COM", "--sspi-realm-domain: 'EXAMPLE.COM' is no pair REALM=domain. Write EXAMPLE.COM=example.com,LAB=vsphere.local.")]
    [InlineData("username", " ", "--username is empty: name the administrator, or leave the option out.")]
    [InlineData("password", "", "--password is empty: give a password, or leave the option out to have one made.")]
    public void What_a_value_alone_cannot_show_is_checked_too(string name, string value, string error)
    {
        _commandLine[name] = value;

        Assert.Equal(error, Assert.Single(Load().Errors));
    }

    [Theory]
    [InlineData("esx", "true", "datacenter", "Lab", "--datacenter: the datacenter of an ESX host is always ha-datacenter. Leave out --datacenter or --esx.")]
    [InlineData("esx", "true", "inventory", "builtin:small,builtin:medium", "--inventory: an ESX host has one inventory. Leave out --esx, so that a vCenter shows all of them, or name one.")]
    [InlineData("esx", "true", "token-audiences", "urn:a", "--token-audiences: an ESX host has no logins by token. Leave out --token-audiences or --esx.")]
    [InlineData("tls", "false", "tls-cert", "FILE", "--tls false serves plain HTTP, which shows no certificate. Leave out --tls false, or leave out --tls-cert, --tls-key and --tls-cert-password.")]
    [InlineData("local-tickets", "off", "local-ticket-directory", "/tmp", "--local-ticket-directory: with --local-tickets off there are no files to keep there. Leave out one of the two.")]
    [InlineData("sspi", "scripted", "sspi-realm-domain", "A=b", "--sspi-realm-domain is for --sspi kerberos. Give it too, or leave it out.")]
    [InlineData("esx", "true", "sts-cert", "FILE", "--sts-cert: an ESX host issues no tokens. Leave out --sts-cert, --sts-key and --sts-cert-password, or --esx.")]
    [InlineData("sts-expired-certificate", "true", "sts-cert", "FILE", "--sts-expired-certificate makes a certificate, and --sts-cert brings one, which may have expired too. Leave out one of the two.")]
    [InlineData("sts-expired-certificate", "true", "esx", "true", "--sts-expired-certificate needs the security token service: leave out --esx and --sts false.")]
    [InlineData("sts-expired-certificate", "true", "sts", "false", "--sts-expired-certificate needs the security token service: leave out --esx and --sts false.")]
    public void Options_that_contradict_each_other_are_refused(string first, string firstValue, string second, string secondValue, string error)
    {
        _commandLine[first] = firstValue;
        _commandLine[second] = secondValue == "FILE" ? _directory.Write("x.pem", "") : secondValue;

        Assert.Equal(error, Assert.Single(Load().Errors));
    }

    [Fact]
    public void An_ESX_host_has_no_SSPI()
    {
        _commandLine["esx"] = "true";
        _commandLine["sspi"] = "scripted";

        Assert.Equal("--esx: an ESX host has no LoginBySSPI. Leave out --sspi.", Assert.Single(Load().Errors));
    }

    [Fact]
    public void An_ESX_host_signs_nothing_and_without_an_STS_there_is_nothing_to_sign()
    {
        _commandLine["sts"] = "true";
        _commandLine["esx"] = "true";
        Assert.Equal("--sts: an ESX host has no single sign-on. Leave out --sts or --esx.", Assert.Single(Load().Errors));
        _commandLine.Remove("esx");
        _commandLine["sts"] = "false";
        _commandLine["sts-cert"] = _directory.Write("s.pem", "");
        Assert.Equal("--sts-cert: with --sts false nothing is signed. Leave out one of the two.", Assert.Single(Load().Errors));
    }

    [Fact]
    public void A_key_needs_its_certificate()
    {
        _commandLine["tls-key"] = _directory.Write("k.pem", "");

        Assert.Equal("--tls-key needs the certificate it belongs to: name it with --tls-cert.", Assert.Single(Load().Errors));
    }

    [Theory]
    [InlineData("""{ "Name": "x" }""", "Users[0]: 'x' needs either a Password or a PasswordHash, or else a Certificate.")]
    [InlineData("""{ "Name": "x", "Password": "a", "PasswordHash": "pbkdf2-sha256$1000$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" }""", "Users[0]: 'x' needs either a Password or a PasswordHash, or else a Certificate.")]
    [InlineData("""{ "Name": "x", "PasswordHash": "b" }""", "Users[0]: the PasswordHash of 'x' is none. Take the line that the command hash-password prints.")]
    [InlineData("""{ "Password": "a" }""", "Users[0]: the user has no Name. Give it one.")]
    [InlineData("""{ "Name": "root", "Password": "a" }""", "--username: 'root' is declared in Users too. Leave one of the two out.")]
    [InlineData("""{ "Name": "x", "Password": "a", "Role": "Boss" }""", "Users[0]: 'x' has the unknown role 'Boss'. Known are NoTrustedAdmin, TrustedAdmin, NoCryptoAdmin, NoAccess, Anonymous, View, ReadOnly, Admin.")]
    [InlineData("""{ "Name": "x", "Password": "a" }, { "Name": "X", "Password": "a" }""", "Users[1]: there is already a user 'X'. Leave one of the two out.")]
    public void Declared_users_are_checked(string users, string error)
    {
        _commandLine["username"] = "root";
        _directory.Write("appsettings.json", $$"""{ "Users": [ {{users}} ] }""");

        Assert.Equal(error, Assert.Single(Load().Errors));
    }

    [Theory]
    [InlineData("authenticator", "nowhere", null, null, "--authenticator: this is no URL of a web hook. Write https://HOST:PORT/PATH, or http:// with a secret.")]
    [InlineData("authenticator", "http://hook/", null, null, "--authenticator: over http anybody could answer in the web hook's place. Use https, or give both sides a secret with --hook-secret or --hook-secret-file.")]
    [InlineData("authenticator", "https://me:hunter2@hook/", null, null, "--authenticator: a user name in the URL is not used. Leave it out; the service proves itself by --hook-secret.")]
    [InlineData("authenticator", "https://hook/", "permissive", "true", "--authenticator: with --permissive everybody may do everything. Leave out one of the two.")]
    [InlineData("authorizer", "ftp://hook/", null, null, "--authorizer: this is no URL of a web hook. Write https://HOST:PORT/PATH, or http:// with a secret.")]
    [InlineData("authenticator", "https://hook/", "hook-secret", "short", "--hook-secret has fewer than 16 bytes. Make one with: openssl rand -hex 32")]
    [InlineData("authenticator", "https://hook/", "hook-ca", "/nowhere", "--hook-ca: '/nowhere' cannot be read: it does not exist. Name a file that exists and that this user may read.")]
    [InlineData("hook-ca", "x.pem", null, null, "--hook-secret, --hook-secret-file and --hook-ca are for web hooks. Name one with --authenticator or --authorizer, or leave them out.")]
    public void Options_of_web_hooks_are_checked(string name, string value, string? second, string? secondValue, string error)
    {
        _commandLine[name] = value == "x.pem" ? _directory.Write("x.pem", "") : value;
        if (second is not null)
            _commandLine[second] = secondValue!;

        Assert.Equal(error, Assert.Single(Load().Errors));
    }

    [Theory]
    [InlineData("http://ldap", null, null, "--ldap: this is no URL of an LDAP server. Write ldap://HOST:PORT or ldaps://HOST:PORT, without anything else.")]
    [InlineData("ldap://ldap/dc=x", null, null, "--ldap: this is no URL of an LDAP server. Write ldap://HOST:PORT or ldaps://HOST:PORT, without anything else.")]
    [InlineData("ldap://me@ldap", null, null, "--ldap: this is no URL of an LDAP server. Write ldap://HOST:PORT or ldaps://HOST:PORT, without anything else.")]
    [InlineData("ldap://ldap", "permissive", "true", "--ldap: with --permissive everybody may do everything. Leave out one of the two.")]
    [InlineData("ldap://ldap", "authenticator", "https://hook/", "--ldap: --authenticator checks passwords too. Leave out one of the two.")]
    [InlineData("ldap://ldap", "ldap-base-dn", " ", "--ldap needs to know where users are searched: name it with --ldap-base-dn, such as dc=example,dc=com.")]
    [InlineData("ldap://ldap", "ldap-base-dn", "o=example", "--ldap-domain: --ldap-base-dn has no components dc that name a domain. Name the domain of the users.")]
    [InlineData("ldap://ldap", "ldap-bind-dn", "cn=x", "--ldap-bind-dn and its password, by --ldap-bind-password or --ldap-bind-password-file, belong together. Give both, or leave both out.")]
    [InlineData("ldap://ldap", "ldap-bind-password", "x", "--ldap-bind-dn and its password, by --ldap-bind-password or --ldap-bind-password-file, belong together. Give both, or leave both out.")]
    [InlineData("ldap://ldap", "ldap-ca", "/nowhere", "--ldap-ca: '/nowhere' cannot be read: it does not exist. Name a file that exists and that this user may read.")]
    [InlineData(null, "ldap-domain", "x", "The options that begin with --ldap- are for an LDAP server. Name it with --ldap, or leave them out.")]
    public void Options_of_the_LDAP_server_are_checked(string? url, string? second, string? secondValue, string error)
    {
        if (url is not null)
        {
            _commandLine["ldap"] = url;
            _commandLine["ldap-base-dn"] = "dc=example,dc=com";
        }

        if (second is not null)
            _commandLine[second] = secondValue!;

        Assert.Equal(error, Assert.Single(Load().Errors));
    }

    [Theory]
    [InlineData("ldap://ldap", "ldap", 389, false)]
    [InlineData("ldaps://ldap.example.com/", "ldap.example.com", 636, true)]
    [InlineData("ldap://[::1]:3389", "::1", 3389, false)]
    [InlineData("LDAPS://127.0.0.1:6636", "127.0.0.1", 6636, true)]
    public void The_URL_of_an_LDAP_server_has_a_host_and_may_have_a_port(string url, string host, int port, bool isTls) =>
        Assert.Equal((host, port, isTls), LdapOptionsValidator.ServerOf(url));

    [Fact]
    public void A_secret_of_web_hooks_is_given_once()
    {
        _commandLine["authenticator"] = "http://hook/";
        _environment["VIMSESSION_HOOK_SECRET"] = "0123456789abcdef";
        Assert.Equal("0123456789abcdef", Options().Hooks.HookSecret);

        _commandLine["hook-secret-file"] = _directory.Write("secret", "0123456789abcdef");
        Assert.Equal("--hook-secret: --hook-secret-file names a secret too. Leave out one of the two.", Assert.Single(Load().Errors));
    }

    [Fact]
    public void No_secret_is_in_the_text_of_options()
    {
        _commandLine["password"] = "hunter2";
        _directory.Write("appsettings.json", """{ "Users": [ { "Name": "bob", "Password": "hunter2" } ] }""");

        var options = Options() with { Tls = new TlsOptions { TlsCertPassword = "hunter2" }, Hooks = new HookOptions { Authenticator = "https://hook/?code=hunter2", HookSecret = "hunter2" }, Ldap = new LdapServerOptions { LdapBindPassword = "hunter2" } };

        Assert.DoesNotContain("hunter2", options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", options.Accounts.Users[0].ToString(), StringComparison.Ordinal);
    }

    private ServiceOptions Options()
    {
        var loaded = Load();
        Assert.Empty(loaded.Errors);
        return loaded.Options;
    }

    private LoadedOptions Load() => OptionsLoader.Load(new OptionSources
    {
        CommandLine = _commandLine,
        Environment = _environment,
        WorkingDirectory = _directory.Path,
    });
}
