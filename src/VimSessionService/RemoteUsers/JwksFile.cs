using System.Text;
using Microsoft.IdentityModel.Tokens;
using VimSessionService.Storage;
using VimSessionService.Vapi.OpenId;

namespace VimSessionService.RemoteUsers;

/// <summary>The keys in the file of <c>--openid-jwks</c>, which is read again when it changes. A file with errors changes nothing and is logged.</summary>
internal sealed partial class JwksFile : IOpenIdKeys, IDisposable
{
    private readonly string _path;
    private readonly ILogger<JwksFile> _logger;
    private readonly WatchedFile _file;
    private readonly ReadingOrder _order = new();
    private volatile IReadOnlyList<SecurityKey> _keys;

    /// <summary>Reads the file, and watches it from then on.</summary>
    /// <exception cref="StartupException">The file cannot be used.</exception>
    public JwksFile(string path, TimeProvider time, ILogger<JwksFile> logger)
    {
        _path = path;
        _logger = logger;
        _file = new WatchedFile(path, Reload, logger);
        _keys = Read(path);
        _file.Watch(time);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SecurityKey>> GetAsync(bool isMissing, CancellationToken cancellationToken) => new(_keys);

    /// <summary>Reads the file now, whether it has changed or not.</summary>
    public void ReadNow() => _file.ReadNow();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Reads the file, without bringing it into force.</summary>
    /// <exception cref="StartupException">It cannot be used.</exception>
    public PreparedFile Prepare()
    {
        var reading = _order.Begin();
        var keys = Read(_path);
        return new PreparedFile("--openid-jwks", _path, new Dictionary<string, int>(StringComparer.Ordinal) { ["keys"] = keys.Count }, () => _order.Apply(reading, () => Apply(keys)));
    }

    private void Apply(IReadOnlyList<SecurityKey> keys)
    {
        _keys = keys;
        Log.Reloaded(_logger, _path, keys.Count);
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

    private static IReadOnlyList<SecurityKey> Read(string path)
    {
        var bytes = OptionFile.Read("--openid-jwks", path, "a file with keys (JWKS)", static file => OperatorFile.ReadBytes(file, JwksDocument.MostBytes));
        try
        {
            return JwksDocument.Read(Encoding.UTF8.GetString(bytes));
        }
        catch (FormatException broken)
        {
            throw new StartupException($"--openid-jwks: '{path}' cannot be used: {broken.Message}. Name a file with the keys of the provider.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Keys of the OpenID provider {Path} read again: {Keys} keys")]
        public static partial void Reloaded(ILogger logger, string path, int keys);

        [LoggerMessage(2, LogLevel.Error, "The keys of the OpenID provider were changed but the former ones stay in force: {Problem}")]
        public static partial void Broken(ILogger logger, string problem);
    }
}
