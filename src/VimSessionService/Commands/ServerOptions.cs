using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Certificates;

namespace VimSessionService.Commands;

/// <summary>The options of a command that calls another server: where it is, who logs in, and how its certificate is verified.</summary>
internal sealed class ServerOptions
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    private readonly Option<string?> _url = Given.Text("--url", "URL", "The server: https://HOST or https://HOST/sdk.");
    private readonly Option<string?> _authority = Given.Text("--ca", "FILE", "PEM certificates of the authorities that the certificate of the server is verified with. Without it those of the system.");
    private readonly Option<string?> _thumbprint = Given.Text("--thumbprint", "HEX", "The SHA-256 or SHA-1 of the certificate of the server, which is then accepted whoever issued it.");
    private readonly Option<bool> _insecure = Given.Flag("--insecure", "Accept any certificate. Whoever is between this machine and the server can then read the password.");

    /// <summary>Makes them.</summary>
    public ServerOptions()
    {
        _url.Required = true;
        User.Required = true;
    }

    /// <summary>Who logs in.</summary>
    public Option<string?> User { get; } = Given.Text("--user", "NAME", "Who logs in. A role that may read everything is enough.");

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [_url, User, _authority, _thumbprint, _insecure];

    /// <summary>Where the API of the server is.</summary>
    /// <exception cref="CommandException">It is no URL.</exception>
    public Uri UrlOf(ParseResult parsed)
    {
        var text = parsed.GetValue(_url)!;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
            throw CommandException.Wrong("--url: this is no URL of a server. Write it as https://vcenter.example.com.");
        if (url.UserInfo.Length > 0)
            throw CommandException.Wrong("--url: a URL with a user or a password in it can be read in the list of processes. Name the user with --user.");
        return url.AbsolutePath == "/" ? new Uri(url, "/sdk") : url;
    }

    /// <summary>Makes what sends requests.</summary>
    /// <exception cref="CommandException">A file or thumbprint cannot be used.</exception>
    public SocketsHttpHandler CreateHandler(ParseResult parsed, IReadOnlyDictionary<string, string> environment)
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = ConnectTimeout, UseCookies = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All };
        if (UrlOf(parsed).IsLoopback)
            handler.UseProxy = false;
        if (new object?[] { parsed.GetValue(_authority), parsed.GetValue(_thumbprint), parsed.GetValue(_insecure) ? true : null }.Count(static given => given is not null) > 1)
            throw CommandException.Wrong("record: --ca, --thumbprint and --insecure exclude each other. Leave out all but one.");
        if (parsed.GetValue(_insecure))
            handler.SslOptions.RemoteCertificateValidationCallback = Of(thumbprint: null);
        else if (parsed.GetValue(_thumbprint) is { } thumbprint)
            handler.SslOptions.RemoteCertificateValidationCallback = Of(ReadThumbprint(thumbprint));
        else if (parsed.GetValue(_authority) is { } authority)
            handler.SslOptions.CertificateChainPolicy = PolicyOf(authority);
        else
            SystemRoots.Read(environment);
        return handler;
    }

    /// <summary>Accepts the certificate of a thumbprint; null for any.</summary>
    private static System.Net.Security.RemoteCertificateValidationCallback Of(byte[]? thumbprint) => (_, certificate, _, _) => certificate is not null
        && (thumbprint is null || CryptographicOperations.FixedTimeEquals(thumbprint, certificate.GetCertHash(thumbprint.Length == SHA256.HashSizeInBytes ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1)));

    private static byte[] ReadThumbprint(string text)
    {
        try
        {
            var bytes = Convert.FromHexString(text.Replace(":", "", StringComparison.Ordinal));
            if (bytes.Length is SHA256.HashSizeInBytes or SHA1.HashSizeInBytes)
                return bytes;
        }
        catch (FormatException)
        {
            // It is said below.
        }

        throw CommandException.Wrong("--thumbprint: write the 64 hexadecimal digits of the SHA-256 of the certificate, or the 40 of its SHA-1, with or without colons.");
    }

    private static X509ChainPolicy PolicyOf(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw CommandException.Wrong($"--ca: '{file}' cannot be read: {failure.Message}");
        }

        return policy.CustomTrustStore.Count > 0 ? policy : throw CommandException.Wrong($"--ca: '{file}' has no certificate in PEM.");
    }
}
