using System.Text.RegularExpressions;

namespace VimSessionService.Redis.Tests.Engines;

/// <summary>redis-server with a user who has what docs/replicas.md says that the service needs, and nobody else.</summary>
public sealed partial class AccountServer : RedisServer
{
    internal const string User = "service";
    internal const string Password = "p@ss/w:rd";

    public AccountServer()
        : this("*")
    {
    }

    /// <summary>Starts one whose user may use the keys of a prefix.</summary>
    internal AccountServer(string prefix)
        : base([.. KeepsNothing, "--user", "default", "off", "--user", User, "on", $">{Password}", .. Rules(prefix)])
    {
    }

    /// <inheritdoc/>
    public override string Address => $"redis://{User}:{Uri.EscapeDataString(Password)}@{base.Address}/0";

    /// <summary>The rules as they are in the document, for a prefix.</summary>
    private static string[] Rules(string prefix)
    {
        var line = AclLine().Match(File.ReadAllText(Path.Combine(Root(), "docs", "replicas.md"))).Groups["rules"].Value;
        return [.. line.Replace("{lab}", $"{{{prefix}}}", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static string Root()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "VimSessionService.sln")))
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("the tests do not run in the repository");
        return directory;
    }

    [GeneratedRegex(@"^user service on >\S+ (?<rules>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AclLine();
}
