using System.CommandLine;

namespace VimSessionService.Commands;

/// <summary>The options that every command to a running service takes.</summary>
internal sealed class GlobalOptions
{
    /// <summary>Where the admin API is.</summary>
    public Option<string?> AdminUrl { get; } = Everywhere(Given.Text("--admin-url", "URL", "The admin API of the service: http://HOST:PORT/admin/v1. Without it VIMSESSION_ADMIN_URL, or what the running service wrote into its data directory."));

    /// <summary>The token.</summary>
    public Option<string?> AdminToken { get; } = Everywhere(Given.Text("--admin-token", "TOKEN", "The token of the admin API. Without it VIMSESSION_ADMIN_TOKEN, which keeps it out of process lists, or the one in the data directory."));

    /// <summary>Where the running service keeps its files.</summary>
    public Option<string?> DataDirectory { get; } = Everywhere(Given.Text("--data-directory", "DIRECTORY", "The data directory of the service. Without it VIMSESSION_DATA_DIRECTORY, or the usual directory of this user."));

    /// <summary>Whether to write JSON.</summary>
    public Option<bool> Json { get; } = Everywhere(Given.Flag("--json", "Write the answer as JSON in one line, and errors as problem documents on standard error."));

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [AdminUrl, AdminToken, DataDirectory, Json];

    private static Option<T> Everywhere<T>(Option<T> option)
    {
        option.Recursive = true;
        return option;
    }
}
