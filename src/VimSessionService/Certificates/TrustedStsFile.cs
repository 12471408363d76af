using System.Security.Cryptography.X509Certificates;
using VimSessionService.Identity.Certificates;
using VimSessionService.Identity.Trust;
using VimSessionService.Storage;

namespace VimSessionService.Certificates;

/// <summary>
/// The security token services of the current file of <c>--trusted-sts</c>. A file with errors changes nothing and is logged once.
/// </summary>
internal sealed partial class TrustedStsFile : ITrustedIssuers, IDisposable
{
    private readonly string _path;
    private readonly ILogger<TrustedStsFile> _logger;
    private readonly WatchedFile _file;
    private readonly ReadingOrder _order = new();
    private volatile X509Certificate2[] _certificates;

    /// <summary>Reads the file, and watches it from then on.</summary>
    /// <param name="path">PEM certificates; other things in the file are ignored.</param>
    /// <param name="time">The clock of the looks at the file.</param>
    /// <param name="logger">Where changes and broken files are logged.</param>
    /// <exception cref="StartupException">The file cannot be read or holds no certificate.</exception>
    public TrustedStsFile(string path, TimeProvider time, ILogger<TrustedStsFile> logger)
    {
        _path = path;
        _logger = logger;
        _file = new WatchedFile(path, Reload, logger);
        _certificates = Read(path);
        _file.Watch(time);
    }

    /// <inheritdoc/>
    public IReadOnlyList<X509Certificate2> Certificates => _certificates;

    /// <summary>Reads the file again now.</summary>
    public void ReadNow() => _file.ReadNow();

    /// <summary>Stops watching.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>Reads the file, without bringing it into force.</summary>
    /// <exception cref="StartupException">It cannot be used.</exception>
    public PreparedFile Prepare()
    {
        var reading = _order.Begin();
        var certificates = Read(_path);
        return new PreparedFile("--trusted-sts", _path, new Dictionary<string, int>(StringComparer.Ordinal) { ["certificates"] = certificates.Length }, () => _order.Apply(reading, () => Apply(certificates)));
    }

    private void Apply(X509Certificate2[] certificates)
    {
        _certificates = certificates; // those before are left to the logins that are at them
        Log.Reloaded(_logger, _path, certificates.Length);
    }

    private void Reload()
    {
        try
        {
            Prepare().Apply();
        }
        catch (StartupException broken)
        {
            Log.Broken(_logger, broken.Message);
        }
    }

    private static X509Certificate2[] Read(string path)
    {
        X509Certificate2[] all;
        try
        {
            all = PemFile.ReadCertificates(path);
        }
        catch (OperatorFileException failure)
        {
            throw new StartupException($"--trusted-sts: '{path}' cannot be used: {failure.Message}. Name a PEM file of certificates that this user may read.");
        }

        return all.Select(MessageCertificate.ProblemOf).FirstOrDefault(static problem => problem is not null) is { } problem
            ? throw new StartupException($"--trusted-sts: a certificate in '{path}' {problem}. Leave it out of the file.")
            : all;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Trusted security token services {Path} read again: {Certificates} certificates")]
        public static partial void Reloaded(ILogger logger, string path, int certificates);

        [LoggerMessage(2, LogLevel.Error, "The trusted security token services were changed but the former ones stay in force: {Problem}")]
        public static partial void Broken(ILogger logger, string problem);
    }
}
