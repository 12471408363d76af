using System.CommandLine;
using System.Text.Json;
using VimSessionService.AdminClient;
using VimSessionService.AdminClient.Problems;

namespace VimSessionService.Commands;

/// <summary>Carries commands out: finds the running service, and says what went wrong.</summary>
/// <param name="surroundings">What commands are given besides their arguments.</param>
/// <param name="globals">The options of every command.</param>
internal sealed class CommandRunner(CommandSurroundings surroundings, GlobalOptions globals)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Says what a command does to a running service.</summary>
    public void Bind(Command command, Func<CommandCall, CancellationToken, Task> act) => Bind(command, async (call, cancellationToken) =>
    {
        await act(call, cancellationToken);
        return ExitCode.Success;
    });

    /// <summary>Says what a command does to a running service, with the exit code.</summary>
    public void Bind(Command command, Func<CommandCall, CancellationToken, Task<int>> act) =>
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, (output, token) => CallAsync(parsed, output, act, token), cancellationToken));

    /// <summary>Says what a command does without a running service.</summary>
    public void BindLocal(Command command, Func<ParseResult, CommandOutput, CancellationToken, Task<int>> act) =>
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, (output, token) => act(parsed, output, token), cancellationToken));

    private async Task<int> CallAsync(ParseResult parsed, CommandOutput output, Func<CommandCall, CancellationToken, Task<int>> act, CancellationToken cancellationToken)
    {
        var address = AdminTarget.Find(parsed.GetValue(globals.AdminUrl), parsed.GetValue(globals.AdminToken), parsed.GetValue(globals.DataDirectory), surroundings.Environment);
        using var handler = new SocketsHttpHandler { ConnectTimeout = ConnectTimeout, UseProxy = !address.Url.IsLoopback, UseCookies = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var client = new AdminApiClient(http, address.Url, address.Token);
        try
        {
            return await act(new CommandCall(parsed, surroundings, output) { Client = client }, cancellationToken);
        }
        catch (AdminApiException refused) when (refused.Problem.Type.StartsWith(Problem.TypePrefix, StringComparison.Ordinal))
        {
            output.Refuse(refused.Problem);
            return ExitCode.Failed;
        }
        catch (Exception failure) when (failure is AdminApiException or JsonException)
        {
            output.Refuse($"What answers at {address.Url} is no admin API of this service. Name the URL that the service prints at its start with --admin-url.");
            return ExitCode.NoService;
        }
        catch (HttpRequestException failure)
        {
            output.Refuse($"No service answers at {address.Url}: {failure.Message} Start it, or name another one with --admin-url or --data-directory.");
            return ExitCode.NoService;
        }
    }

    private async Task<int> RunAsync(ParseResult parsed, Func<CommandOutput, CancellationToken, Task<int>> act, CancellationToken cancellationToken)
    {
        var output = new CommandOutput(surroundings.Output, surroundings.Error, parsed.GetValue(globals.Json), CommandOutput.IsColoured(surroundings));
        try
        {
            return await act(output, cancellationToken);
        }
        catch (CommandException refused)
        {
            output.Refuse(refused.Message);
            return refused.ExitCode;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            output.Refuse(failure.Message);
            return ExitCode.Failed;
        }
    }
}
