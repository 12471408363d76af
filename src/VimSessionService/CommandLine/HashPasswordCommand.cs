using System.CommandLine;
using VimSessionService.Commands;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.CommandLine;

/// <summary>The command that makes the line which a users file holds in the place of a password.</summary>
internal static class HashPasswordCommand
{
    public static Command Create(ProcessEnvironment surroundings)
    {
        var command = new Command("hash-password", "Read a password from standard input and print the PasswordHash for a users file.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var console = parsed.InvocationConfiguration;
            var password = await surroundings.Input.ReadLineAsync(cancellationToken);
            if (string.IsNullOrEmpty(password))
            {
                await console.Error.WriteLineAsync("hash-password: no password on standard input. Type it, or pipe it in: printf '%s' SECRET | VimSessionService hash-password");
                return ExitCode.BadOptions;
            }

            await console.Output.WriteLineAsync(PasswordHash.Create(password).Encode());
            return ExitCode.Success;
        });
        return command;
    }
}
