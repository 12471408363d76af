using System.Diagnostics;
using System.Text.RegularExpressions;
using VimSessionService.Commands;

namespace VimSessionService.Tests.Commands;

/// <summary>The completion scripts, in the shells that this machine has.</summary>
public sealed partial class CompletionTests
{
    [Theory]
    [InlineData("", "sessions")]
    [InlineData("ses", "sessions")]
    [InlineData("--lis", "--listen")]
    [InlineData("serve --tls-key-", "--tls-key-type")]
    [InlineData("--log-level de", "debug")]
    [InlineData("sessions ", "ls expire terminate --admin-url --admin-token --data-directory --json")]
    [InlineData("sessions ls --min-i", "--min-idle")]
    [InlineData("--json sessions ls --min-i", "--min-idle")]
    [InlineData("outage start --mode ", "refuse unavailable hang")]
    [InlineData("completion z", "zsh")]
    public async Task Bash_completes(string typed, string expected)
    {
        var words = $"VimSessionService {typed}".Split(' ');
        var script = $"""
            {await ScriptAsync("bash")}
            COMP_WORDS=({string.Join(' ', words.Select(static word => $"'{word}'"))})
            COMP_CWORD={words.Length - 1}
            _VimSessionService
            echo "${"{COMPREPLY[@]}"}"
            """;

        var offered = (await RunAsync("bash", ["--norc", "-s"], script)).Split(' ', '\n');

        Assert.Subset(offered.ToHashSet(StringComparer.Ordinal), expected.Split(' ').ToHashSet(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "--no-execute")]
    public async Task Zsh_and_fish_read_their_scripts(string shell, string option)
    {
        Assert.SkipUnless(IsThere(shell), $"There is no {shell}; install the package {shell}.");
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, await ScriptAsync(shell), TestContext.Current.CancellationToken);
            Assert.Equal("", await RunAsync(shell, [option, file], ""));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Fish_completes()
    {
        Assert.SkipUnless(IsThere("fish"), "There is no fish; install the package fish.");
        var offered = await RunAsync("fish", ["--no-config"], $"{await ScriptAsync("fish")}\ncomplete -C 'VimSessionService sessions '\ncomplete -C 'VimSessionService outage start --mode '\n");

        Assert.Contains("expire\tExpire sessions", offered, StringComparison.Ordinal);
        Assert.Contains("unavailable", offered, StringComparison.Ordinal);
        Assert.DoesNotContain("hash-password", offered, StringComparison.Ordinal);
    }

    /// <summary>A shell at a terminal of its own is given the keys, a tab at their end, and is then asked to say that it has done so.</summary>
    [Theory]
    [InlineData("sessions ", "expire -- Expire sessions|terminate --")]
    [InlineData("outage start --mode ", "hang refuse unavailable")]
    [InlineData("sessions exp", "VimSessionService sessions expire ")]
    [InlineData("--json sessions ls --min-i", "VimSessionService --json sessions ls --min-idle ")]
    public async Task Zsh_completes(string typed, string expected)
    {
        Assert.SkipUnless(IsThere("zsh"), "There is no zsh; install the package zsh.");
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, await ScriptAsync("zsh"), TestContext.Current.CancellationToken);
            var shown = await RunAsync("zsh", ["-f"], $$"""
                zmodload zsh/zpty
                zpty shell zsh -f -i
                zpty -w shell "PROMPT=; TERM=dumb; autoload -Uz compinit && compinit -u -D; source '{{file}}'; zle-line-init() { print -n 'a''waits' }; zle -N zle-line-init"
                zpty -r shell said '*awaits*'
                zpty -n -w shell 'VimSessionService {{typed}}'$'\t'$'\C-u'"print 'do''ne'"$'\n'
                zpty -r shell said '*done*'
                print -r -- "$said"

                """);
            Assert.All(expected.Split('|'), part => Assert.Contains(part, Blanks().Replace(shown, " "), StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    private static bool IsThere(string shell) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, shell)));

    private static async Task<string> ScriptAsync(string shell)
    {
        await using StringWriter output = new(), error = new();
        var surroundings = new CommandSurroundings { Environment = new Dictionary<string, string>(), Input = TextReader.Null, Output = output, Error = error };
        Assert.Equal(0, await AdminCommands.RunAsync(["completion", shell], surroundings, TestContext.Current.CancellationToken));
        return output.ToString();
    }

    private static async Task<string> RunAsync(string shell, string[] arguments, string input)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The shells are those of Linux.");
        var start = new ProcessStartInfo(shell, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await errors);
        return output.TrimEnd('\n');
    }
}
