using System.CommandLine;

namespace VimSessionService.Commands;

/// <summary><c>completion</c>.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, Func<IReadOnlyList<CompletionNode>, string>> Shells = new(StringComparer.Ordinal)
    {
        ["bash"] = CompletionScripts.Bash,
        ["zsh"] = CompletionScripts.Zsh,
        ["fish"] = CompletionScripts.Fish,
    };

    /// <summary>Makes the command.</summary>
    public static AdminCommand Create(CommandRunner runner)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish.", CustomParser = static result => result.Tokens[0].Value, Arity = ArgumentArity.ExactlyOne };
        shell.CompletionSources.Add([.. Shells.Keys]);
        var command = new AdminCommand("completion", "Write the script by which a shell completes commands and options.")
        {
            Examples =
            [
                ("completion bash > ~/.local/share/bash-completion/completions/VimSessionService", "For bash"),
                ("completion zsh > \"${fpath[1]}/_VimSessionService\"", "For zsh"),
                ("completion fish > ~/.config/fish/completions/VimSessionService.fish", "For fish"),
            ],
        };
        command.Arguments.Add(shell);
        runner.BindLocal(command, async (parsed, output, cancellationToken) =>
        {
            var name = parsed.GetValue(shell)!;
            if (!Shells.TryGetValue(name, out var write))
                throw CommandException.Wrong($"completion: '{name}' is no shell that this program knows. Known are {string.Join(", ", Shells.Keys)}.");
            await output.RawAsync(write(CompletionTree.Read((RootCommand)parsed.RootCommandResult.Command)), cancellationToken);
            return ExitCode.Success;
        });
        return command;
    }
}
