using VimSessionService.Storage;

namespace VimSessionService.Commands;

/// <summary>Where a running service is, and its token.</summary>
/// <param name="Url">The URL of the admin API.</param>
/// <param name="Token">The token; null for none.</param>
internal sealed record AdminTarget(Uri Url, string? Token)
{
    private const string UrlVariable = "VIMSESSION_ADMIN_URL";
    private const string TokenVariable = "VIMSESSION_ADMIN_TOKEN";
    private const string DirectoryVariable = "VIMSESSION_DATA_DIRECTORY";

    /// <summary>Nothing of the token.</summary>
    public override string ToString() => Url.ToString();

    /// <summary>Finds a service: by its URL, or by the file that it wrote into its data directory.</summary>
    /// <param name="url">The URL of the command line; null for none.</param>
    /// <param name="token">The token of the command line; null for none.</param>
    /// <param name="directory">The data directory of the command line; null for none.</param>
    /// <param name="environment">The environment's variables.</param>
    /// <exception cref="CommandException">There is none, or what names it cannot be used.</exception>
    public static AdminTarget Find(string? url, string? token, string? directory, IReadOnlyDictionary<string, string> environment)
    {
        var givenUrl = url ?? (directory is null ? Variable(environment, UrlVariable) : null);
        var givenToken = token ?? Variable(environment, TokenVariable);
        if (givenToken == "none")
            givenToken = null;
        var file = Read(directory ?? Variable(environment, DirectoryVariable), environment, isNeeded: givenUrl is null);
        if (givenUrl is null)
            return file is null ? throw NotFound() : new AdminTarget(file.Url, token is null ? file.Token ?? givenToken : givenToken);
        if (!Uri.TryCreate(givenUrl, UriKind.Absolute, out var parsed) || (parsed.Scheme != Uri.UriSchemeHttp && parsed.Scheme != Uri.UriSchemeHttps))
            throw CommandException.Wrong($"{(url is null ? UrlVariable : "--admin-url")}: '{givenUrl}' is no URL. Write http://HOST:PORT/admin/v1, as the service prints it at its start.");
        var full = parsed.AbsolutePath == "/" ? new Uri(parsed, "/admin/v1") : parsed;
        return new AdminTarget(full, givenToken ?? (IsSame(file?.Url, full) ? file!.Token : null));
    }

    private static AdminFileContent? Read(string? directory, IReadOnlyDictionary<string, string> environment, bool isNeeded)
    {
        try
        {
            return AdminFile.Read(DataDirectory.Find(directory, environment));
        }
        catch (StartupException refused)
        {
            return isNeeded ? throw CommandException.Wrong(refused.Message) : null;
        }
    }

    private static string? Variable(IReadOnlyDictionary<string, string> environment, string name) => environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    private static bool IsSame(Uri? one, Uri other) => one is not null && one.AbsoluteUri.TrimEnd('/') == other.AbsoluteUri.TrimEnd('/');

    private static CommandException NotFound() => new(
        ExitCode.NoService,
        "No running service was found: its data directory has no file admin.json. Start one, name its data directory with --data-directory, or its admin API with --admin-url.");
}
