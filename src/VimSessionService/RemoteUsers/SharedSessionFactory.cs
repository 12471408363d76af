using System.Text;
using VimSessionService.Options;
using VimSessionService.Vapi.SharedSession;

namespace VimSessionService.RemoteUsers;

/// <summary>Makes what the options say about the endpoint of shared sessions.</summary>
internal static class SharedSessionFactory
{
    private const int MostTokenBytes = 16 * 1024;

    /// <summary>The endpoint; null for none.</summary>
    /// <param name="options">The options.</param>
    /// <param name="administrator">The administrator by options; null for none.</param>
    /// <exception cref="StartupException">There is no user, or the file of the secret cannot be used.</exception>
    public static SharedSessionOptions? Settings(SharedSessionPathOptions options, string? administrator)
    {
        if (options.SharedSessionPath is not { } path)
            return null;
        var user = options.SharedSessionUser ?? administrator
            ?? throw new StartupException("--shared-session-path: there is no administrator by options whose session could be shared. Name a user with --shared-session-user.");
        return new SharedSessionOptions(path, Token(options), user);
    }

    private static string Token(SharedSessionPathOptions options)
    {
        if (options.SharedSessionTokenFile is not { } file)
            return options.SharedSessionToken!;
        var token = Encoding.UTF8.GetString(OptionFile.Read("--shared-session-token-file", file, "a file with the secret", static file => OptionFile.Secret(file, MostTokenBytes))).Trim();
        return token.Length >= SharingOptionsValidator.ShortestToken
            ? token
            : throw new StartupException($"--shared-session-token-file: the secret in '{file}' has fewer than {SharingOptionsValidator.ShortestToken} characters. Make one with: openssl rand -hex 32");
    }
}
