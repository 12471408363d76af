using System.CommandLine;
using VimSessionService.Commands;
using VimSessionService.Options;
using VimSessionService.Soap.Wsdl;
using VimSessionService.Vim25;

namespace VimSessionService.CommandLine;

/// <summary>The command that writes the WSDL and the files it imports.</summary>
internal static class WsdlCommand
{
    /// <summary>Where it writes to.</summary>
    public static OptionDefinition OutOption { get; } =
        new() { Name = "out", Kind = OptionKind.Text, ValueName = "DIRECTORY", Description = "The directory to write to." };

    public static Command Create(Option<string?> apiVersion)
    {
        var directory = new Option<string>(OutOption.Flag) { Description = OutOption.Description, Required = true, HelpName = OutOption.ValueName };
        var command = new Command("wsdl", "Write vimService.wsdl and the files it imports.") { directory, apiVersion };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var version = ApiVersions.Default;
            if (parsed.GetValue(apiVersion) is { } given)
            {
                if (!OptionTable.ApiVersion.TryNormalize(given, out var name, out var problem) || !ApiVersions.TryParse(name, out version))
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync($"{OptionTable.ApiVersion.Flag}: {problem}");
                    return ExitCode.BadOptions;
                }
            }

            var documents = new WsdlDocuments(version);
            var target = Directory.CreateDirectory(parsed.GetValue(directory)!).FullName;
            foreach (var file in WsdlDocuments.FileNames)
            {
                if (documents.TryFind(file, out var content))
                    await File.WriteAllBytesAsync(Path.Combine(target, file), content, cancellationToken);
            }

            return ExitCode.Success;
        });
        return command;
    }
}
