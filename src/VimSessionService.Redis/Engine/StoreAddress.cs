using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using StackExchange.Redis;

namespace VimSessionService.Redis.Engine;

/// <summary>
/// Where the engine is, as an operator writes it: <c>redis://[USER:PASSWORD@]HOST[:PORT][,HOST[:PORT]…][/DATABASE][?prefix=NAME&amp;serviceName=NAME&amp;ca=FILE]</c>,
/// with <c>rediss</c> for TLS.
/// </summary>
public sealed class StoreAddress
{
    /// <summary>The prefix of keys without one in the address.</summary>
    public const string DefaultPrefix = "vimsession";

    private const int DefaultPort = 6379;
    private const int DefaultTlsPort = 6380;
    private const int DefaultSentinelPort = 26379;
    private const int MaxPrefixLength = 64;
    private const string Form = "redis://[USER:PASSWORD@]HOST[:PORT][,HOST[:PORT]...][/DATABASE][?prefix=NAME&serviceName=NAME&ca=FILE]";

    private readonly (string Host, int Port)[] _hosts;
    private readonly bool _isTls;
    private readonly string? _user;
    private readonly string? _password;
    private readonly string? _serviceName;
    private readonly X509Certificate2? _authority;

    private StoreAddress((string Host, int Port)[] hosts, bool isTls, string? user, string? password, int database, string prefix, string? serviceName, X509Certificate2? authority)
    {
        _hosts = hosts;
        _isTls = isTls;
        _user = user;
        _password = password;
        _serviceName = serviceName;
        _authority = authority;
        Database = database;
        Prefix = prefix;
    }

    /// <summary>The number of the database.</summary>
    public int Database { get; }

    /// <summary>What distinguishes the instance from others in the same engine.</summary>
    public string Prefix { get; }

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">It is none; the message says what is wrong and shows no password.</exception>
    public static StoreAddress Parse(string text) => TryParse(text, out var address, out var problem) ? address : throw new FormatException(problem);

    /// <summary>Reads an address; <paramref name="problem"/> says what is wrong with it, without showing a password.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out StoreAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        problem = null;
        var scheme = text?.IndexOf("://", StringComparison.Ordinal) ?? -1;
        if (scheme < 0 || text![..scheme] is not ("redis" or "rediss"))
        {
            problem = $"the scheme is not redis or rediss; the form is {Form}";
            return false;
        }

        var isTls = text[..scheme] == "rediss";
        var rest = text[(scheme + 3)..];
        var query = Cut(ref rest, '?');
        var path = Cut(ref rest, '/');
        string? user = null, password = null;
        if (rest.LastIndexOf('@') is >= 0 and var at)
        {
            var login = rest[..at].Split(':', 2);
            rest = rest[(at + 1)..];
            user = login[0].Length > 0 ? Uri.UnescapeDataString(login[0]) : null;
            password = login.Length > 1 ? Uri.UnescapeDataString(login[1]) : null;
            if (password is null)
                problem = $"there is no password after the user's name; the form is {Form}";
        }

        var database = 0;
        if (path is { Length: > 0 } && !int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out database))
            problem = "the database is not a number from 0";
        var prefix = DefaultPrefix;
        string? serviceName = null, authorityFile = null;
        foreach (var parameter in (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = parameter.Split('=', 2);
            var value = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "";
            if (parts[0] == "prefix")
                prefix = value;
            else if (parts[0] == "serviceName")
                serviceName = value;
            else if (parts[0] == "ca")
                authorityFile = value;
            else
                problem = "there is a parameter other than prefix, serviceName and ca";
        }

        if (!IsName(prefix))
            problem = $"the prefix is not 1 to {MaxPrefixLength} letters, digits, '.', '_' and '-'";
        if (serviceName is not null && !IsName(serviceName))
            problem = $"the serviceName is not 1 to {MaxPrefixLength} letters, digits, '.', '_' and '-'";
        var port = serviceName is not null ? DefaultSentinelPort : isTls ? DefaultTlsPort : DefaultPort;
        var hosts = new List<(string Host, int Port)>();
        foreach (var host in rest.Split(','))
        {
            if (ReadHost(host, port) is { } read)
                hosts.Add(read);
            else
                problem = $"a host is not HOST or HOST:PORT, an IPv6 address in brackets; the form is {Form}";
        }

        if (authorityFile is not null && !isTls)
            problem = "ca is for TLS, whose scheme is rediss";
        var authority = problem is null && authorityFile is not null ? ReadCertificate(authorityFile, ref problem) : null;
        if (problem is not null)
            return false;
        address = new StoreAddress([.. hosts], isTls, user, password, database, prefix, serviceName, authority);
        return true;
    }

    /// <summary>The hosts, without user and password.</summary>
    public override string ToString() =>
        $"{(_isTls ? "rediss" : "redis")}://{string.Join(',', _hosts.Select(static host => $"{host.Host}:{host.Port}"))}/{Database}?prefix={Prefix}";

    /// <summary>The settings of the client library.</summary>
    internal ConfigurationOptions ToOptions()
    {
        var options = new ConfigurationOptions
        {
            User = _user,
            Password = _password,
            Ssl = _isTls,
            ServiceName = _serviceName,
            DefaultDatabase = Database,
            ClientName = "VimSessionService",
            AbortOnConnectFail = false,
            ConnectTimeout = 5000,
            AsyncTimeout = 5000,
            SyncTimeout = 5000,
            KeepAlive = 10,
            HeartbeatInterval = TimeSpan.FromMilliseconds(500),
            // A command is never queued for a connection that is not there: the caller is told at once.
            BacklogPolicy = BacklogPolicy.FailFast,
            ReconnectRetryPolicy = new LinearRetry(500),
        };
        foreach (var (host, port) in _hosts)
            options.EndPoints.Add(host, port);
        if (_authority is not null)
            options.TrustIssuer(_authority);
        return options;
    }

    private static X509Certificate2? ReadCertificate(string file, ref string? problem)
    {
        try
        {
            return X509CertificateLoader.LoadCertificateFromFile(file);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            problem = $"the certificate of ca cannot be read: {failure.Message}";
            return null;
        }
    }

    private static string? Cut(ref string text, char at)
    {
        var index = text.IndexOf(at);
        if (index < 0)
            return null;
        var rest = text[(index + 1)..];
        text = text[..index];
        return rest;
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= MaxPrefixLength && text.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');

    private static (string Host, int Port)? ReadHost(string text, int port)
    {
        var colon = text.LastIndexOf(':');
        if (colon > text.LastIndexOf(']'))
        {
            if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)
                return null;
            text = text[..colon];
        }

        return Uri.CheckHostName(text) == UriHostNameType.Unknown ? null : (text.Trim('[', ']'), port);
    }
}
