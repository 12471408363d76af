using VimSessionService.Commands;
using VimSessionService.Health;
using VimSessionService.Options;

namespace VimSessionService.CommandLine;

/// <summary><c>healthcheck</c>: whether the service on this machine answers, for the health check of a container.</summary>
internal static class HealthCheckCommand
{
    public static async Task<int> RunAsync(ProcessEnvironment surroundings, IReadOnlyDictionary<string, string> given, TextWriter error, CancellationToken cancellationToken)
    {
        var loaded = OptionsLoader.Load(new OptionSources
        {
            CommandLine = given,
            Environment = surroundings.Environment,
            WorkingDirectory = surroundings.WorkingDirectory,
        });
        foreach (var problem in loaded.Errors)
            error.WriteLine(problem);
        if (loaded.Errors.Count > 0 || !ListenAddress.TryParse(loaded.Options.Transport.Listen, out var listen))
            return ExitCode.BadOptions;
        if (listen.Port == 0)
        {
            error.WriteLine("--listen: port 0 is a different one at each start. Name the port of the service to check.");
            return ExitCode.BadOptions;
        }

        if (await HealthProbe.IsAliveAsync(listen, loaded.Options.Tls.Enabled, cancellationToken))
            return ExitCode.Success;
        error.WriteLine($"Nothing healthy answers at {listen.UrlHost}:{listen.Port}.");
        return ExitCode.Failed;
    }
}
