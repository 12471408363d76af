using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using VimSessionService.Commands;
using VimSessionService.Options;

namespace VimSessionService.CommandLine;

/// <summary>The command line. Its options come from <see cref="OptionTable"/>.</summary>
internal static class ServiceCommand
{
    /// <summary>The command that is meant where none is named.</summary>
    private const string Serve = "serve";

    /// <summary>Does what a command line says; the result is the <see cref="ExitCode"/>.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, ProcessEnvironment surroundings, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (AdminCommands.Handles(arguments))
            return await AdminCommands.RunAsync(arguments, surroundings.ToCommands(output, error), cancellationToken);
        var root = Create(surroundings);
        var read = ArgumentReader.Read(arguments, [Serve, .. root.Subcommands.Select(static c => c.Name)]);
        if (read.Errors.Count > 0)
            return await RefuseAsync(error, [.. read.Warnings.Select(static w => w + "."), .. read.Errors]);
        var commands = read.Arguments.Where(static argument => !argument.StartsWith('-')).ToArray();
        if (commands.Length > 1 && commands.Contains(Serve))
            return await RefuseAsync(error, [$"{string.Join(" and ", commands)} cannot go together. Name one command."]);
        var parsed = root.Parse([.. read.Arguments.Where(static argument => argument != Serve)], new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (parsed is { Errors.Count: > 0, Action: ParseErrorAction })
            return await RefuseAsync(error, [.. parsed.Errors.Select(static e => e.Message)]);
        foreach (var warning in read.Warnings)
            await error.WriteLineAsync(warning + ".");

        // The host itself ends on signals, once the calls in flight have ended.
        var invocation = new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(invocation, cancellationToken);
    }

    private static async Task<int> RefuseAsync(TextWriter error, IEnumerable<string> problems)
    {
        foreach (var problem in problems)
            await error.WriteLineAsync(problem);
        await error.WriteLineAsync("--help lists the options.");
        return ExitCode.BadOptions;
    }

    private static RootCommand Create(ProcessEnvironment surroundings)
    {
        var options = OptionTable.All.ToDictionary(static o => o.Name, Option, StringComparer.Ordinal);
        var root = new RootCommand("A mock vCenter for the session layer of the vSphere API. Clients log in to it at https://HOST:8989/sdk.");
        root.Directives.Clear();
        foreach (var definition in OptionTable.All)
            root.Options.Add(options[definition.Name]);
        root.SetAction((parsed, cancellationToken) =>
            new ServeCommand(surroundings, parsed.InvocationConfiguration).RunAsync(Given(parsed, options), cancellationToken));
        root.Subcommands.Add(HealthCheck(surroundings, options));
        root.Subcommands.Add(HashPasswordCommand.Create(surroundings));
        root.Subcommands.Add(WsdlCommand.Create(options["api-version"]));
        if (root.Options.OfType<HelpOption>().FirstOrDefault() is { Action: HelpAction help } helpOption)
            helpOption.Action = new HelpWithExamples(help);
        return root;
    }

    private static Command HealthCheck(ProcessEnvironment surroundings, Dictionary<string, Option<string?>> options)
    {
        var command = new Command("healthcheck", "Check whether the service on this machine answers, with the same options. Exit code 0 when it does.");
        foreach (var name in new[] { "listen", "tls", "config" })
            command.Options.Add(options[name]);
        command.SetAction((parsed, cancellationToken) =>
            HealthCheckCommand.RunAsync(surroundings, Given(parsed, options), parsed.InvocationConfiguration.Error, cancellationToken));
        return command;
    }

    private static Option<string?> Option(OptionDefinition definition) => new(definition.Flag)
    {
        Description = Describe(definition),
        HelpName = definition.ValueName,
        CustomParser = static result => string.Join(',', result.Tokens.Select(static token => token.Value)),
        Arity = definition.IsRepeatable ? ArgumentArity.OneOrMore : ArgumentArity.ExactlyOne, // a flag without a value has been given one, see ArgumentReader
    };

    private static string Describe(OptionDefinition definition)
    {
        var choices = definition.Kind is OptionKind.Choice or OptionKind.Version ? $" One of {string.Join(", ", definition.Choices)}." : "";
        var initial = definition.Default is null ? "" : $" Default {definition.Default}.";
        var key = definition.NamesConfigurationFile ? "" : $" [{definition.Key}]";
        return $"{definition.Description}{choices}{initial} {definition.EnvironmentVariable}{key}";
    }

    /// <summary>The options given, by name.</summary>
    private static Dictionary<string, string> Given(ParseResult parsed, Dictionary<string, Option<string?>> options)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, option) in options)
        {
            if (parsed.GetResult(option) is { } result)
                given[name] = string.Join(',', result.Tokens.Select(static token => token.Value));
        }

        return given;
    }
}
